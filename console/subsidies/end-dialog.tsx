import { isToCome, officeEndReasons, endReasonLabels } from '@jucai/contract/subsidy-vocabulary'
import type { SubsidyFile } from '@jucai/contract/subsidies'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { day, dayOf } from '../dates'
import { useAct } from '../loading'
import { yuan } from '../money'
import { ChoiceField, Field, withNone } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField } from '../parts/text-field'
import { periodWords } from './words'

type Reason = (typeof officeEndReasons)[number]
type Instalment = SubsidyFile['instalments'][number]
const ending = newAttempt()
const sumOf = (those: readonly Instalment[]) => yuan(those.reduce((sum, one) => sum + one.amountFen, 0))

/** What an end on a day means, in sentences: the last month, what is cancelled, what stays. */
export const consequences = ({ instalments }: SubsidyFile, on: string): string[] => {
  const month = on.slice(0, 7)
  const later = instalments.filter(({ period, fallsDueOn }) => (period ?? fallsDueOn.slice(0, 7)) > month)
  const cancelled = later.filter(({ state }) => isToCome(state) && state !== 'submitted')
  const gone = later.filter(({ state }) => state === 'submitted' || state === 'paid')
  return [
    `${periodWords(month)}是发放的最后一个月，那个月的照发。`,
    cancelled.length > 0
      ? `之后的 ${cancelled.length} 期、共 ${sumOf(cancelled)}取消，已留出的退回预算。`
      : '之后没有要取消的。',
    ...(gone.length > 0
      ? [`之后的 ${gone.length} 期、共 ${sumOf(gone)}已经送银行或入账，不会自动收回，要另行联系本人。`]
      : []),
  ]
}

/** Ends a subsidy: why, from which day, and what its person reads; what that means is said before it is done. */
export function EndDialog({
  file,
  onClose,
  onDone,
}: {
  file: SubsidyFile
  onClose(): void
  onDone(file: SubsidyFile): void
}) {
  const [because, setBecause] = useState<Reason | ''>('')
  const [on, setOn] = useState(dayOf(new Date()))
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...note.trim()].length < 5
  const isAhead = on > dayOf(new Date())
  const end = () => {
    setTried(true)
    if (because === '' || short || on === '') return
    void run(async () =>
      onDone(
        await call(
          'POST /subsidies/:grant/end',
          { params: { grant: file.id }, body: { because, note: note.trim(), on } },
          { attempt: ending },
        ),
      ),
    )
  }
  return (
    <Modal
      open
      title={`停发${file.maskedName}的${file.title}`}
      okText={isAhead ? `登记，${day(on)}停发` : '停发'}
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onOk={end}
      onCancel={onClose}
      destroyOnHidden
    >
      <ChoiceField<Reason>
        label="原因"
        required
        fault={tried && because === '' ? '请选一个原因' : null}
        value={because}
        options={withNone<Reason>(
          '请选择',
          officeEndReasons.map((value) => ({ value, label: endReasonLabels[value] })),
        )}
        onChange={(one) => setBecause(one)}
      />
      <Field
        label="从哪天起不再符合"
        required
        hint="可以是过去的日子，也可以是将来的。"
        fault={tried && on === '' ? '请填写日期' : null}
      >
        {(control) => (
          <Input {...control} type="date" value={on} onChange={({ target }) => setOn(target.value)} />
        )}
      </Field>
      <LongTextField
        label="写给本人的说明"
        required
        hint="本人会读到。写明根据什么，例如：不动产登记显示 11 月已有住房。"
        fault={tried && short ? '请写明根据什么，至少 5 个字' : null}
        rows={3}
        maxLength={300}
        value={note}
        onChange={setNote}
      />
      {on !== '' && (
        <ul className="end-means">
          {consequences(file, on).map((words) => (
            <li key={words}>{words}</li>
          ))}
          <li>
            {isAhead
              ? '到那天自动停发；那天之前可以撤回。'
              : '马上生效。登记错了只能今天撤回，过了今天撤不回；以后再符合，要重新申请。'}
          </li>
        </ul>
      )}
      <Failure error={error} />
    </Modal>
  )
}

import { unitKindLabels } from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceTenancy } from '@jucai/contract/workspaces'
import { Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { call } from '../api'
import { dayOf } from '../dates'
import { useAct, useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'
import { isDayText, refusedOf } from './faults'

interface ActProps {
  of: WorkspaceTenancy
  onClose(): void
  onDone(next: WorkspaceTenancy): void
}
interface DialogProps extends ActProps {
  title: string
  action: string
  danger?: boolean
  /** Whether everything that is needed is there. */
  isReady: boolean
  send(): Promise<WorkspaceTenancy>
  children(tried: boolean, error: unknown): ReactNode
}

/** What the dialogs of acts have in common: they stay open with what was typed when it fails. */
function ActDialog({ title, action, danger = false, isReady, send, children, onClose, onDone }: DialogProps) {
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const act = async () => {
    setTried(true)
    if (!isReady) return
    await run(async () => {
      onDone(await send())
      onClose()
    })
  }
  return (
    <Modal
      open
      title={title}
      okText={action}
      okButtonProps={{ danger }}
      cancelText="不办了"
      confirmLoading={busy}
      onOk={() => void act()}
      onCancel={onClose}
    >
      {children(tried, error)}
      <Failure error={error} />
    </Modal>
  )
}

const shortWhy = '请写明理由，至少 4 个字，团队会看到'
const isShort = (why: string): boolean => [...why.trim()].length < 4
const at = ({ id }: WorkspaceTenancy) => ({ params: { workspaceTenancy: id } })

/** Answers a renewal. */
export function RenewalDialog(props: ActProps) {
  const { of: one } = props
  const [agrees, setAgrees] = useState<'yes' | 'no' | ''>('')
  const [why, setWhy] = useState('')
  return (
    <ActDialog
      {...props}
      title="答复续期"
      action="答复"
      isReady={agrees === 'yes' || (agrees === 'no' && !isShort(why))}
      send={() =>
        call('PUT /workspace-tenancies/:workspaceTenancy/renewal-answer', {
          ...at(one),
          body: { agrees: agrees === 'yes', why: why.trim(), version: one.version },
        })
      }
    >
      {(tried, error) => (
        <>
          <p className="dialog-lead">{`申请再用 ${one.renewalMonths ?? 0} 个月。半年考核核定以后才能同意。`}</p>
          <ChoiceField<'yes' | 'no'>
            label="答复"
            required
            fault={tried && agrees === '' ? '请选择' : null}
            value={agrees}
            options={[
              { value: '', label: '请选择' },
              { value: 'yes', label: '同意' },
              { value: 'no', label: '不同意' },
            ]}
            onChange={setAgrees}
          />
          {agrees === 'no' && (
            <LongTextField
              label="理由"
              required
              rows={2}
              maxLength={300}
              fault={(tried && isShort(why) ? shortWhy : null) ?? refusedOf(error, 'why')}
              value={why}
              onChange={setWhy}
            />
          )}
        </>
      )}
    </ActDialog>
  )
}

/** Another unit for a team that has not begun. */
export function MoveDialog(props: ActProps) {
  const { of: one } = props
  const inventory = useLoaded('workspaces', () => call('GET /workspace-inventory'))
  const [unitId, setUnitId] = useState('')
  const [why, setWhy] = useState('')
  const options = (inventory.value?.items ?? []).flatMap(({ name, units }) =>
    units
      .filter(({ free, outFrom }) => free && outFrom === null)
      .map(({ id, label, kind, seats }) => ({
        value: id,
        label: `${name} ${label}，${unitKindLabels[kind]}，${seats} 座`,
      })),
  )
  return (
    <ActDialog
      {...props}
      title="换一处"
      action="换"
      isReady={unitId !== '' && !isShort(why)}
      send={() =>
        call('PUT /workspace-tenancies/:workspaceTenancy/unit', {
          ...at(one),
          body: { unitId, why: why.trim(), version: one.version },
        })
      }
    >
      {(tried) => (
        <>
          <ChoiceField
            label="换到"
            required
            fault={tried && unitId === '' ? '请选一处空着的' : null}
            value={unitId}
            options={[{ value: '', label: '请选择' }, ...options]}
            onChange={setUnitId}
          />
          <TextField
            label="理由"
            required
            hint="写进经过，不写个人情况"
            maxLength={200}
            fault={tried && isShort(why) ? shortWhy : null}
            value={why}
            onChange={setWhy}
          />
        </>
      )}
    </ActDialog>
  )
}

/** Ends a tenancy for a breach of the rules. */
export function BreachDialog(props: ActProps) {
  const { of: one } = props
  const [lastDay, setLastDay] = useState('')
  const [why, setWhy] = useState('')
  return (
    <ActDialog
      {...props}
      title="违反规定，要求退出"
      action="要求退出"
      danger
      isReady={isDayText(lastDay) && !isShort(why)}
      send={() =>
        call('PUT /workspace-tenancies/:workspaceTenancy/ending', {
          ...at(one),
          body: { lastDay, why: why.trim(), version: one.version },
        })
      }
    >
      {(tried, error) => (
        <>
          <p className="dialog-lead">定了以后不能收回。团队会收到消息，看得到理由。</p>
          <TextField
            label="最后一天"
            required
            type="date"
            max={one.lastDay}
            hint="至少留 7 天搬走，期满更早的到期满"
            fault={(tried && !isDayText(lastDay) ? '请选一天' : null) ?? refusedOf(error, 'lastDay')}
            value={lastDay}
            onChange={setLastDay}
          />
          <LongTextField
            label="违反了什么"
            required
            rows={3}
            maxLength={300}
            fault={tried && isShort(why) ? shortWhy : null}
            value={why}
            onChange={setWhy}
          />
        </>
      )}
    </ActDialog>
  )
}

/** The unit is empty and handed back. */
export function HandBackDialog(props: ActProps) {
  const { of: one } = props
  const today = dayOf(new Date())
  const [on, setOn] = useState(today)
  const [note, setNote] = useState('')
  return (
    <ActDialog
      {...props}
      title="登记交还"
      action="已交还"
      isReady={isDayText(on)}
      send={() =>
        call('PUT /workspace-tenancies/:workspaceTenancy/hand-back', {
          ...at(one),
          body: { on, note: note.trim(), version: one.version },
        })
      }
    >
      {(tried, error) => (
        <>
          <p className="dialog-lead">
            东西搬空、钥匙和门禁收回以后登记。比最后一天早的，后面的日子马上可以分给别人。
          </p>
          <TextField
            label="哪天交还"
            required
            type="date"
            max={today}
            fault={(tried && !isDayText(on) ? '请选一天' : null) ?? refusedOf(error, 'on')}
            value={on}
            onChange={setOn}
          />
          <TextField
            label="说明"
            hint="例如“钥匙 2 把已收”，不写个人情况"
            maxLength={200}
            value={note}
            onChange={setNote}
          />
        </>
      )}
    </ActDialog>
  )
}

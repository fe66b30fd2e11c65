import type { DraftSaved } from '@jucai/contract/policy-office'
import type { PolicyBook } from '@jucai/contract/policies/book'
import { parametersOf } from '@jucai/contract/policies/differences'
import { unitLabels, units, type Unit } from '@jucai/contract/policies/facts'
import { parameterOn, type Parameter } from '@jucai/contract/policies/parameters'
import { numberText } from '@jucai/contract/policies/wording'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { dayOf } from '../dates'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { TextField } from '../parts/text-field'
import { useDesk, withOne, type OnDesk } from './desk'
import { DraftState } from './draft-state'
import { NewValue, ValueLine } from './parameter-values'
import './policies.css'
import { Refusal } from './refusal'

const saving = newAttempt()

/** One parameter: its values as a line of time, and a new one beside them. */
function ParameterCard({
  desk,
  parameter,
  onSaved,
  reload,
}: {
  desk: OnDesk
  parameter: Parameter
  onSaved(told: DraftSaved, book: PolicyBook): void
  reload(): Promise<void>
}) {
  const { draft } = desk
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const { book } = draft
  const used = book.policies.filter((policy) => parametersOf(policy, book).includes(parameter.code))
  const faults = draft.faults.filter(({ at }) => at === `parameters.${parameter.code}`)
  const reason = draft.corrections.find((one) => one.parameter === parameter.code)?.reason
  const save = (next: Parameter, correction: string | null) =>
    run(async () => {
      const told = await call(
        'PUT /policy-draft/parameters/:code',
        {
          params: { code: parameter.code },
          body: { revision: draft.revision, parameter: next as never, correction },
        },
        { attempt: saving },
      )
      onSaved(told, { ...book, parameters: withOne(book.parameters, next) })
      void message.success('已存进草稿')
    })
  return (
    <Card title={parameter.label} extra={<span className="tag">{unitLabels[parameter.unit]}</span>}>
      <p className="second small">
        编号 <code>{parameter.code}</code>。
        {used.length > 0 ? `用在：${used.map(({ title }) => title).join('、')}。` : '还没有政策用它。'}
      </p>
      {faults.map(({ message: words }) => (
        <div key={words} className="fault">
          {words}
        </div>
      ))}
      {reason && <p className="second small">更正理由：{reason}</p>}
      <ValueLine parameter={parameter} busy={busy} onCorrect={(next, why) => save(next, why)} />
      <Refusal error={error} reload={reload} />
      <NewValue
        key={`${parameter.code} ${parameter.values.length}`}
        parameter={parameter}
        busy={busy}
        onAdd={(next) => save(next, reason ?? null)}
      />
    </Card>
  )
}

const blankParameter = (code: string, label: string, unit: Unit, book: PolicyBook): Parameter => ({
  code,
  label,
  unit,
  values: [
    {
      value: 0,
      from: dayOf(new Date()),
      to: null,
      source: {
        paper: '待填写',
        clause: '待填写',
        text: '待填写',
        effectiveOn: dayOf(new Date()),
        sample: book.sample,
      },
    },
  ],
})

function NewParameter({
  desk,
  onSaved,
}: {
  desk: OnDesk
  onSaved(told: DraftSaved, book: PolicyBook): void
}) {
  const { book, revision } = desk.draft
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [unit, setUnit] = useState<Unit>('fen')
  const [, setSearch] = useSearchParams()
  const { busy, error, run } = useAct()
  const fits = /^[a-z][A-Za-z0-9-]{1,39}$/.test(code) && !book.parameters.some((one) => one.code === code)
  const add = () =>
    run(async () => {
      const parameter = blankParameter(code, label.trim(), unit, book)
      const told = await call(
        'PUT /policy-draft/parameters/:code',
        { params: { code }, body: { revision, parameter: parameter as never, correction: null } },
        { attempt: saving },
      )
      onSaved(told, { ...book, parameters: [...book.parameters, parameter] })
      setSearch({ parameter: code })
      setCode('')
      setLabel('')
    })
  return (
    <details className="policy-part">
      <summary>新增参数</summary>
      <TextField
        label="编号"
        required
        hint="小写字母开头，定下后不能改，例如 rentMaster"
        fault={code && !fits ? '编号的写法不对，或者已经有了' : null}
        maxLength={40}
        value={code}
        onChange={setCode}
      />
      <TextField label="名称" required maxLength={40} value={label} onChange={setLabel} />
      <ChoiceField
        label="单位"
        required
        value={unit}
        options={units.map((one) => ({ value: one, label: unitLabels[one] }))}
        onChange={(chosen) => chosen && setUnit(chosen)}
      />
      <Failure error={error} />
      <Button disabled={!fits || !label.trim()} loading={busy} onClick={() => void add()}>
        加进草稿
      </Button>
    </details>
  )
}

function Names({ book, chosen }: { book: PolicyBook; chosen: string }) {
  const [words, setWords] = useState('')
  const [, setSearch] = useSearchParams()
  const today = dayOf(new Date())
  const shown = book.parameters.filter(
    ({ code, label }) =>
      label.includes(words.trim()) || code.toLowerCase().includes(words.trim().toLowerCase()),
  )
  return (
    <Card title={`${book.parameters.length} 个参数`}>
      <TextField label="按名称找" allowClear value={words} onChange={setWords} />
      <ul className="parameter-names">
        {shown.map((parameter) => {
          const now = parameterOn(parameter, today)
          return (
            <li key={parameter.code}>
              <button
                type="button"
                aria-current={parameter.code === chosen}
                onClick={() => setSearch({ parameter: parameter.code })}
              >
                <span>{parameter.label}</span>
                <span className="second small">
                  {now ? numberText(now.value, parameter.unit) : '今天没有值'}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {shown.length === 0 && <p className="muted">没有这样的参数</p>}
    </Card>
  )
}

/** Every number that policies decide and pay by, with the days each value holds. */
export default function Parameters() {
  const { value, error, reload, saved } = useDesk()
  const [search] = useSearchParams()
  const parameters = value?.draft.book.parameters ?? []
  const chosen = parameters.find(({ code }) => code === search.get('parameter')) ?? parameters[0]
  return (
    <Page
      wide
      title="政策参数"
      lead="每个金额、期限都是一个参数。新的值写在旧的旁边，写明从哪天起；已经生效的值不改，写错的才更正。"
    >
      <Failure error={error} retry={reload} />
      {!value ? (
        !error && (
          <Card>
            <Bones what="参数" lines={8} />
          </Card>
        )
      ) : (
        <>
          <DraftState desk={value} />
          <div className="parameter-grid">
            <div>
              <Names book={value.draft.book} chosen={chosen?.code ?? ''} />
              <Card>
                <NewParameter desk={value} onSaved={saved} />
              </Card>
            </div>
            {chosen ? (
              <ParameterCard
                key={chosen.code}
                desk={value}
                parameter={chosen}
                onSaved={saved}
                reload={reload}
              />
            ) : (
              <Empty icon="sliders-horizontal" title="还没有参数" />
            )}
          </div>
        </>
      )}
    </Page>
  )
}

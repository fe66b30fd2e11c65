import type { Source } from '@jucai/contract/city'
import type { DraftSaved } from '@jucai/contract/policy-office'
import type { PolicyBook } from '@jucai/contract/policies/book'
import { parametersOf } from '@jucai/contract/policies/differences'
import { parameterOn, type Parameter } from '@jucai/contract/policies/parameters'
import { numberText, unitLabels, units, type Unit } from '@jucai/contract/policies/units'
import { App, Button } from 'antd'
import { useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { dayOf } from '../dates'
import { useAct } from '../loading'
import { ChoiceField, Field } from '../parts/field'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { TextField } from '../parts/text-field'
import { useDesk, useTyped, withOne, type OnDesk } from './desk'
import { DraftState } from './draft-state'
import { Names } from './names'
import { newCodeFault } from './new-code'
import { NewValue, ValueLine } from './parameter-values'
import { Part } from './part'
import './policies.css'
import { Refusal } from './refusal'
import { SourceFields } from './source-fields'
import { Amount, DayInput } from './values'

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
  const { draft, base } = desk
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const { book } = draft
  const isNew = !base.parameters.some(({ code }) => code === parameter.code)
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
  const remove = () =>
    run(async () => {
      const told = await call(
        'PUT /policy-draft/parameters/:code',
        {
          params: { code: parameter.code },
          body: { revision: draft.revision, parameter: null, correction: null },
        },
        { attempt: saving },
      )
      onSaved(told, { ...book, parameters: book.parameters.filter(({ code }) => code !== parameter.code) })
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
      {isNew && used.length === 0 && (
        <Button type="text" danger disabled={busy} onClick={() => void remove()}>
          从草稿里删去{parameter.label}
        </Button>
      )}
    </Card>
  )
}

interface Typed {
  code: string
  label: string
  unit: Unit
  value: number | null
  from: string
  source: Source
}
const blank = (sample: boolean): Typed => {
  const today = dayOf(new Date())
  const source = { paper: '', clause: '', text: '', effectiveOn: today, sample }
  return { code: '', label: '', unit: 'fen', value: null, from: today, source }
}
const isSaid = ({ paper, clause, text }: Source): boolean =>
  [paper, clause, text].every((one) => one.trim() !== '')

/** A parameter with its first value: one without a value, or with one made up, would decide by it. */
function NewParameter({
  desk,
  onSaved,
}: {
  desk: OnDesk
  onSaved(told: DraftSaved, book: PolicyBook): void
}) {
  const { book, revision } = desk.draft
  const typed = useTyped<Typed>('new-parameter', blank(book.sample))
  const { code, label, unit, value, from, source } = typed.value
  const set = (change: Partial<Typed>) => typed.write({ ...typed.value, ...change })
  const [, setSearch] = useSearchParams()
  const { busy, error, run } = useAct()
  const fault = newCodeFault(code, book.parameters)
  const isReady = fault === null && label.trim() !== '' && value !== null && isSaid(source)
  const add = () =>
    run(async () => {
      if (value === null) return
      const parameter: Parameter = {
        code,
        label: label.trim(),
        unit,
        values: [{ value, from, to: null, source }],
      }
      const told = await call(
        'PUT /policy-draft/parameters/:code',
        { params: { code }, body: { revision, parameter: parameter as never, correction: null } },
        { attempt: saving },
      )
      onSaved(told, { ...book, parameters: [...book.parameters, parameter] })
      typed.clear()
      setSearch({ parameter: code })
    })
  return (
    <Part open={typed.dirty}>
      <summary>新增参数</summary>
      <section aria-label="新增参数">
        <TextField
          label="编号"
          required
          hint="小写字母开头，定下后不能改，例如 rentMaster"
          fault={code ? fault : null}
          maxLength={40}
          value={code}
          onChange={(next) => set({ code: next })}
        />
        <TextField
          label="名称"
          required
          maxLength={40}
          value={label}
          onChange={(next) => set({ label: next })}
        />
        <ChoiceField
          label="单位"
          required
          value={unit}
          options={units.map((one) => ({ value: one, label: unitLabels[one] }))}
          onChange={(chosen) => chosen && set({ unit: chosen, value: null })}
        />
        <Field label="值" required>
          {(control) => (
            <Amount {...control} unit={unit} value={value} onChange={(next) => set({ value: next })} />
          )}
        </Field>
        <Field label="从哪天起" required hint="这一天之前没有值，用到它的政策算不出来。">
          {(control) => (
            <DayInput {...control} value={from} onChange={(next) => next && set({ from: next })} />
          )}
        </Field>
        <SourceFields source={source} onChange={(next) => set({ source: next })} />
        <Failure error={error} />
        <Button disabled={!isReady} loading={busy} onClick={() => void add()}>
          加进草稿
        </Button>
      </section>
    </Part>
  )
}

const namesIn = ({ parameters }: PolicyBook) => {
  const today = dayOf(new Date())
  return parameters.map((parameter) => {
    const now = parameterOn(parameter, today)
    return {
      code: parameter.code,
      label: parameter.label,
      aside: now ? numberText(now.value, parameter.unit) : '今天没有值',
    }
  })
}

/** Every number that policies decide and pay by, with the days each value holds. */
export default function Parameters() {
  const { value, error, reload, saved } = useDesk()
  const [search, setSearch] = useSearchParams()
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
              <Names
                what="参数"
                names={namesIn(value.draft.book)}
                chosen={chosen?.code ?? ''}
                onChoose={(code) => setSearch({ parameter: code })}
              />
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

import type { Source } from '@jucai/contract/city'
import { addDays, dayInWords } from '@jucai/contract/policies/days'
import { parameterOn, type Parameter, type ParameterValue } from '@jucai/contract/policies/parameters'
import { Button } from 'antd'
import { useState } from 'react'
import { dayOf } from '../dates'
import { Field } from '../parts/field'
import { ReasonDialog } from '../parts/reason-dialog'
import { useTyped } from './desk'
import { SourceFields } from './source-fields'
import { Amount, DayInput } from './values'
import { numberText } from '@jucai/contract/policies/units'

const inOrder = ({ values }: Parameter) => [...values].sort((a, b) => (a.from < b.from ? -1 : 1))

/** The values of a parameter, earliest first, each with its days and paper; a wrong one is corrected with a reason. */
export function ValueLine({
  parameter,
  busy,
  onCorrect,
}: {
  parameter: Parameter
  busy: boolean
  onCorrect(next: Parameter, why: string): Promise<boolean>
}) {
  const today = dayOf(new Date())
  const now = parameterOn(parameter, today)
  const [wrong, setWrong] = useState<ParameterValue | null>(null)
  const [value, setValue] = useState<number | null>(null)
  const [asking, setAsking] = useState(false)
  const values = inOrder(parameter)
  const most = Math.max(...values.map((one) => one.value), 1)
  return (
    <>
      <ol className="value-line">
        {values.map((one) => (
          <li key={one.from} aria-current={one === now ? 'date' : undefined}>
            <span className="value-when">
              {dayInWords(one.from)}起{one.to === null ? '' : `，至${dayInWords(one.to)}`}
              {one === now && <span className="tag good">施行中</span>}
              {one.from > today && <span className="tag info">将来</span>}
            </span>
            <span className="value-bar" aria-hidden>
              <span style={{ width: `${Math.max(2, Math.round((one.value / most) * 100))}%` }} />
            </span>
            <strong>{numberText(one.value, parameter.unit)}</strong>
            <span className="second small">
              《{one.source.paper}》{one.source.clause}
            </span>
            <Button
              size="small"
              disabled={busy}
              onClick={() => {
                setWrong(one)
                setValue(one.value)
              }}
            >
              更正<span className="visually-hidden">{dayInWords(one.from)}起的值</span>
            </Button>
            {wrong === one && (
              <div className="value-correct">
                <Field label="正确的值" required>
                  {(control) => (
                    <Amount {...control} unit={parameter.unit} value={value} onChange={setValue} />
                  )}
                </Field>
                <div className="form-actions">
                  <Button
                    size="small"
                    type="primary"
                    disabled={value === null || value === one.value}
                    onClick={() => setAsking(true)}
                  >
                    写明理由
                  </Button>
                  <Button size="small" onClick={() => setWrong(null)}>
                    不更正
                  </Button>
                </div>
              </div>
            )}
          </li>
        ))}
      </ol>
      {wrong && value !== null && (
        <ReasonDialog
          open={asking}
          title={`更正${dayInWords(wrong.from)}起的值`}
          lead={`从 ${numberText(wrong.value, parameter.unit)} 改为 ${numberText(value, parameter.unit)}。已经按旧值办过的不会自动重办。`}
          action="存进草稿"
          onDone={async (why) => {
            const corrected = parameter.values.map((one) => (one === wrong ? { ...one, value } : one))
            setAsking(false)
            if (await onCorrect({ ...parameter, values: corrected }, why)) setWrong(null)
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

interface Next {
  value: number | null
  from: string
  source: Source
}
/** The parameter with a value that holds from a day on; the one before it ends the day before. */
export const withValue = (
  parameter: Parameter,
  next: { value: number; from: string; source: Source },
): Parameter => {
  const { value, from, source } = next
  const last = addDays(from, -1)
  const kept = parameter.values
    .filter((one) => one.from < from)
    .map((one) => (one.to === null || one.to >= from ? { ...one, to: last } : one))
  return { ...parameter, values: [...kept, { value, from, to: null, source }] }
}

/** A new value from a day on. */
export function NewValue({
  parameter,
  busy,
  onAdd,
}: {
  parameter: Parameter
  busy: boolean
  onAdd(next: Parameter): Promise<boolean>
}) {
  const last = inOrder(parameter).at(-1)
  const tomorrow = addDays(dayOf(new Date()), 1)
  const typed = useTyped<Next>(`parameter:${parameter.code}`, {
    value: last?.value ?? null,
    from: last && last.from > tomorrow ? last.from : tomorrow,
    source: last?.source ?? { paper: '', clause: '', text: '', effectiveOn: tomorrow, sample: false },
  })
  const { value, from, source } = typed.value
  const set = (change: Partial<Next>) => typed.write({ ...typed.value, ...change })
  const replaced = parameter.values.filter((one) => one.from >= from)
  const add = async () => {
    if (value !== null && (await onAdd(withValue(parameter, { value, from, source })))) typed.clear()
  }
  return (
    <section className="value-new" aria-label="新的值">
      <h3>新的值</h3>
      <div className="form-grid">
        <Field label="值" required>
          {(control) => (
            <Amount
              {...control}
              unit={parameter.unit}
              value={value}
              onChange={(next) => set({ value: next })}
            />
          )}
        </Field>
        <Field label="从哪天起" required hint="前一个值到它的前一天为止。">
          {(control) => (
            <DayInput {...control} value={from} onChange={(next) => next && set({ from: next })} />
          )}
        </Field>
      </div>
      <SourceFields source={source} onChange={(next) => set({ source: next })} />
      {replaced.length > 0 && (
        <p className="second small">
          会换掉：
          {replaced
            .map((one) => `${dayInWords(one.from)}起的 ${numberText(one.value, parameter.unit)}`)
            .join('、')}
        </p>
      )}
      <div className="form-actions">
        <Button
          type="primary"
          loading={busy}
          disabled={!typed.dirty || value === null}
          onClick={() => void add()}
        >
          存进草稿
        </Button>
        {typed.dirty && <Button onClick={typed.clear}>放弃</Button>}
      </div>
    </section>
  )
}

import type { PolicyBook } from '@jucai/contract/policies/book'
import { comparatorOf, type Comparison, type Operand } from '@jucai/contract/policies/criteria'
import type { FactDefinition } from '@jucai/contract/policies/facts'
import { Checkbox, InputNumber } from 'antd'
import { Choice, withNone } from '../parts/field'
import { comparatorLabels, comparatorsFor, comparisonBy, limitIn, spanIn, withFact } from './criterion-forms'
import { Amount, DayInput, FactValueInput } from './values'
import type { Unit } from '@jucai/contract/policies/units'

interface Part {
  node: Comparison
  fact: FactDefinition
  book: PolicyBook
  name: string
  onChange(node: Comparison): void
}
const own = '固定的值'
const parameterOptions = ({ parameters }: PolicyBook, fits: (unit: Unit) => boolean) =>
  withNone(
    own,
    parameters
      .filter(({ unit }) => fits(unit))
      .map(({ code, label }) => ({ value: code, label: `参数：${label}` })),
  )

function Limit({ node, fact, book, name, onChange }: Part) {
  const operand = limitIn(node)
  if (!operand) return null
  const write = (next: Operand) =>
    onChange('atMost' in node ? { ...node, atMost: next } : { ...node, atLeast: next })
  const { type } = fact
  if (type.kind !== 'integer')
    return (
      <FactValueInput
        fact={fact}
        label={`${name}的值`}
        value={'value' in operand ? operand.value : ''}
        onChange={(value) => write({ value: String(value) })}
      />
    )
  const parameter = 'parameter' in operand ? operand.parameter : ''
  return (
    <>
      <Choice
        label={`${name}和什么比`}
        value={parameter}
        options={parameterOptions(book, (unit) => unit === type.unit)}
        onChange={(code) => write(code ? { parameter: code } : { value: 0, unit: type.unit })}
      />
      {!parameter && (
        <Amount
          label={`${name}的值`}
          unit={type.unit}
          value={'value' in operand ? Number(operand.value) : 0}
          onChange={(value) => write({ value: value ?? 0, unit: type.unit })}
        />
      )}
    </>
  )
}

type SpanUnit = 'years' | 'months' | 'days'
const spanUnits: readonly { value: SpanUnit; label: string }[] = [
  { value: 'years', label: '年' },
  { value: 'months', label: '个月' },
  { value: 'days', label: '天' },
]
function Since({ node, book, name, onChange }: Part) {
  const span = spanIn(node)
  if (!span) return null
  const write = (next: typeof span) =>
    onChange('sinceAtLeast' in node ? { ...node, sinceAtLeast: next } : { ...node, sinceAtMost: next })
  const parameter = 'parameter' in span ? span.parameter : ''
  const [[unit, count] = ['months', 0] as const] = Object.entries(span) as [SpanUnit, number][]
  const spanOf = (by: SpanUnit, value: number) => write({ [by]: value } as unknown as typeof span)
  const days = book.facts.filter(({ type, code }) => type.kind === 'day' && code !== node.fact)
  const on = 'on' in node ? (node.on ?? '') : ''
  return (
    <>
      <Choice
        label={`${name}的时间`}
        value={parameter}
        options={parameterOptions(book, (one) => ['years', 'months', 'days'].includes(one))}
        onChange={(code) => write(code ? { parameter: code } : { months: 6 })}
      />
      {!parameter && (
        <>
          <InputNumber
            aria-label={`${name}的时间长短`}
            min={-1440}
            max={43_830}
            precision={0}
            value={count}
            onChange={(value) => spanOf(unit, value ?? 0)}
          />
          <Choice
            label={`${name}的时间单位`}
            value={unit}
            options={spanUnits}
            onChange={(chosen) => chosen && spanOf(chosen, count)}
          />
        </>
      )}
      <Choice
        label={`${name}算到哪一天`}
        value={on}
        options={withNone(
          '算到办理那天',
          days.map(({ code, label }) => ({ value: code, label: `算到${label}` })),
        )}
        onChange={(code) => {
          const { on: _, ...rest } = node as Comparison & { on?: string }
          onChange(code ? { ...rest, on: code } : rest)
        }}
      />
    </>
  )
}

function Single({ node, fact, name, onChange }: Part) {
  if ('is' in node || 'isNot' in node)
    return (
      <FactValueInput
        fact={fact}
        label={`${name}的值`}
        value={'is' in node ? node.is : node.isNot}
        onChange={(value) => onChange('is' in node ? { ...node, is: value } : { ...node, isNot: value })}
      />
    )
  if ('oneOf' in node && fact.type.kind === 'choice')
    return (
      <fieldset className="policy-choices">
        <legend className="visually-hidden">{name}的值</legend>
        <Checkbox.Group
          options={fact.type.options.map(({ value, label }) => ({ value, label }))}
          value={[...node.oneOf]}
          onChange={(all) => all.length > 0 && onChange({ ...node, oneOf: all })}
        />
      </fieldset>
    )
  if ('before' in node || 'after' in node)
    return (
      <DayInput
        label={`${name}的日期`}
        value={'before' in node ? node.before : node.after}
        onChange={(day) =>
          day && onChange('before' in node ? { ...node, before: day } : { ...node, after: day })
        }
      />
    )
  return null
}

/** One fact held against one value; what the fact does not take cannot be chosen. */
export function ComparisonEditor({
  node,
  book,
  name,
  onChange,
}: {
  node: Comparison
  book: PolicyBook
  name: string
  onChange(node: Comparison): void
}) {
  const fact = book.facts.find(({ code }) => code === node.fact)
  const by = comparatorOf(node)
  const part = fact && { node, fact, book, name, onChange }
  return (
    <div className="criterion-row">
      <Choice
        label={`${name}看哪一项情况`}
        value={node.fact}
        options={book.facts.map(({ code, label }) => ({ value: code, label }))}
        onChange={(code) => {
          const chosen = book.facts.find((one) => one.code === code)
          if (chosen) onChange(withFact(node, chosen))
        }}
      />
      {part && (
        <>
          <Choice
            label={`${name}怎么比`}
            value={by}
            options={comparatorsFor(part.fact.type).map((one) => ({
              value: one,
              label: comparatorLabels[one],
            }))}
            onChange={(chosen) => chosen && onChange(comparisonBy(part.fact, chosen, node))}
          />
          <Single {...part} />
          <Limit {...part} />
          <Since {...part} />
        </>
      )}
    </div>
  )
}

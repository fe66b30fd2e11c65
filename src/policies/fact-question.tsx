import { useState } from 'react'
import { View } from '@tarojs/components'
import {
  factFault,
  orderFaults,
  type FactDefinition,
  type FactOrder,
  type FactValue,
} from '@jucai/contract/policies/facts'
import { narrowed, withoutUnseen } from '@jucai/contract/text'
import { Button } from '@/components/button'
import { Choice } from '@/components/choice'
import { DatePicker } from '@/components/date-picker'
import { Notice } from '@/components/notice'
import { TextInput } from '@/components/text-input'
import { dayFromToday, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Slot } from './slot'
import { useFacts } from './standing'
import { tell, usePolicies } from './store'
import { unitLabels } from '@jucai/contract/policies/units'

interface FactQuestionProps {
  definition: FactDefinition
  value: FactValue['value'] | undefined
  /** After it is kept; `null` when it was passed over. */
  onDone(told: boolean): void
}

const isMoney = (definition: FactDefinition): boolean =>
  definition.type.kind === 'integer' && definition.type.unit.startsWith('fen')
const typed = (definition: FactDefinition, value: FactValue['value'] | undefined): string => {
  if (value === undefined) return ''
  return isMoney(definition) ? String(Number(value) / 100) : String(value)
}
/** A number as people write it, `8,000 元`, without what groups its digits and without its own unit. */
const numberIn = (text: string, unit: string): string => {
  const plain = withoutUnseen(narrowed(text))
  const [bare] = [unit, unit.split('/')[0] ?? unit]
    .filter((one) => plain.endsWith(one))
    .map((one) => plain.slice(0, -one.length))
  return (bare ?? plain).replace(/^\d{1,3}(,\d{3})+(?=\.|$)/, (digits) => digits.replace(/,/g, ''))
}
/** What was typed as the fact's value; null when it is none. Money is typed in yuan, with two digits at most. */
const read = (definition: FactDefinition, text: string): FactValue['value'] | null => {
  const { type } = definition
  if (type.kind === 'boolean') return text === '' ? null : text === 'true'
  if (type.kind !== 'integer') return text || null
  const plain = numberIn(text, unitLabels[type.unit])
  if (!isMoney(definition)) return /^\d{1,9}$/.test(plain) ? Number(plain) : null
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(plain)
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}
const unitOf = ({ type }: FactDefinition): string => (type.kind === 'integer' ? unitLabels[type.unit] : '')

const yesOrNo: readonly { value: string; label: string }[] = [
  { value: 'true', label: '是' },
  { value: 'false', label: '否' },
]

interface FieldOfProps {
  definition: FactDefinition
  text: string
  fault: string | undefined
  onChange(text: string): void
}
/** The control in which a fact is told, by its kind. */
function FieldOf({ definition, text, fault, onChange }: FieldOfProps) {
  const { type, question } = definition
  const field = { label: question, value: text, onChange, ...(fault ? { error: fault } : {}) }
  if (type.kind === 'boolean') return <Choice {...field} options={yesOrNo} />
  if (type.kind === 'choice') return <Choice {...field} options={type.options} />
  if (type.kind === 'integer')
    return <TextInput {...field} hint={`单位：${unitOf(definition)}`} type="digit" maxLength={14} />
  return <DatePicker {...field} start="1940-01-01" end={type.future ? dayFromToday(3650) : todayInChina()} />
}

/** What was typed for a fact, and what is wrong with it. */
interface Typed {
  of: string
  text: string
  fault?: string
}

const noOrders: readonly FactOrder[] = []
/** Says what an answer contradicts of everything else that is known, such as a graduation before the enrolment. */
const useContradiction = (code: string): ((fact: FactValue) => string | undefined) => {
  const facts = useFacts()
  const orders = usePolicies(({ known }) => known?.book.orders ?? noOrders)
  const concerned = orders.filter(({ earlier, later }) => earlier === code || later === code)
  return (fact) => orderFaults(concerned, { ...facts, [code]: fact })[0]?.message
}

/**
 * Asks for one fact in the way of its kind, and keeps the answer. One question after the other may be asked in
 * it: the field alone is then drawn anew.
 */
export function FactQuestion({ definition, value, onDone }: FactQuestionProps) {
  const { code, type } = definition
  const [last, setLast] = useState<Typed>({ of: code, text: typed(definition, value) })
  const [error, setError] = useState<string>()
  const { text, fault }: Typed = last.of === code ? last : { of: code, text: typed(definition, value) }
  const contradictionOf = useContradiction(code)
  const found = (wrong: string) => setLast({ of: code, text, fault: wrong })

  async function keep(): Promise<void> {
    setError(undefined)
    const answer = read(definition, text)
    if (answer === null)
      return found(type.kind === 'integer' ? `请填数字，单位是${unitOf(definition)}` : '请先选一项')
    const today = todayInChina()
    const fact = { value: answer, source: 'self', asOf: today } as const
    const wrong = factFault(definition, fact, today) ?? contradictionOf(fact)
    if (wrong) return found(wrong)
    try {
      await tell(code, answer)
      onDone(true)
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }

  return (
    <View className="stack">
      <Slot>
        <FieldOf
          key={code}
          definition={definition}
          text={text}
          fault={fault}
          onChange={(next) => setLast({ of: code, text: next })}
        />
      </Slot>
      <Slot show={error !== undefined}>
        {error && (
          <Notice kind="bad" title="没有存下来" live>
            {error}
          </Notice>
        )}
      </Slot>
      <View className="row">
        <Button onClick={keep}>就是这样</Button>
        <Button kind="quiet" onClick={() => onDone(false)}>
          先不答
        </Button>
      </View>
    </View>
  )
}

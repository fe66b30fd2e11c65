import { useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import {
  fitOf,
  fitOutcomeLabels,
  fitVerdicts,
  mostFitQuestions,
  type FitClause,
} from '@jucai/contract/fit/fit'
import { majorClasses, majorsOf } from '@jucai/contract/fit/majors'
import type { FitRequirements } from '@jucai/contract/fit/requirements'
import {
  factSourceLabels,
  factFault,
  type FactDefinition,
  type FactValue,
} from '@jucai/contract/policies/facts'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import { factWords } from '@jucai/contract/policies/people-words'
import { tellFit, useFitFacts } from '@/fit-store'
import { useSession } from '@/session'
import type { IconName } from '@/theme/icon-names'
import { dayFromToday, dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Button } from './button'
import { Card } from './card'
import { Choice } from './choice'
import { DatePicker } from './date-picker'
import { Icon } from './icon'
import { Notice } from './notice'
import { PickerSheet, type PickerOption } from './picker-sheet'
import { TextInput } from './text-input'
import './fit-card.scss'

const icons: Readonly<Record<Outcome, IconName>> = {
  pass: 'circle-check',
  fail: 'circle-x',
  unknown: 'info',
  'not-applicable': 'circle-check',
  'not-computed': 'briefcase',
}

/** “我合适吗”: each thing that a post asks for, how it comes out, by which fact, and the next question. */
export function FitCard({ requirements }: { requirements: FitRequirements }) {
  const facts = useFitFacts()
  const fit = useMemo(() => fitOf(facts, requirements, todayInChina()), [facts, requirements])
  const [passed, setPassed] = useState<readonly string[]>([])
  const question = fit.questions.find(({ code }) => !passed.includes(code))
  const left = Math.min(fit.questions.filter(({ code }) => !passed.includes(code)).length, mostFitQuestions)
  return (
    <Card title="我合适吗">
      <View className="stack">
        <View className="strong" aria-live="polite">
          {fit.clauses.length === 0 ? '没有写明条件，可以直接问用人单位' : fitVerdicts[fit.outcome]}
        </View>
        <View aria-role="list">
          {fit.clauses.map((clause, at) => (
            <Clause key={`${clause.key}-${at}`} of={clause} />
          ))}
        </View>
        {question && (
          <Ask
            key={question.code}
            definition={question}
            left={left}
            onPass={() => setPassed([...passed, question.code])}
          />
        )}
        {!question && passed.length > 0 && fit.questions.length > 0 && (
          <Button kind="secondary" wide onClick={() => setPassed([])}>
            {`还有 ${fit.questions.length} 个问题没答，现在答`}
          </Button>
        )}
        <View className="tiny">逐条对照，供你参考；录用由用人单位决定。</View>
      </View>
    </Card>
  )
}

function Clause({ of }: { of: FitClause }) {
  return (
    <View className={`fit-clause fit-${of.outcome}`} aria-role="listitem">
      <Icon name={icons[of.outcome]} className="fit-icon" />
      <View className="fit-main">
        <View>
          {of.label}
          <View className="tiny">{fitOutcomeLabels[of.outcome]}</View>
        </View>
        {of.fact && <View className="small">{factText(of, of.fact)}</View>}
        {of.advice && <View className="fit-advice">{of.advice}</View>}
      </View>
    </View>
  )
}

const factText = ({ used, unknown }: FitClause, definition: FactDefinition): string => {
  if (!used || unknown?.reason === 'missing') return `还不知道你的${definition.label}`
  if (unknown?.reason === 'faulty') return `登记的${definition.label}认不出来，请重新回答`
  const stale = unknown?.reason === 'expired' ? '，已经过期，请重新回答' : ''
  return `你的${definition.label}：${factWords(definition, used.value)}（${factSourceLabels[used.source]}，${dayText(used.asOf)}${stale}）`
}

const majorOptions = (definition: FactDefinition): PickerOption[] =>
  definition.type.kind !== 'choice'
    ? []
    : definition.type.options.map(({ value, label }) => {
        const named = majorClasses.some(({ code }) => code === value) ? majorsOf(value) : []
        return { value, label, note: named.slice(0, 3).join('、'), keywords: named.join(' ') }
      })

interface FieldOfProps {
  definition: FactDefinition
  text: string
  fault: string | undefined
  onChange(text: string): void
}
function FieldOf({ definition, text, fault, onChange }: FieldOfProps) {
  const { type, question, code } = definition
  const field = { label: question, ...(fault ? { error: fault } : {}) }
  if (code === 'majorClass') {
    const options = majorOptions(definition)
    return (
      <PickerSheet
        {...field}
        options={options}
        value={options.find(({ value }) => value === text)}
        placeholder="找专业，比如“软件工程”"
        notFound="换个短一点的词；都不是的选最后一项"
        onChange={({ value }) => onChange(value)}
      />
    )
  }
  if (type.kind === 'choice')
    return <Choice {...field} options={type.options} value={text} onChange={onChange} />
  if (type.kind === 'integer')
    return <TextInput {...field} hint="填整数" type="digit" maxLength={2} value={text} onChange={onChange} />
  return (
    <DatePicker {...field} start="1950-01-01" end={dayFromToday(2900)} value={text} onChange={onChange} />
  )
}

const read = ({ type }: FactDefinition, text: string): FactValue['value'] | null => {
  if (type.kind !== 'integer') return text || null
  return /^\d{1,2}$/.test(text.trim()) ? Number(text.trim()) : null
}

/** One question; what was typed stays when it could not be kept. */
function Ask({ definition, left, onPass }: { definition: FactDefinition; left: number; onPass(): void }) {
  const signedIn = useSession(({ me }) => me !== null)
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()
  async function keep(): Promise<void> {
    setError(undefined)
    const value = read(definition, text)
    const wrong =
      value === null
        ? definition.type.kind === 'integer'
          ? '请填整数，没有就填 0'
          : '请先选一项'
        : factFault(definition, { value, source: 'self', asOf: todayInChina() }, todayInChina())
    setFault(wrong ?? undefined)
    if (wrong || value === null) return
    try {
      await tellFit(definition.code, value)
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <View className="fit-ask">
      <View className="small">
        {`还有 ${left} 个问题。${signedIn ? '回答加密存在你的账号里，也用来对照政策。' : '没有登录，回答只在这次有用，关掉就没有了。'}`}
      </View>
      <FieldOf definition={definition} text={text} fault={fault} onChange={setText} />
      {error && (
        <Notice kind="bad" title="没有存下来" live>
          {error}
        </Notice>
      )}
      <View className="row">
        <Button onClick={keep}>就是这样</Button>
        <Button kind="quiet" onClick={onPass}>
          先不答
        </Button>
      </View>
    </View>
  )
}

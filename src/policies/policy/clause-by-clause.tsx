import { useMemo } from 'react'
import { View } from '@tarojs/components'
import { evaluate, type Explanation } from '@jucai/contract/policies/evaluate'
import { outcomeLabels, type Outcome } from '@jucai/contract/policies/outcomes'
import { factSourceLabels } from '@jucai/contract/policies/facts'
import { parameterOn } from '@jucai/contract/policies/parameters'
import { factWords, needWords, numberWords } from '@jucai/contract/policies/people-words'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import type { IconName } from '@/theme/icon-names'
import { dayText } from '@/words/dates'
import type { Judged, Standing } from '../standing'

const icons: Readonly<Record<Outcome, IconName>> = {
  pass: 'circle-check',
  fail: 'circle-x',
  unknown: 'info',
  'not-applicable': 'circle-check',
  'not-computed': 'user-round',
}
const groupWords = {
  all: '都要符合',
  any: '符合一条就行',
  not: '不能是',
  when: '如果',
  'at-least': '符合其中几条',
}

/** The decision itself: each clause, its outcome, the fact it rests on, and what would help. */
export function ClauseByClause({ judged, standing }: { judged: Judged; standing: Standing }) {
  const explanation = useMemo(() => evaluate(judged.prepared.compiled, standing.known), [judged, standing])
  return (
    <Card title="逐条对照你的情况">
      <Part of={explanation} standing={standing} depth={0} />
    </Card>
  )
}

/** A group that says nothing of its own shows its parts alone. */
function Part({ of, standing, depth }: { of: Explanation; standing: Standing; depth: number }) {
  const isGroup = of.parts.length > 0
  if (isGroup && of.label === undefined && (depth === 0 || of.parts.length === 1 || of.rule === 'all'))
    return (
      <>
        {of.parts.map((part, at) => (
          <Part key={at} of={part} standing={standing} depth={depth + 1} />
        ))}
      </>
    )
  const title =
    of.label ?? of.office ?? (isGroup ? groupWords[of.rule as keyof typeof groupWords] : needed(of, standing))
  // Of ways of which one is enough, those that were not taken say nothing against anybody.
  const parts = of.outcome === 'pass' ? of.parts.filter(({ outcome }) => outcome === 'pass') : of.parts
  return (
    <View className={`part part-${of.outcome}${depth > 1 ? ' part-in' : ''}`}>
      <Icon name={icons[of.outcome]} className="part-icon" />
      <View className="part-main">
        <View>
          {title}
          <View className="tiny">{outcomeLabels[of.outcome]}</View>
        </View>
        <Fact of={of} standing={standing} />
        {of.outcome === 'fail' && of.advice && <View className="part-change">{of.advice}</View>}
        {isGroup &&
          parts.map((part, at) => <Part key={at} of={part} standing={standing} depth={depth + 1} />)}
      </View>
    </View>
  )
}

/** What an unnamed comparison asks for, by the parameters of the day. */
const needed = ({ comparison }: Explanation, { prepared, day }: Standing): string => {
  const definition = comparison && prepared.book.facts.find(({ code }) => code === comparison.fact)
  if (!comparison || !definition) return ''
  return needWords(definition, comparison, (code) => {
    const parameter = prepared.book.parameters.find((one) => one.code === code)
    const value = parameter && parameterOn(parameter, day)?.value
    return parameter && value !== undefined ? numberWords(value, parameter.unit) : '规定的标准'
  })
}

/** The fact that a clause rests on, with where it comes from and of when it is; or that it is not known. */
function Fact({ of, standing }: { of: Explanation; standing: Standing }) {
  const { comparison, used, unknown } = of
  const definition = comparison && standing.prepared.book.facts.find(({ code }) => code === comparison.fact)
  if (!definition) return null
  if (unknown?.reason === 'no-value') {
    const parameter = standing.prepared.book.parameters.find(({ code }) => code === unknown.of)
    return <View className="small">{`还不知道：${parameter?.label ?? '标准'}，政策还没有定今天的`}</View>
  }
  // Of several days or facts, the one that is missing, which need not be the one that is compared.
  const lacking = standing.prepared.book.facts.find(({ code }) => code === unknown?.of) ?? definition
  if (!used || unknown?.reason === 'missing')
    return <View className="small">{`还不知道：${lacking.label}`}</View>
  const stale = unknown?.reason === 'expired' ? '，已经过期，请重新填写' : ''
  return (
    <View className="small">
      {`${stale && '还不知道：'}${definition.label}：${factWords(definition, used.value)}（${factSourceLabels[used.source]}，${dayText(used.asOf)}${stale}）`}
    </View>
  )
}

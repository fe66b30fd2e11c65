import { View } from '@tarojs/components'
import { lineOfTime, type Turn } from '@jucai/contract/policies/change'
import { addMonths } from '@jucai/contract/policies/days'
import { Card } from '@/components/card'
import { dayText } from '@/words/dates'
import { monthsAhead, type Standing } from '../standing'

const causesOf = ({ causes }: Turn): string =>
  causes
    .map(({ label }) => label)
    .filter(Boolean)
    .join('；')

/** What opens and what ends by itself within two years. */
export function LineOfTime({ standing }: { standing: Standing }) {
  const rules = standing.prepared.policies.map(({ policy, compiled }) => ({
    code: policy.code,
    compiled,
    from: policy.inForceFrom,
    to: policy.inForceTo,
  }))
  const turns = lineOfTime(rules, standing.facts, {
    from: standing.day,
    until: addMonths(standing.day, monthsAhead),
  })
    .filter(({ kind, outcome }) => kind === 'opens' || outcome !== 'unknown') // an answer that grew old ends no claim
    .slice(0, 12)
  if (turns.length === 0) return null
  const titleOf = (code: string) =>
    standing.prepared.book.policies.find((policy) => policy.code === code)?.title ?? code
  return (
    <Card title="往后两年会怎样">
      <View aria-role="list">
        {turns.map((turn) => (
          <View
            key={`${turn.on} ${turn.kind} ${turn.policy}`}
            className={turn.kind === 'opens' ? 'line' : 'line line-ends'}
            aria-role="listitem"
          >
            <View className="line-day">{dayText(turn.on)}</View>
            <View>{`${titleOf(turn.policy)}：${turn.kind === 'opens' ? '从这天起可以享受' : '享受到这天为止'}`}</View>
            {causesOf(turn) && <View className="small">{causesOf(turn)}</View>}
          </View>
        ))}
      </View>
    </Card>
  )
}

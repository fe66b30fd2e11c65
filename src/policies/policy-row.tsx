import { View } from '@tarojs/components'
import { isOpen } from '@jucai/contract/policies/change'
import { Cell } from '@/components/cell'
import { Tag } from '@/components/tag'
import type { Judged } from './standing'
import { changeWords, givenWords, outcomeTones, outcomeWords } from './words'

/** A policy in a list: what it gives, and how it stands for who looks. */
export function PolicyRow({ of, plain }: { of: Judged; plain?: boolean }) {
  const { policy, outcome, gives, next } = of
  const given = givenWords(gives)
  const turn = next && isOpen(next.to) ? changeWords(next) : ''
  return (
    <Cell
      title={policy.title}
      note={
        <View>
          {!plain && given ? <View className="strong">{given}</View> : policy.summary}
          {!plain && turn ? <View>{turn}</View> : null}
        </View>
      }
      value={plain ? undefined : <Tag tone={outcomeTones[outcome]}>{outcomeWords[outcome]}</Tag>}
      to={`/policies/policy/index?code=${policy.code}`}
    />
  )
}

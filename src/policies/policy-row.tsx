import { memo } from 'react'
import { View } from '@tarojs/components'
import { isOpen } from '@jucai/contract/policies/change'
import { outcomeLabels, type Outcome } from '@jucai/contract/policies/outcomes'
import { changeWords } from '@jucai/contract/policies/people-words'
import { Cell } from '@/components/cell'
import { Tag } from '@/components/tag'
import type { Judged } from './standing'
import { givenWords, outcomeTones } from './words'

interface RowProps {
  code: string
  title: string
  note: string
  /** How it stands for who looks; null while nothing is known of them. */
  outcome: Outcome | null
  /** Left out by a filter. It keeps its place, so that a filter sends one word a row and not the list. */
  off: boolean
}

/** Texts and marks only, so that a row that says the same is not drawn again. */
const Row = memo(function Row({ code, title, note, outcome, off }: RowProps) {
  return (
    <View className={off ? 'off' : 'prow'}>
      <Cell
        title={title}
        note={note}
        value={outcome ? <Tag tone={outcomeTones[outcome]}>{outcomeLabels[outcome]}</Tag> : undefined}
        to={`/policies/policy/index?code=${code}`}
      />
    </View>
  )
})

const firstSentence = (text: string): string => text.slice(0, text.indexOf('。') + 1) || text

/** A policy in a list: what it gives, and how it stands for who looks; `plain` while nothing is known of them. */
export function PolicyRow({ of, plain, off }: { of: Judged; plain: boolean; off: boolean }) {
  const { policy, outcome, gives, next } = of
  const turn = next && isOpen(next.to) ? changeWords(next) : ''
  const what = (!plain && givenWords(gives)) || firstSentence(policy.summary)
  return (
    <Row
      code={policy.code}
      title={policy.title}
      note={!plain && turn ? `${what}　${turn}` : what}
      outcome={plain ? null : outcome}
      off={off}
    />
  )
}

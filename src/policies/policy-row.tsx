import { isOpen } from '@jucai/contract/policies/change'
import { changeWords } from '@jucai/contract/policies/words'
import { Cell } from '@/components/cell'
import { Tag } from '@/components/tag'
import type { Judged } from './standing'
import { givenWords, outcomeTones, outcomeWords } from './words'

/** A policy in a list: what it gives, and how it stands for who looks. */
export function PolicyRow({ of, plain }: { of: Judged; plain?: boolean }) {
  const { policy, outcome, gives, next } = of
  const turn = next && isOpen(next.to) ? changeWords(next) : ''
  const what = (!plain && givenWords(gives)) || policy.summary
  return (
    <Cell
      title={policy.title}
      note={!plain && turn ? `${what}　${turn}` : what}
      value={plain ? undefined : <Tag tone={outcomeTones[outcome]}>{outcomeWords[outcome]}</Tag>}
      to={`/policies/policy/index?code=${policy.code}`}
    />
  )
}

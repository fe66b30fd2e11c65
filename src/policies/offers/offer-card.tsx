import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { offerEndingLabels, offerStateLabels, undoSeconds } from '@jucai/contract/offer-vocabulary'
import { dayInChina } from '@jucai/contract/china-time'
import { factsOf } from '@jucai/contract/policies/criteria'
import { factSourceLabels } from '@jucai/contract/policies/facts'
import { factWords } from '@jucai/contract/policies/people-words'
import type { Offer } from '@jucai/contract/policy-offers'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Notice } from '@/components/notice'
import { Tag, type Tone } from '@/components/tag'
import { openPage } from '@/page-address'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Slot } from '../slot'
import type { Standing } from '../standing'
import { givenWords } from '../words'

const answering = newAttempt()

interface OfferCardProps {
  offer: Offer
  standing: Standing
  /** Told what the server answered. */
  onAnswered(offer: Offer): void
}

const tones: Readonly<Record<Offer['state'], Tone>> = {
  open: 'star',
  confirmed: 'good',
  declined: 'plain',
  closed: 'plain',
}

/** What stands under the title: until when, since when, or why not any more. */
const standWords = ({ state, lastsUntil, decidedAt, bookVersion, closedBecause }: Offer): string => {
  if (closedBecause) return offerEndingLabels[closedBecause]
  const until = lastsUntil ? `到${dayText(lastsUntil)}为止都可以` : '两年内都可以'
  if (state === 'open') return `${until}确认，不确认也不会失去。`
  const on = decidedAt ? dayText(dayInChina(Date.parse(decidedAt))) : ''
  return state === 'confirmed'
    ? `${on}确认，依据政策库第 ${bookVersion} 版和当时的记录。`
    : `${on}谢绝，${until}改主意。`
}

/** One benefit that is offered: what it is, on which records it rests, and one tap. */
export function OfferCard({ offer, standing, onAnswered }: OfferCardProps) {
  const judged = standing.judged.find(({ policy }) => policy.code === offer.policy)
  const given = judged ? givenWords(judged.gives) : ''
  return (
    <View className="card">
      <View className="card-top">
        <View className="h3" aria-role="heading" aria-level={2}>
          {offer.title}
        </View>
        <Tag tone={tones[offer.state]}>{offerStateLabels[offer.state]}</Tag>
      </View>
      <View className="stack">
        {judged && <View>{given ? `${given}。${judged.policy.summary}` : judged.policy.summary}</View>}
        <View className="small">{standWords(offer)}</View>
        <Slot show={offer.state === 'open'}>
          <RestsOn policy={offer.policy} standing={standing} />
        </Slot>
        <Answers offer={offer} onAnswered={onAnswered} />
      </View>
    </View>
  )
}

/** The records by which it is offered, and what is not certain yet. */
function RestsOn({ policy: code, standing }: { policy: string; standing: Standing }) {
  const { book } = standing.prepared
  const policy = book.policies.find((one) => one.code === code)
  if (!policy?.criterion) return null
  const used = [...new Set(factsOf(policy.criterion))].flatMap((one) => {
    const [definition, fact] = [book.facts.find((each) => each.code === one), standing.facts[one]]
    if (!definition || !fact || fact.source === 'self') return []
    return [`${definition.label}：${factWords(definition, fact.value)}（${factSourceLabels[fact.source]}）`]
  })
  return (
    <View className="small">
      {`依据：${used.join('；')}。`}
      {policy.paidWithinWorkingDays !== null &&
        '确认表示你要这一项；金额和到账时间，以人才办核对后的通知为准。'}
    </View>
  )
}

/** The phone’s clock is not asked: it counts from when the answer came. */
const useStillUndoable = ({ undoUntil, decidedAt }: Offer): boolean => {
  const [over, setOver] = useState<string | null>(null)
  useEffect(() => {
    if (undoUntil === null) return
    const timer = setTimeout(() => setOver(decidedAt), undoSeconds * 1000)
    return () => clearTimeout(timer)
  }, [undoUntil, decidedAt])
  return undoUntil !== null && over !== decidedAt
}

function Answers({ offer, onAnswered }: Omit<OfferCardProps, 'standing'>) {
  const [error, setError] = useState<string>()
  const canUndo = useStillUndoable(offer)
  const parts = { params: { offer: offer.id } }
  const answer = async (act: () => Promise<Offer>): Promise<void> => {
    setError(undefined)
    try {
      onAnswered(await act())
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  const { state, policy, title } = offer
  return (
    <>
      <Slot show={error !== undefined}>
        {error && (
          <Notice kind="bad" title="没有办成" live>
            {error}
          </Notice>
        )}
      </Slot>
      <View className="row">
        {state === 'open' && (
          <>
            <Button
              label={`确认要${title}`}
              onClick={() =>
                answer(() => call('POST /me/offers/:offer/confirmation', parts, { attempt: answering }))
              }
            >
              确认要
            </Button>
            <Button
              kind="quiet"
              label={`不需要${title}`}
              onClick={() =>
                answer(() => call('POST /me/offers/:offer/declination', parts, { attempt: answering }))
              }
            >
              不需要
            </Button>
          </>
        )}
        {state === 'confirmed' && canUndo && (
          <Button
            kind="secondary"
            label={`撤回对${title}的确认`}
            onClick={() =>
              answer(() => call('DELETE /me/offers/:offer/confirmation', parts, { attempt: answering }))
            }
          >
            撤回
          </Button>
        )}
        {state === 'declined' && (
          <Button
            kind="secondary"
            label={`撤回对${title}的谢绝`}
            onClick={() =>
              answer(() => call('DELETE /me/offers/:offer/declination', parts, { attempt: answering }))
            }
          >
            撤回
          </Button>
        )}
        <Button kind="quiet" onClick={() => openPage(`/policies/policy/index?code=${policy}`)}>
          看政策
        </Button>
      </View>
    </>
  )
}

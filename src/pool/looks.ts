import type { PoolInvitation } from '@jucai/contract/pool'
import type { PoolInvitationState } from '@jucai/contract/pool-vocabulary'
import type { Tone } from '@/components/tag'
import { dayText, momentText, todayInChina } from '@/words/dates'

/** The colour of the word for each state. */
export const tones: Readonly<Record<PoolInvitationState, Tone>> = {
  open: 'star',
  accepted: 'good',
  declined: 'plain',
  expired: 'plain',
  void: 'plain',
}

/** `2026-11-29` from the 22nd: 11月29日前答复，还有 7 天; the last day itself counts as today. */
export const untilText = (answerBy: string): string => {
  const days = Math.round((Date.parse(answerBy) - Date.parse(todayInChina())) / 86_400_000)
  const short = dayText(answerBy).replace(/^\d+年/, '')
  const day = answerBy.slice(0, 4) === todayInChina().slice(0, 4) ? short : dayText(answerBy)
  if (days <= 0) return '今天是最后一天'
  return days === 1 ? `${day}前答复，就是明天` : `${day}前答复，还有 ${days} 天`
}

/** What there is to know of an invitation in one line. */
export const stateLine = ({ state, answerBy, answeredAt, givenPhone }: PoolInvitation): string => {
  if (state === 'open') return untilText(answerBy)
  if (state === 'expired') return `过了 ${dayText(answerBy)}，已经结束`
  if (state === 'void') return '你退出人才库时作废'
  const when = answeredAt ? momentText(answeredAt) : ''
  if (state === 'declined') return `${when} 谢绝`
  return givenPhone ? `${when} 接受` : `${when} 接受，联系方式已收起`
}

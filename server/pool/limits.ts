import { poolLimits } from '@jucai/contract/pool-vocabulary'
import { dayOf, startOfDay } from '../core/clock'
import type { OfficeWork } from './deps'
import { invitedFor, openOf, sentSince, type SearchRow } from './repository'

/** Why somebody cannot be invited now, as a problem says it; null when they can. */
export const whyNotInvite = async (
  { db, now, actor }: OfficeWork,
  search: Pick<SearchRow, 'id'>,
  personId: string,
): Promise<{ code: 'already-invited' | 'pool-limit-reached'; detail: string } | null> => {
  if ((await invitedFor(db, search.id, [personId])).length > 0)
    return { code: 'already-invited', detail: '同一件事只邀请一次，请等对方的答复' }
  const waiting = (await openOf(db, personId)).filter((row) => row.answer_by >= dayOf(now))
  if (waiting.length >= poolLimits.openEach)
    return {
      code: 'pool-limit-reached',
      detail: `这位已有 ${poolLimits.openEach} 份邀请等着答复，等答复或过期后再邀请`,
    }
  if ((await sentSince(db, actor.personId, startOfDay(now))) >= poolLimits.invitationsADay)
    return {
      code: 'pool-limit-reached',
      detail: `您今天已发出 ${poolLimits.invitationsADay} 份邀请，请明天再发`,
    }
  return null
}

import type { SkipReason } from '@jucai/contract/draw/record'
import type { ChoosingWork } from './deps'
import { dropHold } from './holds'
import { choiceIn, settleSlot } from './repository'
import { holdLine } from './slots'

/**
 * Somebody goes out of every round that is not over, but one: what they hold goes to others, their place to the
 * next, with a public reason. Where they chose already, that stays.
 */
export const leaveRounds = async (
  work: ChoosingWork,
  personId: string,
  { reason, but = null }: { reason: SkipReason; but?: string | null },
): Promise<void> => {
  const { db, now, deps } = work
  for (const { roundId } of await deps.line.roundsOf(db, personId)) {
    if (roundId === but) continue
    const round = await deps.line.roundById(db, roundId)
    const place = await deps.line.placeOf(db, roundId, personId)
    if (!place?.called || (round?.state !== 'drawn' && round?.state !== 'choosing')) continue
    if (await choiceIn(db, roundId, personId)) continue
    await holdLine(db, roundId)
    await dropHold(db, { roundId, personId, moment: await deps.moment(db) })
    await settleSlot(db, { roundId, personId, outcome: 'passed-over', at: now })
    await deps.line.passOver({ db, now }, { roundId, number: place.number, reason, by: null })
  }
}

import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { flatsById, moveFlat } from '../housing'
import type { ChoosingWork } from './deps'
import { choiceById, noteChoice } from './repository'
import { lapseSwapsOf } from './swaps'

/**
 * Gives back what somebody chose, before anything was signed: the flat is free again and goes by the standing
 * list. For leases, when nobody signs in time, and for who deletes their account. Given back twice is once.
 * @throws Problem flat-not-there when it is let by now
 */
export const returnChoice = async (
  work: ChoosingWork,
  { choiceId, why, by = null }: { choiceId: string; why: string; by?: string | null },
): Promise<void> => {
  const { db, now, deps } = work
  const choice = await choiceById(db, choiceId)
  if (!choice) return
  const state = (await flatsById(db, [choice.flat_id]))[0]?.state
  if (state !== 'chosen')
    throw problem('flat-not-there', {
      detail: '这套房已经不在“已选定”，不能退回',
      extra: { state: state ?? 'let' },
    })
  await moveFlat({ db, now }, { flatId: choice.flat_id, from: ['chosen'], to: 'free', reason: why, by })
  await db.deleteFrom('flat_choice').where('id', '=', choiceId).execute()
  await db
    .updateTable('choice_slot')
    .set({ outcome: 'passed-over' })
    .where('round_id', '=', choice.order_round_id)
    .where('person_id', '=', choice.person_id)
    .execute()
  await noteChoice(db, {
    round_id: choice.order_round_id,
    flat_id: choice.flat_id,
    person_id: choice.person_id,
    what: 'returned',
    at: await deps.boundary(db),
    until: null,
  })
  await lapseSwapsOf(work, [choiceId])
  await emit(db, now, 'choice.returned', {
    choiceId,
    roundId: choice.order_round_id,
    flatId: choice.flat_id,
    personId: choice.person_id,
  })
}

import type { Db } from '../core/db'
import { problem } from '../core/problem'
import { flatsById } from '../housing'
import type { ChoosingDeps, ChoosingWork } from './deps'
import { leaveRounds } from './leaving'
import { choicesOf, settleSlot, type OfferRow } from './repository'
import { returnChoice } from './returning'
import { lapseSwapsOf } from './swaps'
import { settleOffer } from './standing'

const slotsOf = (db: Db, personId: string) =>
  db.selectFrom('choice_slot').selectAll().where('person_id', '=', personId).orderBy('id').execute()

/**
 * Two accounts become one. One of them has no qualification, so at most one has tickets and with them slots,
 * holds and choices; where both have something in one round or a list, the office looks at it.
 * @throws Problem account-not-empty
 */
export const joinChoosing = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const mine = new Set((await slotsOf(db, intoId)).map(({ round_id: round }) => round))
  const clash = (await slotsOf(db, fromId)).some(({ round_id: round }) => mine.has(round))
  const chosen = new Set((await choicesOf(db, intoId)).map(({ order_round_id: round }) => round))
  const clashes = (await choicesOf(db, fromId)).some(({ order_round_id: round }) => chosen.has(round))
  if (clash || clashes)
    throw problem('account-not-empty', {
      detail: '两个账号在同一批里都轮到过选房，不能自动合并。请带上证件到人才办办理',
    })
  await db
    .deleteFrom('standing_place')
    .where('person_id', '=', fromId)
    .where('station_id', 'in', (query) =>
      query.selectFrom('standing_place').select('station_id').where('person_id', '=', intoId),
    )
    .execute()
  const open = await openOffers(db, [fromId, intoId])
  if (open.length > 1)
    throw problem('account-not-empty', {
      detail: '两个账号各有一套递补的房等着答复。请先答复其中一个，再合并',
    })
}

const openOffers = (db: Db, personIds: readonly string[]): Promise<OfferRow[]> =>
  db
    .selectFrom('standing_offer')
    .selectAll()
    .where('person_id', 'in', personIds)
    .where('state', '=', 'open')
    .execute()

/**
 * Somebody deletes their account: what they hold goes to others, their turn to the next, what they chose and did
 * not sign becomes free.
 */
export const letGoOfChoosing = async (
  deps: ChoosingDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<void> => {
  const work: ChoosingWork = { db, now, deps }
  await leaveRounds(work, personId, { reason: 'withdrew' })
  for (const { round_id: roundId } of await slotsOf(db, personId))
    await settleSlot(db, { roundId, personId, outcome: 'passed-over', at: now })
  for (const choice of await choicesOf(db, personId)) {
    await lapseSwapsOf(work, [choice.id])
    if (!(await deps.isBound(db, [choice.id])) && (await isStillChosen(work, choice.flat_id)))
      await returnChoice(work, { choiceId: choice.id, why: '选定的人注销了账号' })
  }
  for (const offer of await openOffers(db, [personId])) await settleOffer(work, offer, 'ended')
}

const isStillChosen = async ({ db }: ChoosingWork, flatId: string): Promise<boolean> => {
  return (await flatsById(db, [flatId]))[0]?.state === 'chosen'
}

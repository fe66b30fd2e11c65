import type { Internship, InternshipWish } from '@jucai/contract/internship-shapes'
import type { Db } from '../core/db'
import { problem } from '../core/problem'
import type { InternshipDeps } from './deps'
import { endNow } from './ending'
import { allInternships, updateWish, wishesBy } from './repository'
import { unseal } from './sealed'
import { shownInternship } from './show'
import { holdInternship } from './steps'
import { shownWishes } from './wishes'

/** Everything that is kept of a person's wishes and internships; the files are read one by one. */
export const internshipsExport = async (
  deps: InternshipDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<{ wishes: (InternshipWish & { words: string; shown: unknown })[]; internships: Internship[] }> => {
  const work = { db, now, deps }
  const internships: Internship[] = []
  for (const row of await allInternships(db, personId))
    internships.push(await shownInternship(work, row, 'intern'))
  const wishes = await wishesBy(db, 'person_id', personId, { after: null, limit: 10_000 })
  const shown = await shownWishes(work, wishes)
  return {
    internships,
    wishes: shown.flatMap((wish) => {
      const row = wishes.find(({ id }) => id === wish.id)
      if (!row) return []
      const agreed = unseal(deps.vault, 'internship_wish.shown', row.id, row.shown)
      return {
        ...wish,
        words: unseal(deps.vault, 'internship_wish.words', row.id, row.words),
        shown: agreed === '' ? [] : (JSON.parse(agreed) as unknown),
      }
    }),
  }
}

/**
 * Somebody deletes their account: wishes are withdrawn, what has not begun is cancelled, what runs ends today. Months that
 * the office had not approved are paid no more: there is nobody to pay.
 */
export const eraseInternships = async (
  deps: InternshipDeps,
  db: Db,
  personId: string,
  now: Date,
): Promise<void> => {
  const work = { db, now, deps }
  for (const { id } of await allInternships(db, personId)) {
    await endNow(work, await holdInternship(db, id), '账号已注销')
    await db
      .updateTable('internship_month')
      .set({ state: 'returned', why: '账号已注销' })
      .where('internship_id', '=', id)
      .where('state', '=', 'confirmed')
      .execute()
  }
  for (const wish of await wishesBy(db, 'person_id', personId, {
    after: null,
    limit: 10_000,
    state: 'applied',
  }))
    await updateWish(db, wish.id, { state: 'withdrawn', answered_at: now })
}

/**
 * Two accounts become one: two internships that go on, or one month in both, are for the office; of two wishes for one
 * place the older account's stays.
 * @throws Problem account-not-empty
 */
export const joinInternships = async (db: Db, fromId: string, intoId: string, now: Date): Promise<void> => {
  const [theirs, mine] = [await allInternships(db, fromId), await allInternships(db, intoId)]
  const isLive = ({ state }: { state: string }) => state === 'to-sign' || state === 'running'
  const months = await db
    .selectFrom('internship_month')
    .select(['person_id', 'month'])
    .where('person_id', 'in', [fromId, intoId])
    .execute()
  const twice = new Set(months.map(({ month }) => month)).size < months.length
  if ((theirs.some(isLive) && mine.some(isLive)) || twice)
    throw problem('account-not-empty', {
      detail: '两个账号各有一份见习，或者同一个月各有补贴，不能自动合并。请带上证件到人才办办理',
    })
  const wished = new Set(
    (await wishesBy(db, 'person_id', intoId, { after: null, limit: 10_000 }))
      .filter(({ state }) => state === 'applied' || state === 'chosen')
      .map((one) => one.place_id),
  )
  for (const wish of await wishesBy(db, 'person_id', fromId, { after: null, limit: 10_000 }))
    if (wished.has(wish.place_id) && (wish.state === 'applied' || wish.state === 'chosen'))
      await updateWish(db, wish.id, { state: 'withdrawn', answered_at: now })
}

import { undoSeconds, type OfferEnding, type OfferState } from '@jucai/contract/offer-vocabulary'
import type { Facts } from '@jucai/contract/policies/facts'
import type { Offer } from '@jucai/contract/policy-offers'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'

interface PolicyOfferTable {
  id: string
  person_id: string
  policy: string
  title: string
  book_version: number
  state: OfferState
  made_at: Date
  decided_at: Date | null
  settled_at: Date | null
  lasts_until: string | null
  closed_because: OfferEnding | null
  facts: Buffer | null
}
declare module '../core/db' {
  interface Database {
    policy_offer: PolicyOfferTable
  }
}
/** An offer as it is kept. */
export type OfferRow = PolicyOfferTable

/** What the facts of a confirmation are sealed to. */
export const factsSealedTo = (offerId: string) => `policy_offer.facts:${offerId}`

/** Offers of a person that are not closed; one a policy. */
export const lastingOffers = (db: Db, personId: string): Promise<OfferRow[]> =>
  db
    .selectFrom('policy_offer')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '!=', 'closed')
    .orderBy('id')
    .execute()

/** One offer of a person. */
export const offerOf = (db: Db, personId: string, id: string): Promise<OfferRow | undefined> =>
  db
    .selectFrom('policy_offer')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/** Changes one offer. @returns the row as it is then */
export const changeOffer = (db: Db, id: string, to: Partial<Omit<OfferRow, 'id'>>): Promise<OfferRow> =>
  db.updateTable('policy_offer').set(to).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

/** Closes an offer that was not confirmed. */
export const closeOffer = (db: Db, id: string, because: OfferEnding): Promise<OfferRow> =>
  changeOffer(db, id, {
    state: 'closed',
    closed_because: because,
    decided_at: null,
    settled_at: null,
    facts: null,
  })

const undoUntil = ({ state, decided_at, settled_at }: OfferRow): Date | null =>
  state === 'confirmed' && decided_at && !settled_at
    ? new Date(decided_at.getTime() + undoSeconds * 1000)
    : null

/** An offer as its person sees it. */
export const shownOffer = (row: OfferRow): Offer => ({
  id: row.id,
  policy: row.policy,
  title: row.title,
  bookVersion: row.book_version,
  state: row.state,
  madeAt: row.made_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
  lastsUntil: row.lasts_until,
  undoUntil: undoUntil(row)?.toISOString() ?? null,
  closedBecause: row.closed_because,
})

const newestFirst = (db: Db, personId: string) =>
  db
    .selectFrom('policy_offer')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')

/** A page of a person's offers, newest first. @throws Problem invalid-request on a cursor that no page gave */
export const offerPage = async (db: Db, personId: string, { after, limit = 20 }: PageRequest) => {
  const from = placeOf(after)
  const rows = await newestFirst(db, personId)
    .$if(from !== null, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at', 'id'), '<', tuple(from?.at as Date, from?.id as string)),
      ),
    )
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => cursorOf(row.made_at, row.id), shownOffer)
}

/** All of a person's offers with the facts that confirmations rest on, for the export of their data. */
export const allOffers = async (db: Db, vault: Vault, personId: string) =>
  (await newestFirst(db, personId).execute()).map((row) => ({
    ...shownOffer(row),
    facts: row.facts ? (JSON.parse(vault.decrypt(row.facts, factsSealedTo(row.id))) as Facts) : null,
  }))

const strength: Readonly<Record<OfferState, number>> = { confirmed: 2, declined: 0, open: 0, closed: 0 }

/** Two accounts become one: of two offers of one policy the confirmed one lasts, else that of the account that stays. */
export const joinOffers = async (db: Db, fromId: string, intoId: string): Promise<void> => {
  const into = await lastingOffers(db, intoId)
  for (const theirs of await lastingOffers(db, fromId)) {
    const ours = into.find(({ policy }) => policy === theirs.policy)
    if (!ours) continue
    const loser = strength[theirs.state] > strength[ours.state] ? ours : theirs
    await closeOffer(db, loser.id, 'joined')
  }
}

import { offerEndingLabels, undoSeconds, type OfferEnding } from '@jucai/contract/offer-vocabulary'
import { factsFor } from '@jucai/contract/policies/criteria'
import type { PreparedBook } from '@jucai/contract/policies/entitlements'
import type { Facts } from '@jucai/contract/policies/facts'
import { offersOn, onRecord, type OfferStanding } from '@jucai/contract/policies/offers'
import type { Offer } from '@jucai/contract/policy-offers'
import type { Kysely } from 'kysely'
import { audit } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Database, Db } from '../core/db'
import { emit } from '../core/outbox'
import { holdPerson } from '../core/person'
import { problem } from '../core/problem'
import type { WorkBy } from '../core/work'
import { factsOf, type FactDeps } from './facts'
import { changeOffer, closeOffer, factsSealedTo, offerOf, shownOffer, type OfferRow } from './offer-rows'
import { preparedInForce } from './prepared'

declare module '../core/outbox' {
  interface Events {
    /** A confirmation took effect: it can no longer be taken back. */
    'offer.confirmed': { offerId: string; personId: string; policy: string; bookVersion: number }
  }
}

type OfferWork = WorkBy<{ personId: string }, FactDeps>

/** Why a policy is no longer offered to somebody; null while it is. */
export const endingOf = (standings: readonly OfferStanding[], code: string): OfferEnding | null => {
  const standing = standings.find(({ policy }) => policy.code === code)
  if (!standing) return 'policy'
  return standing.outcome === 'pass' ? null : 'records'
}

/** One offer of the caller; while the transaction lasts nothing else changes what is theirs. */
const held = async ({ db, actor }: OfferWork, id: string): Promise<OfferRow> => {
  await holdPerson(db, actor.personId)
  const row = await offerOf(db, actor.personId, id)
  if (!row) throw problem('not-found')
  return row
}

const ended = (because: OfferEnding) =>
  problem('offer-ended', {
    detail: `${offerEndingLabels[because]}。如果记录有误，请到“我的资料”里更正；再次符合时会重新给你。`,
    commit: true,
  })

interface Standing {
  version: number
  prepared: PreparedBook
  facts: Facts
  standing: OfferStanding
}
/** The offer's policy held against the caller's records as of now. @throws Problem offer-ended, and the offer is closed */
const standingNow = async (work: OfferWork, row: OfferRow): Promise<Standing> => {
  const { db, now, deps, actor } = work
  if (row.closed_because) throw ended(row.closed_because)
  const { version, prepared } = await preparedInForce(db)
  const { facts } = await factsOf(db, deps, actor.personId, now)
  const standings = offersOn(prepared, facts, dayOf(now))
  const because = endingOf(standings, row.policy)
  const standing = standings.find(({ policy }) => policy.code === row.policy)
  if (because || !standing) {
    await closeOffer(db, row.id, because ?? 'policy')
    await record(work, row, 'offer.closed')
    throw ended(because ?? 'policy')
  }
  return { version, prepared, facts, standing }
}

const record = async ({ db, now, actor }: OfferWork, row: OfferRow, action: string): Promise<void> => {
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'holder',
    action,
    object: `policy-offer:${row.id}`,
    personId: actor.personId,
    detail: { policy: row.policy },
  })
}

/**
 * Confirms an offer: judged again as of now, kept with the records it rests on.
 * @throws Problem not-found, offer-ended
 */
export const confirmOffer = async (work: OfferWork, id: string): Promise<Offer> => {
  const { db, now, deps } = work
  const row = await held(work, id)
  if (row.state === 'confirmed') return shownOffer(row)
  const { version, facts, standing } = await standingNow(work, row)
  const { criterion, title } = standing.policy
  const used = criterion ? factsFor(criterion, onRecord(facts)) : {}
  const confirmed = await changeOffer(db, id, {
    state: 'confirmed',
    title,
    book_version: version,
    decided_at: now,
    facts: deps.vault.encrypt(JSON.stringify(used), factsSealedTo(id)),
  })
  await record(work, row, 'offer.confirmed')
  return shownOffer(confirmed)
}

const isLate = ({ decided_at, settled_at }: OfferRow, now: Date): boolean =>
  settled_at !== null || now.getTime() - (decided_at?.getTime() ?? 0) > undoSeconds * 1000

const tooLate = () =>
  problem('undo-too-late', { detail: '确认已经生效。如果不需要这项待遇，不去使用即可；要更正请联系人才办。' })

/** Takes a confirmation back. @throws Problem not-found, undo-too-late */
export const unconfirmOffer = async (work: OfferWork, id: string): Promise<Offer> => {
  const row = await held(work, id)
  if (row.state !== 'confirmed') return shownOffer(row)
  if (isLate(row, work.now)) throw tooLate()
  await record(work, row, 'offer.confirmation-undone')
  return shownOffer(await changeOffer(work.db, id, { state: 'open', decided_at: null, facts: null }))
}

/** Declines an offer; also one that was confirmed a moment ago. @throws Problem not-found, offer-ended, undo-too-late */
export const declineOffer = async (work: OfferWork, id: string): Promise<Offer> => {
  const row = await held(work, id)
  if (row.state === 'declined') return shownOffer(row)
  if (row.closed_because) throw ended(row.closed_because)
  if (row.state === 'confirmed' && isLate(row, work.now)) throw tooLate()
  await record(work, row, 'offer.declined')
  return shownOffer(await changeOffer(work.db, id, { state: 'declined', decided_at: work.now, facts: null }))
}

/** Takes a refusal back. @throws Problem not-found, offer-ended when records no longer say so */
export const undeclineOffer = async (work: OfferWork, id: string): Promise<Offer> => {
  const row = await held(work, id)
  if (row.state !== 'declined' && row.state !== 'closed') return shownOffer(row)
  await standingNow(work, row)
  await record(work, row, 'offer.declination-undone')
  return shownOffer(await changeOffer(work.db, id, { state: 'open', decided_at: null }))
}

const atOnce = 200

/** Confirmations that can no longer be taken back and have not taken effect, oldest first. */
const dueAfter = (db: Db, now: Date, after: Pick<OfferRow, 'decided_at' | 'id'> | undefined) =>
  db
    .selectFrom('policy_offer')
    .select(['id', 'person_id', 'decided_at'])
    .where('state', '=', 'confirmed')
    .where('settled_at', 'is', null)
    .where('decided_at', '<', new Date(now.getTime() - undoSeconds * 1000))
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('decided_at', 'id'), '>', tuple(after?.decided_at as Date, after?.id as string)),
      ),
    )
    .orderBy('decided_at')
    .orderBy('id')
    .limit(atOnce)
    .execute()

const settle = async (tx: Db, now: Date, { id, person_id }: Pick<OfferRow, 'id' | 'person_id'>) => {
  if (!(await holdPerson(tx, person_id))) return
  const row = await offerOf(tx, person_id, id)
  if (row?.state !== 'confirmed' || row.settled_at || !isLate(row, now)) return
  await changeOffer(tx, id, { settled_at: now })
  const { policy, book_version } = row
  await emit(tx, now, 'offer.confirmed', {
    offerId: id,
    personId: person_id,
    policy,
    bookVersion: book_version,
  })
}

/**
 * Lets confirmations take effect that were not taken back, each in a transaction of its own.
 * @returns how many were looked at
 */
export const settleConfirmed = async (db: Kysely<Database>, now: Date): Promise<number> => {
  let [settled, last]: [number, Pick<OfferRow, 'decided_at' | 'id'> | undefined] = [0, undefined]
  for (;;) {
    const due = await dueAfter(db, now, last)
    for (const row of due) await db.transaction().execute((tx) => settle(tx, now, row))
    settled += due.length
    last = due.at(-1)
    if (due.length < atOnce) return settled
  }
}

import {
  firstDayAfter,
  firstDayWithin,
  lastDayOf,
  leaseStateLabels,
  livingStates,
  signWithinDays,
  usualMonths,
} from '@jucai/contract/lease-vocabulary'
import { talentFen } from '@jucai/contract/housing-vocabulary'
import { addDays, dayInWords, type Day } from '@jucai/contract/policies/days'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../core/clock'
import { maskDocument, maskName } from '../core/masking'
import { stillThere } from '../core/person'
import { fieldProblem, problem } from '../core/problem'
import { emit } from '../core/outbox'
import { flatsById, moveFlat, type FlatFacts } from '../housing'
import { profileOf, type ProfileRecord } from '../profiles'
import { advance, holdLease, holdOwn, onRecord, settled, type By, type Step } from './advance'
import { takeAllBack } from './bills'
import type { LeaseDeps, LeaseWork, TenantWork } from './deps'
import { endOfDay, todayOf } from './moments'
import { allLeases, insertLease, insertStep, leaseOfChoice, updateLease, type LeaseRow } from './repository'
import { seal } from './sealed'

/** Months of a lease that were begun: of who left early those until the key came back. */
const monthsHad = ({ months, first_day: first, last_day: last, back_on: back }: LeaseRow): number => {
  if (back === null || back >= last) return months
  let had = 1
  while (had < months && lastDayOf(first, had) < back) had += 1
  return had
}

/** Months that a person has had in all, and may still have. */
export const monthsOfPerson = async (
  { db, deps }: Pick<LeaseWork, 'db' | 'deps'>,
  personId: string,
  day: Day,
): Promise<{ used: number; atMost: number | null; left: number }> => {
  const used = (await allLeases(db, personId))
    .filter(({ state }) => state !== 'lapsed' && state !== 'cancelled')
    .reduce((sum, row) => sum + monthsHad(row), 0)
  const atMost = (await deps.limits(db, day))?.months ?? null
  return { used, atMost, left: atMost === null ? 0 : Math.max(0, atMost - used) }
}

const sealedNames = (deps: LeaseDeps, id: string, { name, documentNumber }: ProfileRecord) => ({
  tenant_name: seal(deps.vault, 'lease.tenant_name', id, name),
  tenant_document: seal(
    deps.vault,
    'lease.tenant_document',
    id,
    documentNumber === null ? '（登记时未留证件号码）' : maskDocument(documentNumber),
  ),
  masked_name: seal(deps.vault, 'lease.masked_name', id, maskName(name)),
})

/** Whose flat it becomes, and by what. */
export interface Offer {
  personId: string
  flatId: string
  choiceId: string | null
  roundId: string | null
  by: By
  note: string
}

const alreadyThere = async ({ db }: LeaseWork, personId: string): Promise<void> => {
  const open = (await allLeases(db, personId)).find(({ state }) =>
    (livingStates as readonly string[]).includes(state),
  )
  if (open)
    throw problem('lease-already', {
      detail: `已有一份租约，状态是“${leaseStateLabels[open.state]}”。一人只能有一套，那一份结束后才能再分`,
    })
}

/** What the lease costs: the rent at the talent rate of the first day, and the deposit. @throws Problem unavailable */
const priceOf = async ({ db, deps }: LeaseWork, flat: FlatFacts, day: Day) => {
  const percent = await deps.rentPercent(db, day)
  const limits = await deps.limits(db, day)
  if (percent === null || limits === null)
    throw problem('unavailable', {
      detail: '政策库里没有这一天有效的公寓租金或租期标准。请人才办先在“标准”里补上，再来办理',
    })
  const rentFen = talentFen(flat.marketFenPerMonth, percent)
  return { rent_fen: rentFen, deposit_fen: rentFen * limits.depositMonths }
}

/**
 * Offers a flat that was chosen: seven days to sign. The choice named twice is one offer.
 * @throws Problem not-found, registration-needed, lease-already, unavailable
 */
export const offerLease = async (work: LeaseWork, offer: Offer): Promise<LeaseRow> => {
  const { db, now, deps } = work
  if (!(await stillThere(db, offer.personId))) throw problem('not-found')
  const known = offer.choiceId === null ? undefined : await leaseOfChoice(db, offer.choiceId)
  if (known) return known
  const [flat] = await flatsById(db, [offer.flatId])
  if (!flat) throw problem('not-found')
  const profile = await profileOf(db, deps.vault, offer.personId)
  if (!profile) throw problem('registration-needed', { detail: '登记之后才能签租约' })
  await alreadyThere(work, offer.personId)
  const firstDay = addDays(await todayOf(work), firstDayAfter)
  const price = await priceOf(work, flat, firstDay)
  const { left } = await monthsOfPerson(work, offer.personId, firstDay)
  if (left === 0)
    throw problem('not-qualified', { detail: '在人才公寓住的月数已经到了政策规定的上限，不能再分' })
  const months = Math.min(usualMonths, left)
  const id = uuidv7()
  const lastDay = lastDayOf(firstDay, months)
  const row = await insertLease(db, {
    id,
    person_id: offer.personId,
    flat_id: flat.id,
    flat_serial: flat.serial,
    station_id: flat.stationId,
    choice_id: offer.choiceId,
    round_id: offer.roundId,
    state: 'to-sign',
    first_day: firstDay,
    last_day: lastDay,
    held_until: lastDay,
    months,
    ...price,
    ...sealedNames(deps, id, profile),
    offered_at: now,
    sign_by: endOfDay(addDays(dayOf(await deps.boundary(db)), signWithinDays)),
    signed_at: null,
    pay_by: null,
    paid_at: null,
    key_at: null,
    key_by: null,
    leave_on: null,
    back_on: null,
    back_by: null,
    settled_at: null,
    ended_why: null,
    use_until: null,
    code_paper: null,
    code_sent_at: null,
    key_within: null,
    key_told: 0,
    version: 1,
  })
  await insertStep(db, {
    lease_id: id,
    at: now,
    event: 'offer',
    from_state: null,
    to_state: 'to-sign',
    by_person: offer.by.personId,
    by_role: offer.by.role,
    note: offer.note,
  })
  await onRecord(work, row, offer.by, 'lease.offered', { flat: flat.code, firstDay })
  await inviteHousehold(work, row)
  await emit(db, now, 'lease.moved', { leaseId: id, personId: row.person_id, event: 'offer' })
  return row
}

/** Who was named in the qualification lives there from the first day, as long as the flat has room. */
const inviteHousehold = async ({ db, now, deps }: LeaseWork, row: LeaseRow): Promise<void> => {
  const [flat] = await flatsById(db, [row.flat_id])
  const others = (await deps.household(db, row.person_id)).slice(0, (flat?.people ?? 1) - 1)
  for (const { relation, name } of others) {
    const id = uuidv7()
    await db
      .insertInto('lease_resident')
      .values({
        id,
        lease_id: row.id,
        kind: 'household',
        relation,
        name: seal(deps.vault, 'lease_resident.name', id, name),
        from_day: row.first_day,
        to_day: null,
        added_at: now,
        removed_at: null,
      })
      .execute()
  }
}

/** Chooses the first day, before signing. @throws Problem not-found, invalid-request, lease-settled */
export const chooseFirstDay = async (work: TenantWork, id: string, day: Day): Promise<LeaseRow> => {
  const { db, actor } = work
  const row = await holdOwn(db, actor.personId, id)
  if (row.state !== 'to-sign') throw settled('入住日签约以后就定了')
  const today = await todayOf(work)
  const latest = addDays(dayOf(row.offered_at), firstDayWithin)
  if (day < today) throw fieldProblem('/day', '入住日已经过去')
  if (day > latest) throw fieldProblem('/day', `最晚选到${dayInWords(latest)}`)
  const [flat] = await flatsById(db, [row.flat_id])
  const lastDay = lastDayOf(day, row.months)
  return updateLease(db, id, {
    first_day: day,
    last_day: lastDay,
    held_until: lastDay,
    ...(await priceOf(work, flat as FlatFacts, day)),
  })
}

/** A flat that nobody moves into goes back: with its choice to the round it came from, else it is free. */
export const letGoOf = async (
  { db, now, deps }: LeaseWork,
  { flat_id: flatId, choice_id: choiceId }: Pick<LeaseRow, 'flat_id' | 'choice_id'>,
  reason: string,
  by: By,
): Promise<void> => {
  if (choiceId !== null) await deps.returnChoice({ db, now }, { choiceId, why: reason })
  const [flat] = await flatsById(db, [flatId])
  if (flat?.state !== 'chosen') return // it went back with the choice, or has gone on since
  const officer = by.role === 'office' ? by.personId : null
  await moveFlat({ db, now }, { flatId, from: ['chosen'], to: 'free', reason, by: officer })
}

/** How a lease ends before the key. */
export interface Ending {
  event: 'cancel' | 'lapse' | 'end-unfetched'
  by: By
  why: string
  facts?: Step['facts']
}
/** Ends the lease itself: what is owed falls away, what was paid goes back. The flat is for the caller. */
export const endLease = async (
  work: LeaseWork,
  row: LeaseRow,
  { event, by, why, facts }: Ending,
): Promise<LeaseRow> => {
  const changed = await advance(work, row, {
    event,
    by,
    facts,
    set: { settled_at: work.now, ended_why: why },
    note: why,
  })
  await takeAllBack(work, row, why)
  return changed
}
/**
 * Ends a lease before the key: the flat goes back, what is owed falls away, what was paid goes back.
 * @throws Problem lease-settled once the key was handed over
 */
export const endBeforeKey = async (work: LeaseWork, row: LeaseRow, ending: Ending): Promise<LeaseRow> => {
  const changed = await endLease(work, row, ending)
  await letGoOf(work, row, ending.why, ending.by)
  return changed
}

/**
 * Two people exchanged what they chose: each offer is of the other flat from now on, at its rent. One statement, so that
 * no flat has two leases on a day in between. Offers that were signed meanwhile stay: what is signed is signed.
 * @returns false when one of them was signed
 */
export const exchangeOffers = async (work: LeaseWork, choiceIds: readonly string[]): Promise<boolean> => {
  const { db, deps } = work
  const changes: { id: string; flat: FlatFacts; rentFen: number; depositFen: number }[] = []
  for (const choiceId of [...choiceIds].sort()) {
    const found = await leaseOfChoice(db, choiceId)
    const flatId = await deps.flatOfChoice(db, choiceId)
    const [flat] = flatId === null ? [] : await flatsById(db, [flatId])
    if (!found || !flat || found.flat_id === flat.id) continue
    const row = await holdLease(db, found.id)
    if (row.state !== 'to-sign') return false
    const price = await priceOf(work, flat, row.first_day)
    changes.push({ id: row.id, flat, rentFen: price.rent_fen, depositFen: price.deposit_fen })
  }
  if (changes.length === 0) return true
  const values = changes.map(
    ({ id, flat, rentFen, depositFen }) =>
      sql`(${id}::uuid, ${flat.id}::uuid, ${flat.serial}::int, ${flat.stationId}::uuid, ${rentFen}::int, ${depositFen}::int)`,
  )
  await sql`update lease set flat_id = changed.flat_id, flat_serial = changed.flat_serial, station_id = changed.station_id,
      rent_fen = changed.rent_fen, deposit_fen = changed.deposit_fen, version = version + 1
    from (values ${sql.join(values)}) as changed (id, flat_id, flat_serial, station_id, rent_fen, deposit_fen)
    where lease.id = changed.id`.execute(db)
  return true
}

/** The tenant withdraws before the key. @throws Problem not-found, lease-settled */
export const withdraw = async (work: TenantWork, id: string): Promise<LeaseRow> => {
  const row = await holdOwn(work.db, work.actor.personId, id)
  if (row.state === 'cancelled') return row
  return endBeforeKey(work, row, {
    event: 'cancel',
    by: { role: 'tenant', personId: work.actor.personId },
    why: '承租人在入住前放弃',
  })
}

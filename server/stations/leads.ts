import type { ApplicationState, Contribution, FollowUpKind } from '@jucai/contract/application-vocabulary'
import type { Lead, LeadDetail } from '@jucai/contract/stations'
import {
  act,
  applicationOf,
  applicationRecordsOf,
  calendarInForce,
  dueOf,
  holdApplication,
  readableAnswers,
  reassignStation,
  type ApplicationDeps,
  type ApplicationRecord,
} from '../applications'
import { openStation, stationNames } from '../city'
import { audit, auditEach } from '../core/audit'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { maskName, maskPhone } from '../core/masking'
import { emit } from '../core/outbox'
import { fieldProblem, problem } from '../core/problem'
import type { Work, WorkBy } from '../core/work'
import { namesOf } from '../profiles'
import { mayStationSee } from './assign'
import {
  followUpsOf,
  handOversOf,
  insertFollowUp,
  insertHandOver,
  insertNote,
  keepAnswer,
  leadRows,
  nextContactsOf,
  notesOf,
  planContact,
} from './lead-records'
import { doorName } from './roster'
import type { Clerk } from './visits'

declare module '../core/outbox' {
  interface Events {
    'lead.handed-over': { applicationId: string; personId: string; stationId: string; stationName: string }
    'lead.followed-up': { applicationId: string; personId: string; kind: FollowUpKind }
  }
}

/** What the follow-up of returnees is built from. */
export interface LeadDeps {
  vault: Vault
  applications: ApplicationDeps
}

const over: readonly string[] = ['withdrawn', 'lapsed']

/** Whether a station may see a registration now: it has it, it still stands, and the returnee lets it. */
const isSeenBy = (record: ApplicationRecord | undefined, clerk: Clerk): record is Held =>
  record !== undefined &&
  record.program === 'homecoming' &&
  record.stationId !== null &&
  clerk.stationIds.includes(record.stationId) &&
  !over.includes(record.state) &&
  mayStationSee(record.answers)

/** Work of a clerk on returnees. */
export type LeadWork = WorkBy<Clerk, LeadDeps>

/** @throws Problem not-found: whether it exists is not told. */
const leadFor = async ({ db, deps, actor: clerk }: LeadWork, id: string): Promise<Held> => {
  const record = await applicationOf(db, deps.vault, id)
  if (!isSeenBy(record, clerk)) throw problem('not-found')
  return record
}

/** The city of a division, in words. */
export const cityName = (deps: LeadDeps, code: string): string =>
  deps.applications.regionName(`${code.slice(0, 4)}00`) ?? deps.applications.regionName(code) ?? ''
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const stationName = async (db: Db, id: string): Promise<string> =>
  (await stationNames(db, [id])).get(id) ?? ''

type Held = ApplicationRecord & { stationId: string }
const shownLeads = async ({ db, deps, now }: Work<LeadDeps>, records: readonly Held[]): Promise<Lead[]> => {
  if (records.length === 0) return []
  const names = await namesOf(
    db,
    deps.vault,
    records.flatMap(({ personId, contactId }) => (contactId ? [personId, contactId] : [personId])),
  )
  const stations = await stationNames(
    db,
    records.map(({ stationId }) => stationId),
  )
  const nextContacts = await nextContactsOf(
    db,
    records.map(({ id }) => id),
  )
  const calendar = await calendarInForce(db)
  return records.map(({ id, number, personId, contactId, state, answers, clock, stationId, submittedAt }) => {
    const contact = contactId && names.get(contactId)
    return {
      id,
      number,
      maskedName: maskName(names.get(personId) ?? ''),
      state,
      presentCity: cityName(deps, text(answers.presentRegion)),
      field: text(answers.field),
      contributions: (answers.contributions as Contribution[] | undefined) ?? [],
      due: dueOf(calendar, clock, now),
      nextContactOn: nextContacts.get(id) ?? null,
      station: { id: stationId, name: stations.get(stationId) ?? '' },
      contactName: contact ? doorName(contact) : null,
      submittedAt: submittedAt.toISOString(),
    }
  })
}

/** A page of returnees, whose turn it is first. Each is a look on record. */
export const leadPage = async (
  work: LeadWork,
  { show = 'all', after, limit = 20 }: PageRequest & { show?: 'today' | 'all' },
) => {
  const { db, now, deps, actor: clerk } = work
  const rows = await leadRows(db, {
    stationIds: clerk.stationIds,
    today: show === 'today' ? now : null,
    after: placeOf(after),
    limit,
  })
  const page = pageOf(
    rows,
    limit,
    (row) => cursorOf(row.turn, row.id),
    (row) => row,
  )
  const records = (
    await applicationRecordsOf(
      db,
      deps.vault,
      page.items.map(({ id }) => id),
    )
  ).filter((record) => isSeenBy(record, clerk))
  const items = await shownLeads(work, records)
  await auditEach(
    db,
    records.map(({ id, personId }, index) => ({
      at: now,
      actorId: clerk.personId,
      actorRole: 'clerk',
      action: 'lead.listed',
      object: `application:${id}`,
      personId,
      detail: {
        what: '在联系名单中看到你的归根登记（姓名已隐去部分）',
        why: '安排答复和联系',
        station: items[index]?.station.name,
      },
    })),
  )
  return { items, next: page.next }
}

const shownDetail = async (work: Work<LeadDeps>, record: Held): Promise<LeadDetail> => {
  const { db, deps } = work
  const notes = await notesOf(db, deps.vault, record.id)
  const writers = await namesOf(
    db,
    deps.vault,
    notes.map(({ personId }) => personId),
  )
  const [lead] = (await shownLeads(work, [record])) as [Lead]
  const phone = text(record.answers.phone)
  return {
    ...lead,
    version: record.version,
    answers: await readableAnswers(
      db,
      deps.applications.programs,
      'clerk',
      record,
      deps.applications.regionName,
    ),
    maskedPhone: phone ? maskPhone(phone) : null,
    notes: notes.map(({ id, at, personId, text: words }) => ({
      id,
      at: at.toISOString(),
      by: writers.has(personId) ? doorName(writers.get(personId) as string) : '工作人员',
      text: words,
    })),
    followUps: await followUpsOf(db, deps.vault, record.id),
    handOvers: (await handOversOf(db, deps.vault, record.id)).map((one) => ({
      ...one,
      at: one.at.toISOString(),
    })),
    mayAnswer: record.state === 'submitted',
  }
}

const again = async (work: LeadWork, id: string): Promise<LeadDetail> =>
  shownDetail(work, await leadFor(work, id))

/** One returnee; the look is on record. @throws Problem not-found */
export const readLead = async (work: LeadWork, id: string): Promise<LeadDetail> => {
  const { db, now, actor: clerk } = work
  const record = await leadFor(work, id)
  const detail = await shownDetail(work, record)
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'lead.read',
    object: `application:${id}`,
    personId: record.personId,
    detail: { what: '查看了你的归根登记（电话已隐去部分）', why: '答复和联系', station: detail.station.name },
  })
  return detail
}

/**
 * The station's answer; the caller becomes the named contact.
 * @throws Problem not-found, stale-version, event-not-allowed
 */
export const answerLead = async (
  work: LeadWork,
  id: string,
  { version, text: words }: { version: number; text: string },
): Promise<LeadDetail> => {
  const { db, now, deps, actor: clerk } = work
  await leadFor(work, id)
  await act(
    db,
    deps.applications,
    now,
    { personId: clerk.personId, role: 'clerk' },
    { applicationId: id, event: 'answer', version, note: words },
  )
  await keepAnswer(db, deps.vault, { application_id: id, answerText: words, answered_at: now })
  return again(work, id)
}

/** The whole number, with a reason that the returnee can read. @throws Problem not-found */
export const viewPhone = async (work: LeadWork, id: string, why: string): Promise<{ phone: string }> => {
  const { db, now, actor: clerk } = work
  const record = await leadFor(work, id)
  const phone = text(record.answers.phone)
  if (!phone) throw problem('not-found')
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'lead.phone-seen',
    object: `application:${id}`,
    personId: record.personId,
    detail: { what: '查看了你的完整手机号', why, station: await stationName(db, record.stationId) },
  })
  return { phone }
}

/** A note for colleagues of the station. @throws Problem not-found */
export const addNote = async (work: LeadWork, id: string, words: string): Promise<LeadDetail> => {
  const { db, now, deps, actor: clerk } = work
  const record = await leadFor(work, id)
  await insertNote(db, deps.vault, {
    application_id: id,
    person_id: clerk.personId,
    noteText: words,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'lead.noted',
    object: `application:${id}`,
    personId: record.personId,
    detail: { what: '写了一条工作备注', why: '联系和跟进', station: await stationName(db, record.stationId) },
  })
  return again(work, id)
}

/** When to speak next. @throws Problem not-found, invalid-request */
export const planNext = async (work: LeadWork, id: string, on: string | null): Promise<LeadDetail> => {
  const { db, now, actor: clerk } = work
  await leadFor(work, id)
  if (on !== null && on < dayOf(now)) throw fieldProblem('/on', '请选择今天或以后的日子')
  await planContact(db, id, on)
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: 'lead.planned',
    object: `application:${id}`,
    detail: { on },
  })
  return again(work, id)
}

const landings: readonly FollowUpKind[] = ['returned', 'project-landed', 'capital-invested']

/**
 * What came of it; the first thing that lands ends an approved registration well.
 * @throws Problem not-found, invalid-request
 */
export const followUp = async (
  work: LeadWork,
  id: string,
  wanted: { kind: FollowUpKind; on: string; note: string; amountFen: number | null },
): Promise<LeadDetail> => {
  const { db, now, deps, actor: clerk } = work
  await holdApplication(db, id)
  const record = await leadFor(work, id)
  if (wanted.on > dayOf(now)) throw fieldProblem('/on', '不能晚于今天')
  if ((wanted.kind === 'capital-invested') !== (wanted.amountFen !== null))
    throw fieldProblem(
      '/amountFen',
      wanted.amountFen === null ? '请填写到位的金额' : '只有资金到位才填写金额',
    )
  await insertFollowUp(db, deps.vault, {
    application_id: id,
    person_id: record.personId,
    station_id: record.stationId,
    kind: wanted.kind,
    happened_on: wanted.on,
    noteText: wanted.note,
    amount_fen: wanted.amountFen,
    recorded_by: clerk.personId,
    recorded_at: now,
  })
  await audit(db, {
    at: now,
    actorId: clerk.personId,
    actorRole: 'clerk',
    action: `lead.${wanted.kind}`,
    object: `application:${id}`,
    personId: record.personId,
    detail: { what: '登记了联系进展', why: '跟进归根登记', station: await stationName(db, record.stationId) },
  })
  await emit(db, now, 'lead.followed-up', { applicationId: id, personId: record.personId, kind: wanted.kind })
  if (landings.includes(wanted.kind) && record.state === 'approved')
    await act(
      db,
      deps.applications,
      now,
      { personId: clerk.personId, role: 'clerk' },
      { applicationId: id, event: 'land', version: record.version, note: wanted.note },
    )
  return again(work, id)
}

/** States in which somebody still waits for a station. */
export const stillGoing: readonly ApplicationState[] = [
  'submitted',
  'answered',
  'changes-requested',
  'approved',
]

interface NamedStation {
  id: string
  name: string
}

/** Moves a returnee, on record for both sides; call it with the application held. */
export const moveLead = async (
  work: WorkBy<{ personId: string; role: 'clerk' | 'lead' }, LeadDeps>,
  { id, personId }: ApplicationRecord,
  { from, target, why }: { from: NamedStation; target: NamedStation; why: string },
): Promise<void> => {
  const { db, now, deps, actor: by } = work
  await reassignStation(db, now, id, target.id)
  await planContact(db, id, null)
  await insertHandOver(db, deps.vault, {
    application_id: id,
    from_station_id: from.id,
    to_station_id: target.id,
    whyText: why,
    handed_by: by.personId,
    at: now,
  })
  await audit(db, {
    at: now,
    actorId: by.personId,
    actorRole: by.role,
    action: 'lead.handed-over',
    object: `application:${id}`,
    personId,
    detail: { what: `把你的归根登记转给了${target.name}`, why, station: from.name, to: target.id },
  })
  await emit(db, now, 'lead.handed-over', {
    applicationId: id,
    personId,
    stationId: target.id,
    stationName: target.name,
  })
}

/**
 * Hands a returnee over; the station that had them loses sight of them.
 * @throws Problem not-found, invalid-request, event-not-allowed
 */
export const handOver = async (
  work: LeadWork,
  id: string,
  { stationId, why }: { stationId: string; why: string },
): Promise<{ stationName: string }> => {
  const { db, now, deps, actor: clerk } = work
  await holdApplication(db, id)
  const record = await leadFor(work, id)
  if (!stillGoing.includes(record.state)) throw problem('event-not-allowed', { detail: '已经办结的不用再转' })
  const target = await openStation(db, stationId)
  if (!target) throw fieldProblem('/stationId', '没有这个站点，请从列表中选择')
  if (target.id === record.stationId) throw fieldProblem('/stationId', '已经在这个工作站')
  await moveLead({ db, now, deps, actor: { personId: clerk.personId, role: 'clerk' } }, record, {
    from: { id: record.stationId, name: await stationName(db, record.stationId) },
    target,
    why,
  })
  return { stationName: target.name }
}

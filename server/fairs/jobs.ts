import {
  endCauseLabels,
  fairLimits,
  fairPages,
  fairTimeWords,
  talkResultLabels,
} from '@jucai/contract/fair-vocabulary'
import { timeInChina } from '@jucai/contract/china-time'
import { peopleWithRole } from '../accounts'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { employersById, peopleOfEmployer } from '../employers'
import { notify, notifyEach } from '../notifications'
import { endBooth, liveBoothsOf, restoreBooths } from './booths'
import { passDueOf } from './calling'
import type { FairDeps, FairRoomDeps, FairWork } from './deps'
import './events'
import { endPlaces } from './queue'
import {
  boothById,
  boothForUpdate,
  boothsOf,
  fairById,
  fairForUpdate,
  holdBoothsOf,
  placeById,
  ticketById,
  updateFair,
} from './repository'
import { reasonOf } from './sealed'
import type { BoothRow, FairRow, PlaceRow, TicketRow } from './tables'

interface Words {
  title: string
  body: string
}
const nameOf = async (db: Db, employerId: string): Promise<string> =>
  (await employersById(db, [employerId])).get(employerId)?.name ?? '用人单位'

const tellEmployer = async ({ db, now, deps }: FairWork, booth: BoothRow, words: Words): Promise<void> => {
  for (const personId of await peopleOfEmployer(db, booth.employer_id))
    await notify(db, deps.vault, now, {
      personId,
      kind: 'work',
      ...words,
      link: `${fairPages.desk}?employer=${booth.employer_id}&booth=${booth.id}`,
    })
}
const tellOffice = async ({ db, now, deps }: FairWork, fairId: string, words: Words): Promise<void> => {
  for (const role of ['lead', 'reviewer'] as const)
    for (const personId of await peopleWithRole(db, role))
      await notify(db, deps.vault, now, {
        personId,
        kind: 'work',
        ...words,
        link: null,
        deskLink: `/fairs?fair=${fairId}`,
      })
}

interface Seen {
  place: PlaceRow
  booth: BoothRow
  ticket: TicketRow
  fair: FairRow
  employer: string
}
/** A place and all around it; null when it or whoever had it is gone. */
const seenOf = async (db: Db, placeId: string): Promise<Seen | null> => {
  const place = await placeById(db, placeId)
  const booth = place && (await boothById(db, place.booth_id))
  const ticket = place && (await ticketById(db, place.ticket_id))
  const fair = booth && (await fairById(db, booth.fair_id))
  return place && booth && ticket && fair
    ? { place, booth, ticket, fair, employer: await nameOf(db, booth.employer_id) }
    : null
}
const tellVisitor = async (
  { db, now, deps }: FairWork,
  placeId: string,
  words: (seen: Seen) => Words | null,
): Promise<void> => {
  const seen = await seenOf(db, placeId)
  const told = seen && words(seen)
  if (!seen || !told) return
  await notify(db, deps.vault, now, {
    personId: seen.ticket.person_id,
    kind: 'work',
    ...told,
    link: `${fairPages.ticket}?id=${seen.ticket.id}`,
  })
}

const calledWords = ({ place, booth, employer }: Seen): Words | null =>
  place.until && {
    title: `叫到你了：${employer}`,
    body: `请在 ${timeInChina(place.until)} 前到${booth.place ? `展位 ${booth.place}` : '展位'}，或者进入线上面谈。`,
  }
const passedWords = ({ place, employer }: Seen): Words => ({
  title: `没赶上${employer}的面谈`,
  body:
    place.state === 'waiting'
      ? `先请了后面的人。你还在排，排到了后面 ${fairLimits.behind} 位之后；再有一次没到，这里的排队就结束。`
      : place.slot_id
        ? '约好的时段没有等到你，先请了后面的人。还想谈，可以去排队。'
        : `第 ${fairLimits.misses} 次没有到，这里的排队结束了。还想谈，可以重新排。`,
})

const pageSize = 500
/** Tells a page of those who signed up. */
const tellTickets = async (
  { db, now, deps }: FairWork,
  { fairId, what, after }: { fairId: string; what: 'cancelled' | 'moved'; after: string | null },
): Promise<void> => {
  const fair = await fairById(db, fairId)
  if (!fair) return
  const rows = await db
    .selectFrom('fair_ticket')
    .select(['id', 'person_id'])
    .where('fair_id', '=', fairId)
    .where('withdrawn', '=', false)
    .$if(after !== null, (query) => query.where('id', '>', after as string))
    .orderBy('id')
    .limit(pageSize)
    .execute()
  const when = fairTimeWords(fair.opens_at.toISOString(), fair.closes_at.toISOString(), now)
  const words: Words =
    what === 'cancelled'
      ? { title: '招聘会取消了', body: `“${fair.title}”取消了。原因：${fair.cancel_reason ?? ''}` }
      : {
          title: '招聘会的时间或地点有变',
          body: `“${fair.title}”改为 ${when}，${fair.place ?? '线上'}。约好的时段和排队都还在。`,
        }
  await notifyEach(
    db,
    deps.vault,
    now,
    rows.map(({ id, person_id: personId }) => ({
      personId,
      kind: 'work' as const,
      ...words,
      link: `${fairPages.ticket}?id=${id}`,
    })),
  )
  const last = rows.at(-1)
  if (rows.length === pageSize && last)
    await emit(db, now, 'fair.tickets-left', { fairId, what, after: last.id })
}

const tellBooths = async (work: FairWork, fairId: string, words: (fair: FairRow) => Words): Promise<void> => {
  const fair = await fairById(work.db, fairId)
  if (!fair) return
  for (const booth of await boothsOf(work.db, fairId))
    if (booth.state !== 'declined' && booth.state !== 'cancelled')
      await tellEmployer(work, booth, words(fair))
}

type Reacting = (deps: FairDeps) => NamedReactions

/** What people who come are told of. */
export const visitorReactions: Reacting = (deps) => {
  const work = ({ tx, now }: { tx: Db; now: Date }): FairWork => ({ db: tx, now, deps })
  return {
    'fair-place.called': { tell: (of, { placeId }) => tellVisitor(work(of), placeId, calledWords) },
    'fair-place.passed': { tell: (of, { placeId }) => tellVisitor(work(of), placeId, passedWords) },
    'fair-place.done': {
      tell: async (of, { placeId }) => {
        await tellVisitor(work(of), placeId, ({ place, employer }) => {
          const reason = reasonOf(deps.vault, place)
          return (
            place.result && {
              title: `面谈的结果：${talkResultLabels[place.result]}`,
              body: `${employer}。${reason ? `对方说：${reason}` : ''}`,
            }
          )
        })
        const seen = await seenOf(of.tx, placeId)
        if (seen?.place.result === 'further')
          await deps.milestone(
            of.tx,
            of.now,
            seen.ticket.person_id,
            `招聘会面谈，进一步面试：${seen.employer}`,
          )
      },
    },
    'fair-place.ended': {
      tell: (of, { placeId }) =>
        tellVisitor(work(of), placeId, ({ place, booth, employer, fair }) => {
          if (!place.end_cause || place.end_cause === 'fair-cancelled') return null // told once, of the fair
          const isBooth = place.end_cause === 'booth-cancelled'
          return {
            title: isBooth ? `${employer}的展位取消了` : `${employer}：没有轮到你`,
            body: isBooth
              ? `原因：${booth.reason ?? ''}。你在别的展位的排队和时段都还在。`
              : `${endCauseLabels.over}。“${fair.title}”带来的岗位可以继续投递。`,
          }
        }),
    },
    'fair-ticket.came': {
      note: async ({ tx, now }, { ticketId }) => {
        const ticket = await ticketById(tx, ticketId)
        const fair = ticket && (await fairById(tx, ticket.fair_id))
        if (ticket && fair) await deps.milestone(tx, now, ticket.person_id, `到了招聘会现场：${fair.title}`)
      },
    },
    'fair.moved': {
      tell: async (of, { fairId }) => {
        await tellTickets(work(of), { fairId, what: 'moved', after: null })
        await tellBooths(work(of), fairId, (fair) => ({
          title: '招聘会的时间或地点有变',
          body: `“${fair.title}”改为 ${fairTimeWords(fair.opens_at.toISOString(), fair.closes_at.toISOString(), of.now)}，${fair.place ?? '线上'}。请看展位的时段还合不合适。`,
        }))
      },
    },
    'fair.cancelled': {
      tell: async (of, { fairId }) => {
        await tellTickets(work(of), { fairId, what: 'cancelled', after: null })
        await tellBooths(work(of), fairId, (fair) => ({
          title: '招聘会取消了',
          body: `“${fair.title}”取消了。原因：${fair.cancel_reason ?? ''}`,
        }))
      },
    },
    'fair.tickets-left': { tell: (of, page) => tellTickets(work(of), page) },
  }
}

/** What employers and the office are told of, and what the end of an employer brings. */
export const boothReactions: Reacting = (deps) => {
  const work = ({ tx, now }: { tx: Db; now: Date }): FairWork => ({ db: tx, now, deps })
  const withBooth = async (db: Db, id: string, run: (booth: BoothRow, fair: FairRow) => Promise<void>) => {
    const booth = await boothById(db, id)
    const fair = booth && (await fairById(db, booth.fair_id))
    if (booth && fair) await run(booth, fair)
  }
  return {
    'fair-booth.invited': {
      tell: (of, { boothId }) =>
        withBooth(of.tx, boothId, (booth, fair) =>
          tellEmployer(work(of), booth, {
            title: '邀请参加招聘会',
            body: `“${fair.title}”，${fairTimeWords(fair.opens_at.toISOString(), fair.closes_at.toISOString(), of.now)}。选好带来的岗位就算答应。`,
          }),
        ),
    },
    'fair-booth.asked': {
      tell: (of, { boothId }) =>
        withBooth(of.tx, boothId, async (booth, fair) =>
          tellOffice(work(of), fair.id, {
            title: '有单位申请展位',
            body: `${await nameOf(of.tx, booth.employer_id)}申请参加“${fair.title}”。`,
          }),
        ),
    },
    'fair-booth.decided': {
      tell: (of, { boothId }) =>
        withBooth(of.tx, boothId, (booth, fair) =>
          tellEmployer(work(of), booth, {
            title: booth.state === 'admitted' ? '展位申请通过了' : '展位申请没有通过',
            body: `“${fair.title}”。${booth.state === 'admitted' ? `展位 ${booth.place || '待定'}，请填写带来的岗位和时段。` : `原因：${booth.reason ?? ''}`}`,
          }),
        ),
    },
    'fair-booth.cancelled': {
      tell: (of, { boothId, byOffice }) =>
        withBooth(of.tx, boothId, async (booth, fair) => {
          const reason = `原因：${booth.reason ?? ''}`
          if (byOffice)
            await tellEmployer(work(of), booth, {
              title: '展位取消了',
              body: `人才办取消了你们在“${fair.title}”的展位。${reason}`,
            })
          else
            await tellOffice(work(of), fair.id, {
              title: '有单位不参加招聘会了',
              body: `${await nameOf(of.tx, booth.employer_id)}不参加“${fair.title}”。${reason}`,
            })
        }),
    },
    'employer.closed': { endBooths: (of, { employerId }) => endBooths(work(of), employerId, 'closed') },
    'employer.suspended': { endBooths: (of, { employerId }) => endBooths(work(of), employerId, 'suspended') },
    'employer.verified': {
      restoreBooths: (of, { employerId }) =>
        restoreBooths(work(of), employerId, (booth, fair) =>
          tellEmployer(work(of), booth, {
            title: '展位恢复了',
            body: `“${fair.title}”的展位恢复了。之前的排队和时段已经结束，来的人可以重新排、重新约。`,
          }),
        ),
    },
    'fair-booth.restored': {
      tell: (of, { boothId, since }) => tellWhoWaited(work(of), boothId, new Date(since)),
    },
  }
}

/** The employer may be verified again by the time that its suspension is heard of. */
const endBooths = async (
  work: FairWork,
  employerId: string,
  state: 'closed' | 'suspended',
): Promise<void> => {
  if ((await employersById(work.db, [employerId])).get(employerId)?.state === 'verified') return
  for (const { id } of await liveBoothsOf(work.db, employerId)) {
    const booth = (await boothForUpdate(work.db, id)) as BoothRow
    await endBooth(work, booth, '单位现在不能在这里招聘', state === 'suspended' ? 'suspension' : 'office')
  }
}

/** Those who had a place at a booth when its employer was suspended hear that it comes after all. */
const tellWhoWaited = async ({ db, now, deps }: FairWork, boothId: string, since: Date): Promise<void> => {
  const booth = await boothById(db, boothId)
  const employer = booth && (await nameOf(db, booth.employer_id))
  const rows = await db
    .selectFrom('fair_place as place')
    .innerJoin('fair_ticket as ticket', 'ticket.id', 'place.ticket_id')
    .select(['ticket.id', 'ticket.person_id'])
    .distinct()
    .where('place.booth_id', '=', boothId)
    .where('place.end_cause', '=', 'booth-cancelled')
    .where('place.ended_at', '>=', since)
    .where('ticket.withdrawn', '=', false)
    .execute()
  await notifyEach(
    db,
    deps.vault,
    now,
    rows.map(({ id, person_id: personId }) => ({
      personId,
      kind: 'work' as const,
      title: `${employer ?? ''}的展位恢复了`,
      body: '还想谈，可以重新排队或约时段。',
      link: `${fairPages.ticket}?id=${id}`,
    })),
  )
}

const atOnce = 200
/** Passes whoever was called and did not come in time, booth by booth. @returns how many */
export const passDue = async (deps: FairRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const due = await deps.db
    .selectFrom('fair_place')
    .select('booth_id')
    .where('state', '=', 'called')
    .where('until', '<=', at)
    .orderBy('until')
    .limit(atOnce)
    .execute()
  let passed = 0
  for (const id of new Set(due.map((row) => row.booth_id)))
    passed += await deps.db.transaction().execute(async (tx) => {
      const booth = await boothForUpdate(tx, id)
      return booth ? passDueOf({ db: tx, now, deps }, booth, at) : 0
    })
  return passed
}

/** Ends what is left of fairs that are over; talks that go on go on. @returns how many fairs */
export const windUpFairs = async (deps: FairRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const over = await deps.db
    .selectFrom('fair')
    .select('id')
    .where('state', '=', 'published')
    .where('wound_up_at', 'is', null)
    .where('closes_at', '<=', at)
    .orderBy('closes_at')
    .limit(20)
    .execute()
  for (const { id } of over)
    await deps.db.transaction().execute(async (tx) => {
      const fair = await fairForUpdate(tx, id)
      if (!fair || fair.wound_up_at || fair.state !== 'published' || fair.closes_at > at) return
      for (const booth of await holdBoothsOf(tx, id))
        await endPlaces({ db: tx, now, deps }, booth.id, 'over', true)
      await updateFair(tx, id, { wound_up_at: now })
    })
  return over.length
}

import {
  endCauseLabels,
  type EndCause,
  fairLimits,
  fairPages,
  fairTimeWords,
  talkResultLabels,
} from '@jucai/contract/fair-vocabulary'
import { timeInChina } from '@jucai/contract/china-time'
import { peopleWithRole } from '../accounts'
import { spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit } from '../core/outbox'
import { employersById, peopleOfEmployer } from '../employers'
import { notify, notifyEach } from '../notifications'
import { endBooth, liveBoothsOf, restoreBooths } from './booths'
import type { FairDeps, FairWork } from './deps'
import './events'
import { boothById, boothForUpdate, boothsOf, fairById, placeById, ticketById } from './repository'
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
        : place.misses < fairLimits.misses
          ? '叫到时没有等到你，招聘会现在不在进行，这里的排队结束了。'
          : `第 ${fairLimits.misses} 次没有到，这里的排队结束了。还想谈，可以重新排。`,
})

/** Why a place ended, as whoever had it is told. */
const endWords: Record<
  Exclude<EndCause, 'fair-cancelled' | 'talk-left'>,
  (of: { employer: string; fair: string; reason: string }) => Words
> = {
  over: ({ employer, fair }) => ({
    title: `${employer}：没有轮到你`,
    body: `${endCauseLabels.over}。“${fair}”带来的岗位可以继续投递。`,
  }),
  'booth-cancelled': ({ employer, reason }) => ({
    title: `${employer}的展位取消了`,
    body: `原因：${reason}。你在别的展位的排队和时段都还在。`,
  }),
  'fair-moved': ({ employer, fair }) => ({
    title: `${employer}：原来的位置没有了`,
    body: `“${fair}”改了时间，原来约的时段或排队不在新的时间里，已经结束。想谈可以重新约时段，或者到时候再排。`,
  }),
  'no-result': ({ employer }) => ({
    title: `${employer}：面谈没有记结果`,
    body: `${endCauseLabels['no-result']}。想知道结果，可以直接问单位；带来的岗位可以继续投递。`,
  }),
}

/** When the slots that these tickets have booked begin, as they stand now, with the employer of each. */
const bookedTimes = async (db: Db, ticketIds: readonly string[]): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>()
  if (ticketIds.length === 0) return found
  const rows = await db
    .selectFrom('fair_place as place')
    .innerJoin('fair_slot as slot', 'slot.id', 'place.slot_id')
    .innerJoin('fair_booth as booth', 'booth.id', 'place.booth_id')
    .select(['place.ticket_id', 'slot.starts_at', 'booth.employer_id'])
    .where('place.ticket_id', 'in', [...ticketIds])
    .where('place.state', '=', 'booked')
    .orderBy('slot.starts_at')
    .execute()
  const names = await employersById(
    db,
    rows.map((row) => row.employer_id),
  )
  for (const { ticket_id: ticket, starts_at: at, employer_id: employer } of rows)
    found.set(ticket, [
      ...(found.get(ticket) ?? []),
      `${spokenTime(at)}，${names.get(employer)?.name ?? '用人单位'}`,
    ])
  return found
}

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
  const booked =
    what === 'moved'
      ? await bookedTimes(
          db,
          rows.map(({ id }) => id),
        )
      : new Map<string, string[]>()
  const wordsFor = (ticketId: string): Words =>
    what === 'cancelled'
      ? { title: '招聘会取消了', body: `“${fair.title}”取消了。原因：${fair.cancel_reason ?? ''}` }
      : {
          title: '招聘会的时间或地点有变',
          body: [
            `“${fair.title}”改为 ${when}，${fair.place ?? '线上'}。`,
            ...(booked.has(ticketId) ? [`你约好的时段现在是：${booked.get(ticketId)?.join('；')}。`] : []),
          ].join(''),
        }
  await notifyEach(
    db,
    deps.vault,
    now,
    rows.map(({ id, person_id: personId }) => ({
      personId,
      kind: 'work' as const,
      ...wordsFor(id),
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
          const cause = place.end_cause
          // Of a cancelled fair one is told once; whoever left a talk knows it.
          if (!cause || cause === 'fair-cancelled' || cause === 'talk-left') return null
          return endWords[cause]({ employer, fair: fair.title, reason: booth.reason ?? '' })
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
          body: `“${fair.title}”改为 ${fairTimeWords(fair.opens_at.toISOString(), fair.closes_at.toISOString(), of.now)}，${fair.place ?? '线上'}。时段跟着换了日子，不在新时间里的已经结束，约了的人也知道了。请看还合不合适。`,
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
    'employer.left': {
      tellDesk: (of, { employerId, personId }) => freeDesks(work(of), employerId, personId),
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

/** Whoever called or talked is no longer of the employer: the talk is nobody’s, and the colleagues end it. */
const freeDesks = async (work: FairWork, employerId: string, personId: string): Promise<void> => {
  const left = await work.db
    .updateTable('fair_place as place')
    .from('fair_booth as booth')
    .set({ called_by: null })
    .whereRef('booth.id', '=', 'place.booth_id')
    .where('booth.employer_id', '=', employerId)
    .where('place.called_by', '=', personId)
    .where('place.state', 'in', ['called', 'talking'])
    .returning('place.booth_id')
    .execute()
  for (const id of new Set(left.map(({ booth_id: booth }) => booth)))
    await tellEmployer(work, (await boothById(work.db, id)) as BoothRow, {
      title: '有一场面谈等人接手',
      body: '叫号的同事已经不在单位。请到展位工作台接着谈，或者记下结果；不记，对方在别处的排队会一直暂停。',
    })
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

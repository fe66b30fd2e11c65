import {
  internshipDesks,
  internshipNumber,
  internshipPages,
  periodWords,
  signWithinDays,
} from '@jucai/contract/internship-vocabulary'
import { addDays, addMonths, dayInWords, monthInWords } from '@jucai/contract/policies/days'
import { peopleWithRole } from '../accounts'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import type { NamedReactions } from '../core/feature'
import { employersById, peopleOfEmployer } from '../employers'
import { notify } from '../notifications'
import { answerWaiting } from './answering'
import type { InternshipDeps, InternshipWork } from './deps'
import { cancelInternship, endNow, endedWords, finish } from './ending'
import { endOfDay } from './moments'
import { shownMonths } from './months'
import { closePlace } from './places'
import {
  baseById,
  baseOf,
  internshipById,
  placeById,
  updateBase,
  updateInternship,
  wishById,
} from './repository'
import { unseal } from './sealed'
import { holdInternship } from './steps'
import type { InternshipRow } from './tables'

/** A message: what it is about, what it says, and the page it leads to. */
interface Words {
  title: string
  body: string
  link: string
}
interface Reaction {
  tx: InternshipWork['db']
  now: Date
}
const tell = ({ tx, now }: Reaction, deps: InternshipDeps, personId: string, words: Words) =>
  notify(tx, deps.vault, now, { personId, kind: 'work', ...words })

const tellBase = async (reaction: Reaction, deps: InternshipDeps, employerId: string, words: Words) => {
  for (const personId of await peopleOfEmployer(reaction.tx, employerId))
    await tell(reaction, deps, personId, words)
}
/** The office: `deskLink` is the page of the console where it is done. */
const tellOffice = async (
  { tx, now }: Reaction,
  deps: InternshipDeps,
  words: Omit<Words, 'link'> & { deskLink: string },
) => {
  for (const personId of await peopleWithRole(tx, 'lead'))
    await notify(tx, deps.vault, now, { personId, kind: 'work', ...words, link: null })
}

const ownPage = (id: string) => `${internshipPages.internship}?id=${id}`
const basePage = (employerId: string) => `${internshipPages.base}?employer=${employerId}`
const internPage = (row: Pick<InternshipRow, 'id' | 'employer_id'>) =>
  `${internshipPages.intern}?employer=${row.employer_id}&id=${row.id}`

/** What an intern reads of a step; `why` is what was written when it ended. */
const internWords = (
  row: InternshipRow,
  { base, why, event }: { base: string; why: string; event: string },
): readonly [title: string, body: string] | null => {
  const what = `${base}，${row.title}，${periodWords(row.first_day, row.last_day)}`
  const endedBy = endedWords(row.ended_role ?? 'system')
  switch (event) {
    case 'choose':
      return ['基地选中了你', `${what}。请在期限内看协议并签，三方签完才算数；不去的请谢绝，名额好给别人。`]
    case 'sign':
      return ['见习协议三方都签了', `${what}。每个工作日到岗时在登记点出示人才码。`]
    case 'change':
      return ['见习约定有改动', `${what}。请重新看协议，三方重新签；签过的一版原样保存。`]
    case 'cancel':
      return row.signed_at === null
        ? ['见习没有签成', `${what}。原因：${why}。可以看看别的岗位。`]
        : ['见习取消了', `${what}，还没有开始就取消了，由${endedBy}办理。原因：${why}。可以报名别的岗位。`]
    case 'interrupt':
      return ['见习提前结束', `${what}，由${endedBy}办理。原因：${why}。补贴发到最后一天为止。`]
    case 'finish':
      return ['见习期满', `${what}。可以领见习证明；基地登记留用后，请确认。`]
    default:
      return null
  }
}
const milestones: Record<string, string> = {
  sign: '签了就业见习协议',
  interrupt: '见习提前结束',
  finish: '见习期满',
}

/** What follows from events: messages, the journey, and what an employer's end brings. */
export const internshipReactions = (deps: InternshipDeps): NamedReactions => ({
  'internship.moved': {
    tell: async ({ tx, now }, { internshipId, event, by }) => {
      const row = await internshipById(tx, internshipId)
      if (!row) return
      const employer = (await employersById(tx, [row.employer_id])).get(row.employer_id)
      const base = employer?.name ?? '见习基地'
      const why = unseal(deps.vault, 'internship.ended_why', row.id, row.ended_why) || '没有写'
      const words = internWords(row, { base, why, event })
      if (words && by !== 'intern')
        await tell({ tx, now }, deps, row.person_id, {
          title: words[0],
          body: words[1],
          link: ownPage(row.id),
        })
      const number = internshipNumber(row.serial)
      if (event === 'signed' && by === 'intern')
        await tellBase({ tx, now }, deps, row.employer_id, {
          title: '有一份见习协议等基地签',
          body: `${number}，${row.title}。`,
          link: internPage(row),
        })
      if (event === 'signed' && by === 'base')
        await tellOffice({ tx, now }, deps, {
          title: '有一份见习协议等人才办签章',
          body: `${number}，${base}，${row.title}。`,
          deskLink: `${internshipDesks.agreements}?id=${row.id}`,
        })
      // Who may not open the page any more is told of their employer, not of each intern.
      if ((event === 'cancel' || event === 'interrupt') && by !== 'base' && employer?.state === 'verified')
        await tellBase({ tx, now }, deps, row.employer_id, {
          title:
            event === 'interrupt'
              ? '有一份见习提前结束'
              : row.signed_at === null
                ? '有一份见习没有签成'
                : '有一份见习取消了',
          body: `${number}，${row.title}。${event === 'cancel' ? '名额空出来了。' : '没有确认的月份请确认。'}`,
          link: internPage(row),
        })
      const step = event === 'cancel' && row.signed_at !== null ? '就业见习取消了' : milestones[event]
      if (step) await deps.milestone(tx, now, row.person_id, `${step}：${base}，${row.title}`)
    },
  },
  'internship-wish.made': {
    tell: async ({ tx, now }, { placeId }) => {
      const place = await placeById(tx, placeId)
      const base = place && (await baseById(tx, place.base_id))
      if (base)
        await tellBase({ tx, now }, deps, base.employer_id, {
          title: '有人报名见习',
          body: `“${place.title}”有新的报名，请答复。`,
          link: `${internshipPages.candidates}?employer=${base.employer_id}&place=${placeId}`,
        })
    },
  },
  'internship-wish.answered': {
    tell: async ({ tx, now }, { wishId, personId, chosen }) => {
      const wish = await wishById(tx, wishId)
      const place = wish && (await placeById(tx, wish.place_id))
      if (!place || chosen) return // who is chosen reads of the internship
      await tell({ tx, now }, deps, personId, {
        title: '见习报名有答复',
        body: `“${place.title}”没有选中。${wish.answer}`,
        link: internshipPages.mine,
      })
    },
  },
  'internship-day.corrected': {
    tell: async ({ tx, now }, { internshipId, personId, day }) =>
      tell({ tx, now }, deps, personId, {
        title: '出勤记录有更正',
        body: `${dayInWords(day)}的记录基地作了更正，原因在“我的见习”里。有出入的，先和基地说。`,
        link: ownPage(internshipId),
      }),
  },
  'internship-month.moved': {
    tell: async ({ tx, now }, { internshipId, personId, month, what }) => {
      const row = await internshipById(tx, internshipId)
      if (!row) return
      if (what === 'approved')
        await tell({ tx, now }, deps, personId, {
          title: '见习补贴已核定',
          body: `${monthInWords(month)}的补贴进入发放，10 个工作日内到账。`,
          link: ownPage(row.id),
        })
      if (what === 'returned')
        await tellBase({ tx, now }, deps, row.employer_id, {
          title: '有一个月被退回',
          body: `${internshipNumber(row.serial)}，${monthInWords(month)}，请看原因，重新确认。`,
          link: internPage(row),
        })
      if (what === 'confirmed')
        await tellOffice({ tx, now }, deps, {
          title: '有一个月的见习补贴等核定',
          body: `${internshipNumber(row.serial)}，${monthInWords(month)}。`,
          deskLink: internshipDesks.months,
        })
    },
  },
  'internship-base.moved': {
    tell: async ({ tx, now }, { baseId, what }) => {
      const base = await baseById(tx, baseId)
      if (!base) return
      if (what === 'applied') {
        const name = (await employersById(tx, [base.employer_id])).get(base.employer_id)?.name ?? '用人单位'
        if (base.state === 'applied')
          await tellOffice({ tx, now }, deps, {
            title: '有单位申请做见习基地',
            body: `${name}，希望同时带 ${base.wanted} 人。`,
            deskLink: `${internshipDesks.bases}?state=applied`,
          })
        return
      }
      const until = base.valid_until === null ? '' : dayInWords(base.valid_until)
      const words = {
        approve: ['见习基地已核定', `名额 ${base.quota} 人，有效期到${until}。`],
        refuse: ['见习基地没有核定', `原因：${base.why}`],
        end: ['见习基地已终止', `原因：${base.why}。在岗的见习到期为止。`],
        review: ['见习基地快到期', `有效期到${until}，请联系人才办年审。`],
      } as const
      const [title, body] = words[what]
      await tellBase({ tx, now }, deps, base.employer_id, { title, body, link: basePage(base.employer_id) })
      if (what === 'end') await closeAll({ db: tx, now, deps }, baseId, '见习基地已终止')
    },
  },
  'employer.suspended': {
    pause: async ({ tx, now }, { employerId }) => {
      const employer = (await employersById(tx, [employerId])).get(employerId)
      if (employer?.state !== 'suspended') return // went on meanwhile
      for (const { id, person_id: personId, title } of await pauseBase(
        { db: tx, now, deps },
        employerId,
        true,
      ))
        await tell({ tx, now }, deps, personId, {
          title: '见习基地暂停了',
          body: `“${employer.name}”被暂停，“${title}”的协议现在签不成；恢复以后接着签，签约期限会顺延。不想等的，可以谢绝。`,
          link: ownPage(id),
        })
      await tellOfMonths({ tx, now }, deps, employerId)
    },
  },
  'employer.verified': {
    resume: async ({ tx, now }, { employerId }) => {
      const employer = (await employersById(tx, [employerId])).get(employerId)
      if (employer?.state !== 'verified') return
      for (const { id, person_id: personId, title } of await pauseBase(
        { db: tx, now, deps },
        employerId,
        false,
      ))
        await tell({ tx, now }, deps, personId, {
          title: '见习基地恢复了',
          body: `“${employer.name}”恢复了，“${title}”的协议可以接着签，新的期限在“我的见习”里。`,
          link: ownPage(id),
        })
    },
  },
  'employer.closed': {
    end: async ({ tx, now }, { employerId }) => {
      await endAtEmployer({ db: tx, now, deps }, employerId)
      await tellOfMonths({ tx, now }, deps, employerId)
    },
  },
})

/** The office confirms what a base that may not act any more has left open; it is told once an internship. */
const tellOfMonths = async (
  { tx, now }: Reaction,
  deps: InternshipDeps,
  employerId: string,
): Promise<void> => {
  const rows = await tx
    .selectFrom('internship')
    .selectAll()
    .where('employer_id', '=', employerId)
    .where('state', 'in', ['running', 'finished', 'interrupted'])
    .where('intern_name', 'is not', null)
    .orderBy('serial')
    .execute()
  for (const row of rows) {
    const open = (await shownMonths({ db: tx, now, deps }, row)).filter(
      ({ isOver, state, amountFen }) =>
        isOver && amountFen !== 0 && (state === 'open' || state === 'returned'),
    )
    if (open.length > 0)
      await tellOffice({ tx, now }, deps, {
        title: '有见习的月份等人才办代为确认',
        body: `${internshipNumber(row.serial)}，${open.map(({ month }) => monthInWords(month)).join('、')}。单位现在不能确认。`,
        deskLink: `${internshipDesks.agreements}?id=${row.id}`,
      })
  }
}

/**
 * A base stops or goes on with its employer. Nothing ends by a suspension: places take nobody meanwhile, and what is to
 * be signed is signed afterwards, with the days for it anew.
 * @returns internships that are to be signed
 */
const pauseBase = async (
  work: InternshipWork,
  employerId: string,
  paused: boolean,
): Promise<InternshipRow[]> => {
  const { db } = work
  const base = await baseOf(db, employerId)
  if (!base || base.paused === paused) return []
  await updateBase(db, base.id, { paused })
  const rows: InternshipRow[] = []
  for (const id of await toSignAt(work, base.id)) {
    const row = await holdInternship(db, id)
    const at = await work.deps.boundary(db)
    if (row.state !== 'to-sign' || row.sign_by <= at) continue // the chore ends it
    const signDay = [addDays(dayOf(at), signWithinDays), addDays(row.first_day, -1)].sort()[0] as string
    const signBy = new Date(Math.max(row.sign_by.getTime(), endOfDay(signDay).getTime()))
    rows.push(paused ? row : await updateInternship(db, id, { sign_by: signBy }))
  }
  return rows
}

const toSignAt = async ({ db }: InternshipWork, baseId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('internship')
      .select('id')
      .where('base_id', '=', baseId)
      .where('state', '=', 'to-sign')
      .orderBy('id')
      .execute()
  ).map(({ id }) => id)

/** Closes the open places of a base, and cancels what is not signed by all. */
const closeAll = async (work: InternshipWork, baseId: string, why: string): Promise<void> => {
  const { db } = work
  const places = await db
    .selectFrom('internship_place')
    .select('id')
    .where('base_id', '=', baseId)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute()
  for (const { id } of places) await closePlace(work, id, why, null)
  const waiting = await db.selectFrom('internship_place').select('id').where('base_id', '=', baseId).execute()
  await answerWaiting(
    work,
    waiting.map(({ id }) => id),
    why,
  )
  for (const id of await toSignAt(work, baseId)) {
    const row = await holdInternship(db, id)
    if (row.state === 'to-sign') await cancelInternship(work, row, { role: 'system', personId: null }, why)
  }
}

/** An employer is struck off or leaves: its base ends, and who is an intern there ends today. */
const endAtEmployer = async (work: InternshipWork, employerId: string): Promise<void> => {
  const { db, now } = work
  const base = await baseOf(db, employerId)
  if (!base) return
  await closeAll(work, base.id, '单位已注销')
  await updateBase(db, base.id, {
    state: 'ended',
    paused: false,
    why: '单位已注销',
    decided_at: now,
    version: base.version + 1,
  })
  const running = await db
    .selectFrom('internship')
    .select('id')
    .where('base_id', '=', base.id)
    .where('state', '=', 'running')
    .orderBy('id')
    .execute()
  for (const { id } of running) {
    await endNow(work, await holdInternship(db, id), '单位已注销，见习随之结束')
  }
}

const unsigned = async ({ db }: InternshipWork, row: InternshipRow): Promise<string> =>
  (await baseById(db, row.base_id))?.paused ? '单位暂停期间，签约期限已过' : '期限内没有签完'

/** Ends one that is due: an offer that nobody signed in time, or an internship whose last day is over. */
export const finishDue = async (work: InternshipWork, id: string): Promise<void> => {
  const at = await work.deps.boundary(work.db)
  const row = await holdInternship(work.db, id)
  if (row.state === 'to-sign' && row.sign_by <= at)
    await cancelInternship(work, row, { role: 'system', personId: null }, await unsigned(work, row))
  if (row.state === 'running' && row.last_day < dayOf(at)) await finish(work, row)
}

const atOnce = 200
const remindDays = 30
/**
 * Ends offers that nobody signed in time and internships whose last day is over, and asks for the review of bases that
 * run out. One that fails keeps no other waiting. @returns how many
 */
export const passTimes = async (deps: InternshipDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const today = dayOf(at)
  const due = await deps.db
    .selectFrom('internship')
    .select('id')
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', '=', 'to-sign'), eb('sign_by', '<=', at)]),
        and([eb('state', '=', 'running'), eb('last_day', '<', today)]),
      ]),
    )
    .orderBy('id')
    .limit(atOnce)
    .execute()
  const failures: unknown[] = []
  for (const { id } of due)
    try {
      await deps.db.transaction().execute((db) => finishDue({ db, now, deps }, id))
    } catch (error) {
      failures.push(error)
    }
  await answerLate(deps, now, today)
  await remindBases(deps, now, today)
  if (failures.length > 0) throw failures[0]
  return due.length
}

/** A place has begun and its base has not answered: nobody waits for what cannot come any more. */
const answerLate = async (deps: InternshipDeps, now: Date, today: string): Promise<void> => {
  const begun = await deps.db
    .selectFrom('internship_place')
    .innerJoin('internship_wish', 'place_id', 'internship_place.id')
    .select('internship_place.id')
    .distinct()
    .where('internship_wish.state', '=', 'applied')
    .where('start_day', '<=', today)
    .orderBy('internship_place.id')
    .limit(atOnce)
    .execute()
  for (const { id } of begun)
    await deps.db
      .transaction()
      .execute((db) => answerWaiting({ db, now }, [id], '岗位已经开始，基地没有在期限内答复，这次没有选中'))
}

const remindBases = async (deps: InternshipDeps, now: Date, today: string): Promise<void> => {
  const soon = await deps.db
    .selectFrom('internship_base')
    .select(['id', 'valid_until'])
    .where('state', '=', 'approved')
    .where('valid_until', '<=', addDays(today, remindDays))
    .where('valid_until', '>=', addMonths(today, -1))
    .where('reminded_for', 'is', null)
    .orderBy('id')
    .limit(atOnce)
    .execute()
  for (const { id, valid_until: until } of soon)
    await deps.db.transaction().execute(async (db) => {
      await updateBase(db, id, { reminded_for: until })
      await emit(db, now, 'internship-base.moved', { baseId: id, what: 'review' })
    })
}

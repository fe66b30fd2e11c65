import { internshipNumber, periodWords } from '@jucai/contract/internship-vocabulary'
import { addDays, addMonths } from '@jucai/contract/policies/days'
import { dayOf } from '../core/clock'
import { emit } from '../core/outbox'
import type { NamedReactions } from '../core/feature'
import { employersById, peopleOfEmployer } from '../employers'
import { notify } from '../notifications'
import { answerWaiting } from './answering'
import type { InternshipDeps, InternshipWork } from './deps'
import { cancelInternship, endedWords, finish } from './ending'
import { todayOf } from './moments'
import { closePlace } from './places'
import { baseById, baseOf, internshipById, placeById, updateBase, wishById } from './repository'
import { advance, holdInternship } from './steps'
import type { InternshipRow } from './tables'

// Messages lead nowhere while there is no page of internships: a link to one that does not exist is a dead end.
const tell = (
  { tx, now }: { tx: InternshipWork['db']; now: Date },
  deps: InternshipDeps,
  personId: string,
  [title, body]: readonly [string, string],
) => notify(tx, deps.vault, now, { personId, kind: 'work', title, body, link: null })

const tellBase = async (
  reaction: { tx: InternshipWork['db']; now: Date },
  deps: InternshipDeps,
  employerId: string,
  words: readonly [string, string],
) => {
  for (const personId of await peopleOfEmployer(reaction.tx, employerId))
    await tell(reaction, deps, personId, words)
}

const internWords = (
  row: InternshipRow,
  base: string,
  event: string,
): readonly [title: string, body: string] | null => {
  const what = `${base}，${row.title}，${periodWords(row.first_day, row.last_day)}`
  switch (event) {
    case 'choose':
      return ['基地选中了你', `${what}。请在期限内看协议并签，三方签完才算数；不去的请谢绝，名额好给别人。`]
    case 'sign':
      return ['见习协议三方都签了', `${what}。每个工作日到岗时在登记点出示人才码。`]
    case 'change':
      return ['见习约定有改动', `${what}。请重新看协议，三方重新签；签过的一版原样保存。`]
    case 'cancel':
      return ['见习没有签成', `${what}。可以看看别的岗位。`]
    case 'interrupt':
      return [
        '见习提前结束',
        `${what}，由${endedWords(row.ended_role ?? 'system')}办理。补贴发到最后一天为止，原因在“我的见习”里。`,
      ]
    case 'finish':
      return ['见习期满', `${what}。可以领见习证明；基地登记留用后，请确认。`]
    default:
      return null
  }
}
const milestones: Record<string, string> = {
  sign: '开始就业见习',
  interrupt: '见习提前结束',
  finish: '见习期满',
}

/** What follows from events: messages, the journey, and what an employer's end brings. */
export const internshipReactions = (deps: InternshipDeps): NamedReactions => ({
  'internship.moved': {
    tell: async ({ tx, now }, { internshipId, event, by }) => {
      const row = await internshipById(tx, internshipId)
      if (!row) return
      const base = (await employersById(tx, [row.employer_id])).get(row.employer_id)?.name ?? '见习基地'
      const words = internWords(row, base, event)
      if (words && by !== 'intern') await tell({ tx, now }, deps, row.person_id, words)
      const number = internshipNumber(row.serial)
      if (event === 'signed' && by === 'intern')
        await tellBase({ tx, now }, deps, row.employer_id, [
          '有一份见习协议等基地签',
          `${number}，${row.title}。`,
        ])
      if ((event === 'cancel' || event === 'interrupt') && by !== 'base')
        await tellBase({ tx, now }, deps, row.employer_id, [
          event === 'cancel' ? '有一份见习没有签成' : '有一份见习提前结束',
          `${number}，${row.title}。名额空出来了。`,
        ])
      const step = milestones[event]
      if (step) await deps.milestone(tx, now, row.person_id, `${step}：${base}，${row.title}`)
    },
  },
  'internship-wish.made': {
    tell: async ({ tx, now }, { placeId }) => {
      const place = await placeById(tx, placeId)
      const base = place && (await baseById(tx, place.base_id))
      if (base)
        await tellBase({ tx, now }, deps, base.employer_id, [
          '有人报名见习',
          `“${place.title}”有新的报名，请答复。`,
        ])
    },
  },
  'internship-wish.answered': {
    tell: async ({ tx, now }, { wishId, personId, chosen }) => {
      const wish = await wishById(tx, wishId)
      const place = wish && (await placeById(tx, wish.place_id))
      if (!place || chosen) return // who is chosen reads of the internship
      await tell({ tx, now }, deps, personId, ['见习报名有答复', `“${place.title}”没有选中。${wish.answer}`])
    },
  },
  'internship-day.corrected': {
    tell: async ({ tx, now }, { personId, day }) =>
      tell({ tx, now }, deps, personId, [
        '出勤记录有更正',
        `${day} 的记录基地作了更正，原因在“我的见习”里。有出入的，先和基地说。`,
      ]),
  },
  'internship-month.moved': {
    tell: async ({ tx, now }, { internshipId, personId, month, what }) => {
      const row = await internshipById(tx, internshipId)
      if (!row) return
      if (what === 'approved')
        await tell({ tx, now }, deps, personId, [
          '见习补贴已核定',
          `${month} 的补贴进入发放，10 个工作日内到账。`,
        ])
      if (what === 'returned')
        await tellBase({ tx, now }, deps, row.employer_id, [
          '有一个月被退回',
          `${internshipNumber(row.serial)}，${month}，请看原因，重新确认。`,
        ])
    },
  },
  'internship-base.moved': {
    tell: async ({ tx, now }, { baseId, what }) => {
      const base = await baseById(tx, baseId)
      if (!base || what === 'applied') return
      const words = {
        approve: ['见习基地已核定', `名额 ${base.quota} 人，有效期到 ${base.valid_until}。`],
        refuse: ['见习基地没有核定', `原因：${base.why}`],
        end: ['见习基地已终止', `原因：${base.why}。在岗的见习到期为止。`],
        review: ['见习基地快到期', `有效期到 ${base.valid_until}，请联系人才办年审。`],
      } as const
      await tellBase({ tx, now }, deps, base.employer_id, words[what])
      if (what === 'end') await closeAll({ db: tx, now, deps }, baseId, '见习基地已终止')
    },
  },
  'employer.suspended': {
    pause: async ({ tx, now }, { employerId }) => {
      const base = await baseOf(tx, employerId)
      if (base) await closeAll({ db: tx, now, deps }, base.id, '单位已暂停')
    },
  },
  'employer.closed': {
    end: async ({ tx, now }, { employerId }) => endAtEmployer({ db: tx, now, deps }, employerId),
  },
})

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
  const open = await db
    .selectFrom('internship')
    .select('id')
    .where('base_id', '=', baseId)
    .where('state', '=', 'to-sign')
    .orderBy('id')
    .execute()
  for (const { id } of open) {
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
    why: '单位已注销',
    decided_at: now,
    version: base.version + 1,
  })
  const today = await todayOf(work)
  const running = await db
    .selectFrom('internship')
    .select('id')
    .where('base_id', '=', base.id)
    .where('state', '=', 'running')
    .orderBy('id')
    .execute()
  for (const { id } of running) {
    const row = await holdInternship(db, id)
    if (row.state !== 'running') continue
    await advance(work, row, {
      event: 'interrupt',
      by: { role: 'system', personId: null },
      set: {
        ...(today >= row.first_day && today < row.last_day ? { last_day: today } : {}),
        ended_at: now,
        ended_role: 'system',
      },
    })
  }
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
      await deps.db.transaction().execute(async (db) => {
        const work = { db, now, deps }
        const row = await holdInternship(db, id)
        if (row.state === 'to-sign' && row.sign_by <= at)
          await cancelInternship(work, row, { role: 'system', personId: null }, '期限内没有签完')
        if (row.state === 'running' && row.last_day < today) await finish(work, row)
      })
    } catch (error) {
      failures.push(error)
    }
  await remindBases(deps, now, today)
  if (failures.length > 0) throw failures[0]
  return due.length
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

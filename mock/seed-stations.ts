import type { FollowUpKind } from '@jucai/contract/application-vocabulary'
import { personOfIdentity } from '../server/accounts'
import { applicationDeps } from '../server/app'
import { calendarInForce } from '../server/applications'
import { dayOf, startOfDay } from '../server/core/clock'
import type { Db } from '../server/core/db'
import type { Vault } from '../server/core/encryption'
import { addWorkingDays } from '../server/core/working-days'
import { systemRandomness } from '../server/adapters/keys'
import { answerReferral, moveReferral, payReferral, refer, type ReferralDeps } from '../server/referrals'
import {
  addNote,
  bookVisit,
  describeAtSetUp,
  followUp,
  offerSlot,
  planNext,
  type LeadDeps,
} from '../server/stations'
import { sampleSlots, stationProfiles } from './data/station-profiles'
import { stationOf } from './data/stations'

/** Sample people whom the sample of stations and referrals is about. */
export interface StationPeople {
  graduate: string
  returnee: string
  clerk: string
  stationClerk: string
  lead: string
}

const hourMs = 3_600_000

const seedSlots = async (db: Db, vault: Vault, now: Date, people: StationPeople) => {
  const today = startOfDay(now).getTime()
  for (const [stationId, slots] of Object.entries(sampleSlots)) {
    for (const [days, hour, hours, seats] of slots) {
      const from = today + (days * 24 + hour) * hourMs
      const clerk = {
        personId: stationId === stationOf.shenzhen ? people.stationClerk : people.clerk,
        stationIds: [stationId],
      }
      const slot = await offerSlot(db, now, clerk, stationId, {
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(from + hours * hourMs).toISOString(),
        seats,
      })
      if (stationId === stationOf.shenzhen && days === 3 && hour === 10)
        await bookVisit(db, vault, now, people.returnee, {
          slotId: slot.id,
          purpose: '想了解带团队回来办中试线的条件（示例）',
        })
      if (stationId === stationOf.hall && days === 1)
        await bookVisit(db, vault, now, people.graduate, {
          slotId: slot.id,
          purpose: '问问租房补贴和公寓怎么一起申请（示例）',
        })
    }
  }
}

const seedReferrals = async (db: Db, deps: ReferralDeps, now: Date, people: StationPeople) => {
  const before = (days: number) => new Date(now.getTime() - days * 24 * hourMs)
  const ask = (
    at: Date,
    kind: 'person' | 'project',
    name: string,
    phone: string,
    title: string,
    about: string,
    relation: string,
  ) => refer(db, deps, at, people.returnee, { kind, name, phone, title, about, relation })
  const landed = await ask(
    before(60),
    'person',
    '秦向阳',
    '19900000101',
    '工艺工程师，原在东莞（示例）',
    '以前的同事，做注塑工艺八年，家在老城，想回来照顾老人。（示例）',
    '老同事',
  )
  await answerReferral(db, deps.vault, before(58), landed.code, true)
  await moveReferral(
    db,
    deps,
    before(50),
    people.lead,
    landed.referral.id,
    'followed',
    '电话聊过，推荐了两家企业（示例）',
  )
  await moveReferral(db, deps, before(20), people.lead, landed.referral.id, 'landed', '已入职三个月（示例）')
  await payReferral(
    db,
    deps.vault,
    before(5),
    people.lead,
    landed.referral.id,
    before(5).toISOString().slice(0, 10),
  )
  const project = await ask(
    before(9),
    'project',
    '邓海生',
    '19900000102',
    '电池隔膜检测设备项目（示例）',
    '表哥的公司，在深圳做检测设备，想在中部找厂房，十来个人的团队。（示例）',
    '表哥',
  )
  await answerReferral(db, deps.vault, before(8), project.code, true)
  await moveReferral(
    db,
    deps,
    before(3),
    people.lead,
    project.referral.id,
    'followed',
    '约了下周四来看标准厂房（示例）',
  )
  await ask(
    before(1),
    'person',
    '钟小禾',
    '19900000103',
    '儿科医生，在广州（示例）',
    '中学同学，想带孩子回来上学。（示例）',
    '中学同学',
  )
}

const sampleFollowUps: {
  graduate: number
  next?: number
  note?: string
  came: { daysAgo: number; kind: FollowUpKind; note: string; amountFen?: number }[]
}[] = [
  {
    graduate: 3,
    next: 0,
    note: '周三晚上方便接电话，想先看厂房照片（示例）',
    came: [{ daysAgo: 4, kind: 'contacted', note: '电话聊了二十分钟，对中试平台感兴趣（示例）' }],
  },
  {
    graduate: 4,
    next: 3,
    came: [
      { daysAgo: 6, kind: 'contacted', note: '加了微信，发了政策清单（示例）' },
      { daysAgo: 2, kind: 'met', note: '回来探亲，在大厅当面谈（示例）' },
    ],
  },
  {
    graduate: 5,
    note: '家属工作已对接市二医院（示例）',
    came: [
      { daysAgo: 9, kind: 'met', note: '在深圳站面谈（示例）' },
      { daysAgo: 6, kind: 'visited', note: '带两位同事来看标准厂房（示例）' },
      { daysAgo: 3, kind: 'returned', note: '已到岗（示例）' },
      { daysAgo: 2, kind: 'project-landed', note: '中试线签约（示例）' },
      { daysAgo: 1, kind: 'capital-invested', note: '首期到位（示例）', amountFen: 500_000_000 },
    ],
  },
]

const seedLeads = async (db: Db, deps: LeadDeps, now: Date, people: StationPeople) => {
  for (const { graduate, next, note, came } of sampleFollowUps) {
    const personId = await personOfIdentity(
      db,
      deps.vault,
      'phone',
      `1980000${String(graduate).padStart(4, '0')}`,
    )
    const row =
      personId &&
      (await db
        .selectFrom('application')
        .select(['id', 'station_id'])
        .where('person_id', '=', personId)
        .where('program', '=', 'homecoming')
        .executeTakeFirst())
    if (!row || !row.station_id) continue
    const clerk = {
      personId: row.station_id === stationOf.shenzhen ? people.stationClerk : people.clerk,
      stationIds: [row.station_id],
    }
    if (note) await addNote(db, deps, now, clerk, row.id, note)
    for (const { daysAgo, kind, note: words, amountFen = null } of came)
      await followUp(db, deps, now, clerk, row.id, {
        kind,
        on: dayOf(new Date(now.getTime() - daysAgo * 24 * hourMs)),
        note: words,
        amountFen,
      })
    if (next !== undefined)
      await planNext(db, deps, now, clerk, row.id, dayOf(new Date(now.getTime() + next * 24 * hourMs)))
  }
}

/**
 * Charters and times for visits with bookings, made by the real commands; before anybody applies, because
 * they say which station answers.
 */
export const seedStations = async (db: Db, vault: Vault, now: Date, people: StationPeople): Promise<void> => {
  for (const [stationId, profile] of stationProfiles) await describeAtSetUp(db, now, null, stationId, profile)
  await seedSlots(db, vault, now, people)
}

/** What came of the sample registrations, and referrals. */
export const seedFollowUps = async (
  db: Db,
  vault: Vault,
  now: Date,
  people: StationPeople,
): Promise<void> => {
  await seedLeads(db, { vault, applications: await applicationDeps({ vault }) }, now, people)
  await seedReferrals(
    db,
    {
      vault,
      random: systemRandomness,
      workingDaysFrom: async (tx, from, days) => addWorkingDays(await calendarInForce(tx), dayOf(from), days),
    },
    now,
    people,
  )
}

import { startOfDay } from '../server/core/clock'
import type { Db } from '../server/core/db'
import type { Vault } from '../server/core/encryption'
import { systemRandomness } from '../server/adapters/keys'
import { answerReferral, moveReferral, payReferral, refer, type ReferralDeps } from '../server/referrals'
import { bookVisit, describeAtSetUp, offerSlot } from '../server/stations'
import { sampleSlots, stationProfiles } from './data/station-profiles'
import { stationOf } from './data/stations'

/** Sample people whom the sample of stations and referrals is about. */
export interface StationPeople { graduate: string; returnee: string; clerk: string; stationClerk: string; lead: string }

const hourMs = 3_600_000

const seedSlots = async (db: Db, vault: Vault, now: Date, people: StationPeople) => {
  const today = startOfDay(now).getTime()
  for (const [stationId, slots] of Object.entries(sampleSlots)) {
    for (const [days, hour, hours, seats] of slots) {
      const from = today + (days * 24 + hour) * hourMs
      const clerk = { personId: stationId === stationOf.shenzhen ? people.stationClerk : people.clerk, stationIds: [stationId] }
      const slot = await offerSlot(db, now, clerk, stationId, { startsAt: new Date(from).toISOString(), endsAt: new Date(from + hours * hourMs).toISOString(), seats })
      if (stationId === stationOf.shenzhen && days === 3 && hour === 10) await bookVisit(db, vault, now, people.returnee, { slotId: slot.id, purpose: '想了解带团队回来办中试线的条件（示例）' })
      if (stationId === stationOf.hall && days === 1) await bookVisit(db, vault, now, people.graduate, { slotId: slot.id, purpose: '问问租房补贴和公寓怎么一起申请（示例）' })
    }
  }
}

const seedReferrals = async (db: Db, deps: ReferralDeps, now: Date, people: StationPeople) => {
  const before = (days: number) => new Date(now.getTime() - days * 24 * hourMs)
  const ask = (at: Date, kind: 'person' | 'project', name: string, phone: string, title: string, about: string, relation: string) => refer(db, deps, at, people.returnee, { kind, name, phone, title, about, relation })
  const landed = await ask(before(60), 'person', '秦向阳', '19900000101', '工艺工程师，原在东莞（示例）', '以前的同事，做注塑工艺八年，家在老城，想回来照顾老人。（示例）', '老同事')
  await answerReferral(db, deps.vault, before(58), landed.code, true)
  await moveReferral(db, deps, before(50), people.lead, landed.referral.id, 'followed', '电话聊过，推荐了两家企业（示例）')
  await moveReferral(db, deps, before(20), people.lead, landed.referral.id, 'landed', '已入职三个月（示例）')
  await payReferral(db, deps.vault, before(5), people.lead, landed.referral.id, before(5).toISOString().slice(0, 10))
  const project = await ask(before(9), 'project', '邓海生', '19900000102', '电池隔膜检测设备项目（示例）', '表哥的公司，在深圳做检测设备，想在中部找厂房，十来个人的团队。（示例）', '表哥')
  await answerReferral(db, deps.vault, before(8), project.code, true)
  await moveReferral(db, deps, before(3), people.lead, project.referral.id, 'followed', '约了下周四来看标准厂房（示例）')
  await ask(before(1), 'person', '钟小禾', '19900000103', '儿科医生，在广州（示例）', '中学同学，想带孩子回来上学。（示例）', '中学同学')
}

/** Charters, times for visits with bookings, and referrals of the sample city, made by the real commands. */
export const seedStations = async (db: Db, vault: Vault, now: Date, people: StationPeople): Promise<void> => {
  for (const [stationId, profile] of stationProfiles) await describeAtSetUp(db, now, null, stationId, profile)
  await seedSlots(db, vault, now, people)
  await seedReferrals(db, { vault, random: systemRandomness, workingDaysFrom: async () => null }, now, people)
}

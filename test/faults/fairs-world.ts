import { sql } from 'kysely'
import { testVault } from '../../mock/fakes'
import { publishSampleCity } from '../../mock/seed'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { fairDeps } from '../../server/app'
import { openDatabase, type Db } from '../../server/core/db'
import { migrate } from '../../server/core/migrate'
import { addPerson } from '../../server/core/person'
import { placeEmployer } from '../../server/employers'
import { askForBooth, changeBooth, decideBooth, makeFair, publishFair } from '../../server/fairs'
import { currentNotice, recordConsent, register } from '../../server/profiles'
import { creditCodeOf } from '../employers/world'
import { registrationOf } from '../harness'

const minuteMs = 60_000
const vault = testVault()

/** Somebody with a session. */
export interface Somebody {
  personId: string
  token: string
}
/** A booth of the run, with those who call at it. */
export interface RunBooth {
  id: string
  employer: string
  desks: readonly Somebody[]
}
/** A published fair with its booths, and people who have not signed up yet. */
export interface FairWorld {
  fair: string
  booths: readonly RunBooth[]
  people: readonly Somebody[]
}

/** How many call at one booth. */
export const desksAtBooth = 2

const sessionOf = async (db: Db, now: Date, personId: string): Promise<Somebody> => {
  const work = { db, now, deps: { vault, random: systemRandomness } }
  return { personId, token: (await openSession(work, { personId, device: 'fairs' })).token }
}

const registered = (db: Db, now: Date, at: number): Promise<Somebody> =>
  db.transaction().execute(async (tx) => {
    const personId = await addPerson(tx, now)
    const work = { db: tx, now, deps: { vault }, actor: { personId } }
    for (const purpose of ['registration', 'id-number'] as const)
      await recordConsent(work, { purpose, given: true, noticeVersion: currentNotice.version })
    const name = `林${[...String(at)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}`
    await register(work, registrationOf({ name }))
    return sessionOf(tx, now, personId)
  })

const employerOf = async (db: Db, now: Date, number: number) => {
  const [first = '', ...others] = await Promise.all(
    Array.from({ length: desksAtBooth }, () => addPerson(db, now)),
  )
  const right = (personId: string) => ({ personId, right: 'recruiter' as const, name: '周经办' })
  const { id } = await placeEmployer(
    { db, now, deps: { vault } },
    {
      creditCode: creditCodeOf(),
      name: `星河测试${number}有限公司（示例）`,
      address: '星城市星沙街道 1 号（示例）',
      field: '新能源材料',
      state: 'verified',
      contact: { name: '周经办', phone: '073188880000' },
      people: [{ personId: first, right: 'owner', name: '沈负责' }, ...others.map(right)],
    },
  )
  return { id, desks: await Promise.all([first, ...others].map((one) => sessionOf(db, now, one))) }
}

/** What is asked for. */
export interface WorldSize {
  people: number
  queues: number
  opensAt: Date
  closesAt: Date
  callMinutes: number
}

/** Makes it in this database. Each booth has six slots, the first at its first quarter. */
export const makeFairWorld = async (
  url: string,
  { people: count, queues, opensAt, closesAt, callMinutes }: WorldSize,
): Promise<FairWorld> => {
  const db = openDatabase(url, { max: 8 })
  const now = new Date(opensAt.getTime() - 10 * minuteMs)
  await migrate(db)
  await publishSampleCity(db, now)
  const boundary = () => Promise.resolve(now)
  const deps = fairDeps({ vault, boundary }, () => Promise.reject(new Error('nobody scans')))
  const lead = { personId: await addPerson(db, now), role: 'lead' as const }
  const inOne = <T>(run: (tx: Db) => Promise<T>): Promise<T> => db.transaction().execute(run)
  const fair = await inOne(async (tx) => {
    const office = { db: tx, now, deps, actor: lead }
    const { id, revision } = await makeFair(office, {
      title: '压力之下的招聘会（示例）',
      about: '',
      place: '星城市人才大厦一楼（示例）',
      stationId: null,
      online: true,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
      callMinutes,
    })
    await publishFair(office, id, revision)
    return id
  })
  const long = closesAt.getTime() - opensAt.getTime()
  const slotAt = (turn: number) => new Date(opensAt.getTime() + long / 4 + turn * 20 * minuteMs)
  const booths: RunBooth[] = []
  for (let number = 1; number <= queues; number += 1)
    await inOne(async (tx) => {
      const { id: employer, desks } = await employerOf(tx, now, number)
      const member = { db: tx, now, deps, actor: { personId: desks[0]?.personId ?? '' } }
      const booth = await askForBooth(member, employer, fair)
      const where = { admit: true, place: `A${number}` }
      await decideBooth({ ...member, actor: lead }, { fair, fairBooth: booth.id }, where)
      const slots = Array.from({ length: 6 }, (_, turn) => ({
        startsAt: slotAt(turn).toISOString(),
        minutes: 15,
      })).filter(({ startsAt }) => Date.parse(startsAt) + 15 * minuteMs <= closesAt.getTime())
      const text = { about: '', posts: [], queue: true, slots }
      await changeBooth(member, { employerId: employer, boothId: booth.id }, { revision: 1, text })
      booths.push({ id: booth.id, employer, desks })
    })
  const people: Somebody[] = []
  for (let at = 0; at < count; at += 8)
    people.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(8, count - at) }, (_, turn) => registered(db, now, at + turn)),
      )),
    )
  await keepHistory(db)
  await db.destroy()
  return { fair, booths, people }
}

/** Every change of a place, in the transaction that makes it and in the order in which its locks were held. */
const keepHistory = async (db: Db): Promise<void> => {
  await sql`create table fair_history (id bigserial primary key, place_id uuid, booth_id uuid, ticket_id uuid,
    slot_id uuid, was text, state text, rank bigint, moved bigint, at timestamptz, begun timestamptz)`.execute(
    db,
  )
  await sql`create function tell_history() returns trigger language plpgsql as $$ begin
    insert into fair_history (place_id, booth_id, ticket_id, slot_id, was, state, rank, moved, at, begun)
    values (new.id, new.booth_id, new.ticket_id, new.slot_id, case when tg_op = 'UPDATE' then old.state end,
      new.state, new.rank, new.moved, clock_timestamp(), transaction_timestamp());
    return new; end $$`.execute(db)
  await sql`create trigger history after insert or update of state on fair_place
    for each row execute function tell_history()`.execute(db)
}

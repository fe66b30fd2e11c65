import { sql } from 'kysely'
import { outOfTransaction } from '../../server/core/db'
import { startHarness, type Harness, type Visitor } from '../harness'
import { stationOf } from '../../mock/city/stations'
import { newcomer, openHostel, wanted } from './world'

const hostel = stationOf.hostel
let harness: Harness
let lead: Visitor
let clerk: Visitor
beforeEach(async () => {
  harness = await startHarness()
  lead = await harness.office('lead')
  clerk = await harness.staff('clerk', hostel)
  await openHostel(lead, hostel, ['101'])
})
afterEach(() => harness.close())

const book = (who: Visitor, from: string, to: string) =>
  who.call('POST /me/stays', { body: wanted(hostel, from, to) })
const see = (who: Visitor, id: string) => who.call('GET /me/stays/:stay', { params: { stay: id } })
const checkIn = (number: string) =>
  clerk.call('POST /hostels/:hostel/check-ins', { params: { hostel }, body: { number } })
const codeOfRefusal = (one: PromiseSettledResult<unknown>) =>
  one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code
const bedOut = async (outFrom: string, then: 'move' | 'cancel') => {
  const bed = (await lead.call('GET /hostel-inventory')).items[0]?.beds[0]?.id as string
  return lead.call('PUT /hostels/:hostel/beds/:bed/service', {
    params: { hostel, bed },
    body: { outFrom, why: '漏水了', then },
  })
}
const runChores = async () => {
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 30_000) await run(harness.clock.now())
}

// The embedded database is a single session: only there is anybody ever in the middle of something.
const onServer = process.env.DATABASE_URL ? it : it.skip
/** Waits until so many sessions of this database wait for a lock. */
const untilWaiting = async () => {
  for (let turn = 0; turn < 200; turn += 1) {
    const { rows } = await sql<{
      waiting: number
    }>`select count(*)::integer as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      harness.db,
    )
    if ((rows[0]?.waiting ?? 0) > 0) return
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
  }
  throw new Error('nobody waits')
}
/** Runs `first` while this stay is held, lets it come to the lock, then does `meanwhile` and lets go. */
const whileHeld = async <T>(
  stay: string,
  first: () => Promise<T>,
  meanwhile: string,
): Promise<PromiseSettledResult<T>> => {
  const settled = await harness.db.transaction().execute(async (tx) => {
    await tx.selectFrom('stay').select('id').where('id', '=', stay).forUpdate().execute()
    const running = Promise.allSettled([first()])
    await outOfTransaction(untilWaiting)
    await sql.raw(meanwhile).execute(tx)
    return { running }
  })
  return (await settled.running)[0]
}

onServer(
  'takes a bed out of service beside a guest who leaves at the same moment: their days stay as they were',
  async () => {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-27')
    await checkIn(stay.number)
    for (const then of ['cancel', 'move'] as const) {
      const done = await whileHeld(
        stay.id,
        () => bedOut('2026-11-25', then),
        `delete from stay_night where stay_id = '${stay.id}' and night >= '2026-11-24';
       update stay set state = 'left', to_day = '2026-11-24', ended_at = now() where id = '${stay.id}'`,
      )
      expect(codeOfRefusal(done)).toBe('done')
      expect(await see(guest, stay.id)).toMatchObject({ state: 'left', toDay: '2026-11-24', counted: true })
      await harness.db.updateTable('hostel_bed').set({ out_from: null }).execute()
      await sql`update stay set state = 'checked-in', to_day = '2026-11-27' where id = ${stay.id}`.execute(
        harness.db,
      )
      await sql`insert into stay_night select ${guest.personId}, day, (select id from hostel_bed limit 1), ${stay.id} from generate_series('2026-11-24'::date, '2026-11-26', '1 day') day`.execute(
        harness.db,
      )
    }
  },
)

onServer('lets either the guest arrive or the bed go, never both, at the hour of arrival', async () => {
  for (let turn = 0; turn < 12; turn += 1) {
    harness.clock.set('2026-11-22T02:00:00Z')
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-23')
    harness.clock.set('2026-11-22T14:59:59.990Z')
    const arriving = checkIn(stay.number)
    harness.clock.set('2026-11-22T15:00:00Z')
    const [arrival] = await Promise.allSettled([arriving, runChores(), runChores()])
    const { state } = await see(guest, stay.id)
    const nights = await harness.db
      .selectFrom('stay_night')
      .select('night')
      .where('stay_id', '=', stay.id)
      .execute()
    expect([state, nights.length]).toEqual(
      codeOfRefusal(arrival) === 'done' ? ['checked-in', 1] : ['no-show', 0],
    )
    if (state === 'checked-in')
      await clerk.call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay: stay.id } })
  }
})

it('does one of two acts on the same stay that exclude each other, and tells of it once', async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    const guest = await newcomer(harness)
    const stay = await book(guest, '2026-11-22', '2026-11-23')
    const params = { stay: stay.id }
    const [arrival, cancelled] = await Promise.allSettled([
      checkIn(stay.number),
      guest.call('DELETE /me/stays/:stay', { params }),
      checkIn(stay.number),
      guest.call('DELETE /me/stays/:stay', { params }),
    ])
    expect([codeOfRefusal(arrival), codeOfRefusal(cancelled)].sort()).toEqual(['done', 'stay-settled'])
    const acts = await harness.db
      .selectFrom('audit_entry')
      .select('action')
      .where('object', '=', `stay:${stay.id}`)
      .where('action', 'in', ['stay.checked-in', 'stay.cancelled'])
      .execute()
    expect(acts).toHaveLength(1)
    await harness.app.worker.drain()
    const told = (await guest.call('GET /me/messages')).items.filter(({ title }) =>
      ['已办理入住', '住宿已取消'].includes(title),
    )
    expect(told).toHaveLength(1)
    if (codeOfRefusal(arrival) === 'done')
      await clerk.call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay: stay.id } })
  }
})

it('gives the last night to who extends or to who books, not to both', async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    const [inside, other] = [await newcomer(harness), await newcomer(harness)]
    const stay = await book(inside, '2026-11-22', '2026-11-23')
    await checkIn(stay.number)
    const outcomes = await Promise.allSettled([
      inside.call('PUT /me/stays/:stay/leaving-day', {
        params: { stay: stay.id },
        body: { toDay: '2026-11-24' },
      }),
      book(other, '2026-11-23', '2026-11-24'),
    ])
    expect(outcomes.map(codeOfRefusal).sort()).toEqual(['done', 'nights-taken'])
    await clerk.call('PUT /hostels/:hostel/stays/:stay/left', { params: { hostel, stay: stay.id } })
    const [booked] = (await other.call('GET /me/stays')).items
    if (booked) await other.call('DELETE /me/stays/:stay', { params: { stay: booked.id } })
  }
})

it('lets nobody begin more than three stays in a year by asking for five at once', async () => {
  const guest = await newcomer(harness)
  const outcomes = await Promise.allSettled(
    ['01', '03', '05', '07', '09'].map((day) =>
      book(guest, `2026-12-${day}`, `2026-12-${String(Number(day) + 1).padStart(2, '0')}`),
    ),
  )
  expect(outcomes.map(codeOfRefusal).sort()).toEqual(['done', 'done', 'done', 'stay-limit', 'stay-limit'])
})

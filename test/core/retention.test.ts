import type { Kysely } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { forgetFiredTimers } from '../../server/applications/timer-rows'
import type { Database } from '../../server/core/db'
import { countEvents } from '../../server/core/metrics'
import { forgetNamesOnLapsedCodes } from '../../server/credentials/repository'
import { forgetDoneEvents } from '../../server/core/outbox'
import { keptDays } from '../../server/core/retention'
import { forgetOldDeliveries } from '../../server/notifications/deliveries'
import { forgetOldClaims } from '../../server/recovery/repository'
import { forgetOldInvitations } from '../../server/staff/repository'
import { apply, homecomingAnswers } from '../applications/world'
import { startHarness, type Harness } from '../harness'
import { planOf, queriesOf } from '../plans'

/** What only tells what was done goes after its time; what somebody still has to look at stays. */
let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())

const hourly = async () => {
  for (const { everyMs, run } of harness.app.chores) if (everyMs === 3_600_000) await run(harness.clock.now())
}
const daysAgo = (days: number) => new Date(harness.clock.now().getTime() - days * 86_400_000)
/** The names of rows of a kind that are left, of one a day too old and one a day younger. */
const leftOf = async (
  days: number,
  insert: (at: Date) => Promise<string>,
  ids: () => Promise<string[]>,
): Promise<('old' | 'young')[]> => {
  const [old, young] = [await insert(daysAgo(days + 1)), await insert(daysAgo(days - 1))]
  await hourly()
  const left = await ids()
  return [
    ...(left.includes(old) ? (['old'] as const) : []),
    ...(left.includes(young) ? (['young'] as const) : []),
  ]
}

const event = async (state: Partial<{ done_at: Date; dead_at: Date; available_at: Date }>) => {
  const id = uuidv7()
  const at = daysAgo(100)
  await harness.db
    .insertInto('outbox')
    .values({
      id,
      kind: 'of nobody',
      payload: '{}',
      created_at: at,
      available_at: at,
      attempts: 0,
      last_error: null,
      done_reactions: [],
      done_at: null,
      dead_at: null,
      ...state,
    })
    .execute()
  return id
}
const idsIn = (table: 'outbox' | 'application_timer' | 'staff_invitation' | 'account_recovery') => async () =>
  (await harness.db.selectFrom(table).select('id').execute()).map(({ id }) => id)

it('events that are done', async () => {
  expect(await leftOf(keptDays.doneEvents, (done_at) => event({ done_at }), idsIn('outbox'))).toEqual([
    'young',
  ])
})

it('but never one that was set aside, or is still to come', async () => {
  const dead = await event({ dead_at: daysAgo(400) })
  const ahead = await event({ available_at: daysAgo(-400) })
  await hourly()
  expect(await idsIn('outbox')()).toEqual(expect.arrayContaining([dead, ahead]))
  expect(await countEvents(harness.db, harness.clock.now())).toMatchObject({ dead: 1 })
})

it('deadlines that have fired, and none that has not', async () => {
  const returnee = await harness.registerPerson()
  const { id: applicationId } = await apply(returnee, 'homecoming', homecomingAnswers())
  const waiting = await harness.db.selectFrom('application_timer').select('id').execute()
  expect(waiting.length).toBeGreaterThan(0)
  const insert = async (fired_at: Date) => {
    const id = uuidv7()
    await harness.db
      .insertInto('application_timer')
      .values({
        id,
        application_id: applicationId,
        kind: 'due-soon',
        application_version: 1,
        fires_at: fired_at,
        fired_at,
      })
      .execute()
    return id
  }
  expect(await leftOf(keptDays.firedTimers, insert, idsIn('application_timer'))).toEqual(['young'])
  expect(await idsIn('application_timer')()).toEqual(expect.arrayContaining(waiting.map(({ id }) => id)))
})

it('that something was sent outside, and nothing that still waits', async () => {
  const { personId } = await harness.signIn()
  const insert = (state: 'sent' | 'refused' | 'uncertain' | 'waiting') => async (at: Date) => {
    const id = uuidv7()
    await harness.db
      .insertInto('delivery')
      .values({
        event_id: id,
        channel: 'sms',
        person_id: personId,
        topic: 'x',
        state,
        words: null,
        attempts: 1,
        at,
      })
      .execute()
    return id
  }
  const ids = async () =>
    (await harness.db.selectFrom('delivery').select('event_id').execute()).map(({ event_id: id }) => id)
  for (const state of ['sent', 'refused', 'uncertain'] as const)
    expect(await leftOf(keptDays.deliveries, insert(state), ids)).toEqual(['young'])
  expect(await leftOf(keptDays.deliveries, insert('waiting'), ids)).toEqual(['old', 'young'])
})

it('invitations of long ago', async () => {
  const insert = async (created_at: Date) => {
    const id = uuidv7()
    await harness.db
      .insertInto('staff_invitation')
      .values({
        id,
        code_hash: id,
        role: 'reviewer',
        station_id: null,
        note: null,
        created_by: null,
        created_at,
        expires_at: created_at,
        accepted_at: null,
        accepted_by: null,
        revoked_at: null,
      })
      .execute()
    return id
  }
  expect(await leftOf(keptDays.invitations, insert, idsIn('staff_invitation'))).toEqual(['young'])
})

it('what somebody said of themselves to get an account back, once it was decided', async () => {
  const [asker, owner] = [await harness.signIn(), await harness.registerPerson()]
  const insert = (state: 'approved' | 'open') => async (at: Date) => {
    const id = uuidv7()
    await harness.db
      .insertInto('account_recovery')
      .values({
        id,
        person_id: asker.personId,
        target_person_id: owner.personId,
        state,
        claim: Buffer.from('sealed'),
        created_at: at,
        decided_at: state === 'open' ? null : at,
        decided_by: null,
        reason: null,
        disputes_document: false,
        joins_registered: false,
      })
      .execute()
    return id
  }
  const claimed = async () =>
    (
      await harness.db.selectFrom('account_recovery').select('id').where('claim', 'is not', null).execute()
    ).map(({ id }) => id)
  expect(await leftOf(keptDays.recoveryClaims, insert('approved'), claimed)).toEqual(['young'])
  expect(await leftOf(keptDays.recoveryClaims, insert('open'), claimed)).toEqual(['old', 'young'])
})

it('the name on a code that lapsed, and never that on one in force', async () => {
  let index = 900_000
  const insert = (lapse: 'revoked_at' | 'expires_at' | 'never') => async (at: Date) => {
    const { personId } = await harness.signIn()
    const id = uuidv7()
    const later = new Date(harness.clock.now().getTime() + 86_400_000)
    await harness.db
      .insertInto('credential')
      .values({
        id,
        person_id: personId,
        status_index: ++index,
        tier: 'E',
        category: 'graduate',
        holder_key: Buffer.alloc(32, index),
        masked_name: Buffer.from('sealed'),
        signed: Buffer.from('signed'),
        issued_at: at,
        expires_at: lapse === 'expires_at' ? at : later,
        revoked_at: lapse === 'revoked_at' ? at : null,
        revoked_because: lapse === 'revoked_at' ? 'lost' : null,
      })
      .execute()
    return id
  }
  const named = async () =>
    (
      await harness.db.selectFrom('credential').select('id').where('masked_name', 'is not', null).execute()
    ).map(({ id }) => id)
  expect(await leftOf(keptDays.namesOnLapsedCodes, insert('revoked_at'), named)).toEqual(['young'])
  const expired = await insert('expires_at')(daysAgo(keptDays.namesOnLapsedCodes + 1))
  await hourly()
  expect(await named()).not.toContain(expired)
  const inForce = await insert('never')(daysAgo(1000))
  await hourly()
  expect(await named()).toContain(inForce)
})

it.each<[string, (db: Kysely<Database>, now: Date) => Promise<unknown>, readonly string[]]>([
  ['done events', forgetDoneEvents, ['outbox_done']],
  ['fired timers', forgetFiredTimers, ['application_timer_fired']],
  ['deliveries', forgetOldDeliveries, ['delivery_over']],
  ['invitations', forgetOldInvitations, ['staff_invitation_noted', 'staff_invitation_newest']],
  ['claims', forgetOldClaims, ['account_recovery_claimed']],
  ['names on lapsed codes', forgetNamesOnLapsedCodes, ['credential_named_lapsed']],
  ['what is counted for the metrics', countEvents, ['outbox_due', 'outbox_dead']],
])('%s are found by an index, however much is kept', async (_what, run, indexes) => {
  const sent = await queriesOf(harness.db, (db) => run(db, harness.clock.now()))
  const plans: string[] = []
  for (const query of sent) plans.push(await planOf(harness.db, query, indexes, ['seqscan', 'sort']))
  for (const index of indexes) expect(plans.join('\n')).toContain(index)
  for (const plan of plans) expect(plan).not.toContain('Seq Scan')
})

import { inspectionItems } from '@jucai/contract/lease-vocabulary'
import { addMonths } from '@jucai/contract/policies/days'
import { createHash } from 'node:crypto'
import { applicationDeps, leaseDeps } from '../../server/app'
import { dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import type { Signatures } from '../../server/core/ports'
import { moveFlat } from '../../server/housing'
import {
  agree,
  askForCode,
  chooseFirstDay,
  handOver,
  inspect,
  keepUp,
  makePaper,
  markPaid,
  offerLease,
  report,
  signContract,
  workOn,
  type LeaseDeps,
} from '../../server/leases'
import { confirmReceipt, recordReceipt } from '../../server/ledger'
import { assign } from '../../server/staff'
import { stationOf } from '../city/stations'
import { clerkAt, daysBefore, graduate, personAs, type Seed, type World } from '../world'

/** Whose flats, and who pays and is paid. */
export const after: Seed['after'] = ['people', 'housing', 'applications', 'ledger']

const project = stationOf.flats
/** Signs at once: nobody of the sample reads a message to do so. */
const sampleSignatures = (at: Date): Signatures => {
  const proof = (requestId: string, sha256: string) =>
    Promise.resolve({
      provider: '示例签约服务',
      serial: `SQ${requestId.replaceAll('-', '').slice(0, 16).toUpperCase()}`,
      at,
      signature: createHash('sha256').update(`${requestId} ${sha256}`).digest('base64'),
    })
  return {
    request: () => Promise.resolve(),
    confirm: ({ requestId, sha256 }) => proof(requestId, sha256),
    seal: ({ requestId, sha256 }) => proof(requestId, sha256),
  }
}

interface Sample {
  tx: Db
  world: World
  deps: LeaseDeps
}
const actAt = (sample: Sample, at: Date) => {
  const deps = { ...sample.deps, boundary: () => Promise.resolve(at), signatures: sampleSignatures(at) }
  return { db: sample.tx, now: at, deps }
}

/** A flat that was let becomes free and is chosen, and its lease is offered. */
const offerAt = async (sample: Sample, at: Date, personId: string) => {
  const { tx } = sample
  const flat = await tx
    .selectFrom('flat')
    .select('id')
    .where('station_id', '=', project)
    .where('state', '=', 'let')
    .where('free_from', 'is', null)
    .orderBy('serial')
    .executeTakeFirstOrThrow()
  const work = actAt(sample, at)
  const move = { flatId: flat.id, by: null }
  await moveFlat(work, { ...move, from: ['let'], to: 'free', reason: '上一位退房' })
  await moveFlat(work, { ...move, from: ['free'], to: 'chosen', reason: '选房后分配' })
  const by = { role: 'system', personId: null } as const
  const row = await offerLease(work, {
    personId,
    flatId: flat.id,
    choiceId: null,
    roundId: null,
    by,
    note: '选房后分配',
  })
  await chooseFirstDay({ ...work, actor: { personId } }, row.id, dayOf(at))
  return row.id
}

const signAt = async (sample: Sample, at: Date, personId: string, leaseId: string): Promise<void> => {
  const work = { ...actAt(sample, at), actor: { personId } }
  const row = await sample.tx
    .selectFrom('lease')
    .selectAll()
    .where('id', '=', leaseId)
    .executeTakeFirstOrThrow()
  const { sha256 } = await makePaper(work, row, 'contract')
  await (
    await askForCode(work, leaseId, { paper: 'contract', sha256 })
  )(sample.tx)
  await (
    await signContract(work, leaseId, { code: '000000', sha256 })
  )(sample.tx)
}

/** Pays the bills that are open, over the counter; the last ones may be left. */
const payAt = async (sample: Sample, at: Date, leaseId: string, left = 0): Promise<void> => {
  const { tx, world } = sample
  const [first, second] = [await personAs(tx, world, 'lead'), await personAs(tx, world, 'second-lead')]
  const bills = await tx
    .selectFrom('lease_bill')
    .select(['charge_id', 'due_on'])
    .where('lease_id', '=', leaseId)
    .where('state', '=', 'open')
    .orderBy('due_on')
    .execute()
  for (const { charge_id: chargeId } of bills.slice(0, bills.length - left)) {
    if (chargeId === null) continue
    const office = (personId: string) => ({
      ...actAt(sample, at),
      deps: ledgerDeps(sample),
      actor: { personId },
    })
    const { receipts } = await recordReceipt(office(first), chargeId, {
      way: 'desk',
      number: `SJ-${chargeId.slice(-10)}`,
      on: dayOf(at),
    })
    await confirmReceipt(office(second), receipts.at(-1)?.id as string)
    await markPaid(actAt(sample, at), leaseId)
  }
}
const ledgerDeps = ({ tx, world }: Sample) => ({
  db: tx as never,
  vault: world.vault,
  storage: world.storage,
  registeredName: () => Promise.resolve(null),
})

const good = inspectionItems.map((item) => ({
  item,
  state: item === 'walls' ? ('worn' as const) : ('good' as const),
  note: item === 'walls' ? '床头有两处旧钉孔' : '',
  photos: [],
}))

/** Both have looked at the flat, and the key is handed over. */
const moveInAt = async (sample: Sample, at: Date, personId: string, leaseId: string): Promise<void> => {
  const clerk = await deskClerk(sample)
  const work = actAt(sample, at)
  await inspect({ ...work, actor: clerk }, project, leaseId, 'move-in', { version: 0, items: good })
  await agree({ ...work, actor: { personId } }, leaseId, 'move-in', { version: 1, note: '' })
  const deps = { ...work.deps, holderOfCode: () => Promise.resolve(personId) }
  const scan = { code: 'sample', scannedAt: at.toISOString(), challenge: '000000' }
  await handOver({ ...work, deps, actor: clerk }, project, scan)
}
const deskClerk = async ({ tx, world }: Sample) =>
  ({ ...(await clerkAt(tx, world, project)), roles: ['clerk'] }) as never

/** Somebody lives there since some days ago; all bills are paid, or all but the last. */
const livingSince = async (sample: Sample, days: number, personId: string, unpaid: 0 | 1) => {
  const { world, tx } = sample
  const begins = daysBefore(world, days)
  const id = await offerAt(sample, begins, personId)
  await signAt(sample, begins, personId, id)
  await payAt(sample, begins, id)
  await moveInAt(sample, begins, personId, id)
  for (let month = 1; ; month += 1) {
    const at = new Date(`${addMonths(dayOf(begins), month).slice(0, 8)}01T02:00:00Z`)
    if (at > world.now) break
    await keepUp(actAt(sample, at), id)
    await payAt(sample, at, id, unpaid)
  }
  await keepUp(actAt(sample, world.now), id)
  await payAt(sample, world.now, id, unpaid)
  return tx.selectFrom('lease').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

/**
 * Leases (示例): one lived in with its bills, one due, and a repair under way; one to sign; one that waits for the key;
 * one that ends in fifteen days.
 */
export const seed: Seed['seed'] = async (tx, world) => {
  const forApplications = await applicationDeps({ vault: world.vault })
  const noScan = () => Promise.reject(new Error('nobody scans here'))
  const real = leaseDeps({ db: tx, vault: world.vault, storage: world.storage }, forApplications, noScan)
  const deps: LeaseDeps = {
    ...real,
    // Of days before the book begins, what it says first.
    limits: async (db, day) => (await real.limits(db, day)) ?? { months: 36, depositMonths: 1 },
    rentPercent: async (db, day) => (await real.rentPercent(db, day)) ?? 70,
  }
  const sample: Sample = { tx, world, deps }
  // Who keeps the desks, by SMS: `19800000033` of 青年里, `19800000034` of the two others.
  await assign(tx, world.now, await graduate(tx, world, 33), 'clerk', project)
  for (const other of [stationOf.riverside, stationOf.makers])
    await assign(tx, world.now, await graduate(tx, world, 34), 'clerk', other)
  const tenant = await personAs(tx, world, 'returnee')
  const lived = await livingSince(sample, 200, tenant, 1)
  const repair = await report(
    { ...actAt(sample, daysBefore(world, 3)), actor: { personId: tenant } },
    lived.id,
    { kind: 'water', urgent: false, words: '厨房水槽下面有点渗水，晚上七点以后在家（示例）', photos: [] },
  )
  const clerk = await deskClerk(sample)
  await workOn({ ...actAt(sample, daysBefore(world, 2)), actor: clerk }, project, repair.id, {
    act: 'promise',
    promisedOn: dayOf(daysBefore(world, -1)),
    version: 1,
  })
  const soon = await livingSince(sample, 350, await graduate(tx, world, 30), 0)
  const leaves = daysBefore(world, -15)
  // It began 350 days ago; the sample wants its end in fifteen days, whatever the months are.
  await tx
    .updateTable('lease')
    .set({ last_day: dayOf(leaves), held_until: dayOf(leaves) })
    .where('id', '=', soon.id)
    .execute()
  await offerAt(sample, daysBefore(world, 2), await graduate(tx, world, 31))
  const waiting = await graduate(tx, world, 32)
  const key = await offerAt(sample, daysBefore(world, 1), waiting)
  await signAt(sample, daysBefore(world, 1), waiting, key)
  await payAt(sample, world.now, key)
}

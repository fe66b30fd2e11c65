import { inspectionItems, type InspectionItem } from '@jucai/contract/lease-vocabulary'
import type { Lease } from '@jucai/contract/lease-shapes'
import { challengedNonce } from '@jucai/contract/talent-code/proof'
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { openSession } from '../../server/accounts/sessions'
import { systemRandomness } from '../../server/adapters/keys'
import { emit } from '../../server/core/outbox'
import { moveFlat } from '../../server/housing'
import { stationOf } from '../../mock/city/stations'
import { apartmentAnswers, apply, fakeEvidence, type FakeEvidence } from '../applications/world'
import { testKey } from '../credentials/keys'
import { claimCode, codeOf, type HolderOfCode } from '../credentials/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { openProject } from '../housing/world'
import { paidByHand } from '../ledger/receiving'

/** The project of the tests. */
export const apartment = stationOf.flats

/** A city with a project of a few flats, two leads and a clerk at its desk. */
export interface LeaseWorld {
  harness: Harness
  evidence: FakeEvidence
  flats: string[]
  leads: readonly [Visitor, Visitor]
  clerk: Visitor
}
/** Somebody who qualified, with a talent code. */
export interface Tenant extends Visitor, HolderOfCode {
  registration: { name: string }
  applicationNumber: string
}

/** Starts one. */
export const startLeaseWorld = async (flats = 40): Promise<LeaseWorld> => {
  const evidence = fakeEvidence()
  const harness = await startHarness({ evidence })
  const project = await openProject(harness, flats)
  return {
    harness,
    evidence,
    flats: project.flats,
    leads: [await harness.office('lead'), await harness.office('lead')],
    clerk: await harness.staff('clerk', apartment),
  }
}

let keys = 1000
/** Somebody whose qualification was approved. */
export const newTenant = async (
  world: Pick<LeaseWorld, 'harness' | 'evidence'>,
  answers: { household?: { relation: string; name: string; bornOn: string }[] } = {},
): Promise<Tenant> => {
  const { harness, evidence } = world
  const person = await harness.registerPerson()
  const { id, number } = await apply(
    person,
    'apartment',
    apartmentAnswers(evidence.add(person.personId), { household: [], ...answers }),
  )
  await harness.db
    .updateTable('application')
    .set({ state: 'approved', is_open: false })
    .where('id', '=', id)
    .execute()
  const key = testKey((keys += 1))
  const someone = { ...person, id: person.personId }
  return { ...someone, key, credential: await claimCode(someone, key), applicationNumber: number }
}

/** A flat is chosen in a round, and the lease is offered. */
export const offered = async (
  { harness }: Pick<LeaseWorld, 'harness'>,
  person: Pick<Tenant, 'personId' | 'call'>,
  flatId: string,
): Promise<Lease> => {
  const now = harness.clock.now()
  await harness.db.transaction().execute(async (db) => {
    await moveFlat(
      { db, now },
      { flatId, from: ['free', 'in-round'], to: 'chosen', reason: '选定', by: null },
    )
    await emit(db, now, 'flat.chosen', {
      roundId: randomUUID(),
      flatId,
      personId: person.personId,
      ticketId: randomUUID(),
      choiceId: randomUUID(),
    })
  })
  await harness.app.worker.drain()
  const [line] = (await person.call('GET /me/leases')).items
  return leaseOf(person, line?.id as string)
}
/** A lease as its tenant sees it. */
export const leaseOf = (person: Pick<Tenant, 'call'>, id: string): Promise<Lease> =>
  person.call('GET /me/leases/:lease', { params: { lease: id } })

/** Asks for a code and signs. */
export const sign = async (
  { harness }: Pick<LeaseWorld, 'harness'>,
  person: Pick<Tenant, 'call' | 'phone'>,
  id: string,
): Promise<Lease> => {
  const params = { lease: id }
  const { sha256 } = await person.call('GET /me/leases/:lease/papers/:paper', {
    params: { lease: id, paper: 'contract' },
  })
  await person.call('POST /me/leases/:lease/signature-codes', { params, body: { paper: 'contract', sha256 } })
  return person.call('POST /me/leases/:lease/signature', {
    params,
    body: { code: harness.sms.lastCode(person.phone) as string, sha256 },
  })
}

/** Somebody at the console again: its sessions end when nobody is there. */
export const atConsole = async ({ db, clock, as }: Harness, { personId }: Visitor): Promise<Visitor> => {
  const { token } = await openSession(
    { db, now: clock.now(), deps: { random: systemRandomness } },
    { personId, device: '电脑端', office: true },
  )
  return { personId, phone: '', token, call: as(token) }
}

/** Pays all that is open. */
export const payAll = async (
  { harness, leads }: Pick<LeaseWorld, 'harness' | 'leads'>,
  person: Pick<Tenant, 'call'>,
  id: string,
): Promise<Lease> => {
  const officers = [await atConsole(harness, leads[0]), await atConsole(harness, leads[1])] as const
  for (const bill of (await leaseOf(person, id)).bills)
    if (bill.state === 'open') await paidByHand(officers, bill.chargeId as string)
  await harness.app.worker.drain()
  return leaseOf(person, id)
}

/** All items good, but those that are said. */
export const found = (
  bad: Partial<Record<InspectionItem, { note: string; photos: string[] }>> = {},
  version = 0,
) => ({
  version,
  items: inspectionItems.map((item) => ({
    item,
    state: bad[item] ? ('damaged' as const) : ('good' as const),
    note: bad[item]?.note ?? '',
    photos: bad[item]?.photos ?? [],
  })),
})

/** The flat is inspected before the key, and the tenant agrees. */
export const inspectIn = async (
  { clerk }: Pick<LeaseWorld, 'clerk'>,
  person: Pick<Tenant, 'call'>,
  id: string,
): Promise<void> => {
  await clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
    params: { apartment, lease: id, inspection: 'move-in' },
    body: found(),
  })
  await person.call('POST /me/leases/:lease/inspections/:inspection/agreement', {
    params: { lease: id, inspection: 'move-in' },
    body: { version: 1, note: '' },
  })
}

let turn = 0
/** What is sent when the code of somebody was scanned who answered the digits. */
export const scanned = ({ harness }: Pick<LeaseWorld, 'harness'>, person: Tenant, digits = '482913') => {
  turn += 1
  const nonce = challengedNonce(Uint8Array.of(7, turn >> 16, turn >> 8, turn & 255), digits)
  return {
    code: codeOf(person, harness.clock.now(), nonce),
    scannedAt: harness.clock.now().toISOString(),
    challenge: digits,
  }
}
/** The key is handed over. */
export const handOver = (world: Pick<LeaseWorld, 'harness' | 'clerk'>, person: Tenant) =>
  world.clerk.call('POST /apartments/:apartment/keys', {
    params: { apartment },
    body: scanned(world, person),
  })

/** From the offer to living there, on the first day. */
export const livingIn = async (world: LeaseWorld, person: Tenant, flatId: string): Promise<Lease> => {
  const { harness } = world
  const { id } = await offered(world, person, flatId)
  await person.call('PUT /me/leases/:lease/first-day', {
    params: { lease: id },
    body: { day: dayNow(harness) },
  })
  await sign(world, person, id)
  await payAll(world, person, id)
  await inspectIn(world, person, id)
  await handOver(world, person)
  await harness.app.worker.drain()
  return leaseOf(person, id)
}
/** Somebody on their phone again, whose session ran out. */
export const again = async <T extends Visitor>(
  { harness: { db, clock, as } }: Pick<LeaseWorld, 'harness'>,
  person: T,
): Promise<T> => {
  const { token } = await openSession(
    { db, now: clock.now(), deps: { random: systemRandomness } },
    { personId: person.personId, device: '手机' },
  )
  return { ...person, token, call: as(token) }
}
/** Today here. */
export const dayNow = ({ clock }: Pick<Harness, 'clock'>): string =>
  new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Runs what leases do by themselves, with everything that follows. */
export const keepUp = async ({ harness }: Pick<LeaseWorld, 'harness'>): Promise<void> => {
  for (const { everyMs, run } of harness.app.chores)
    if (everyMs === 30_000 || everyMs === 600_000) await run(harness.clock.now())
  await harness.app.worker.drain()
}

let pictures = 0
/** A photo that somebody uploads. @returns its id */
export const photo = async (person: Pick<Visitor, 'call'>): Promise<string> => {
  pictures += 1
  const bytes = await sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: pictures % 256, g: 90, b: 160 } },
  })
    .jpeg()
    .toBuffer()
  const { id } = await person.call('POST /me/evidence', {
    body: { fileName: '照片.jpg', sizeBytes: bytes.length },
  })
  await person.call('PUT /me/evidence/:evidence/parts/:offset', {
    params: { evidence: id, offset: 0 },
    body: { data: bytes.toString('base64') },
  })
  await person.call('POST /me/evidence/:evidence/completion', { params: { evidence: id } })
  return id
}

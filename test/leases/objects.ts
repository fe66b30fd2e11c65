import { inspectionItems } from '@jucai/contract/lease-vocabulary'
import { randomInt, randomUUID } from 'node:crypto'
import { addMonths } from '@jucai/contract/policies/days'
import { sampleStorage, testVault } from '../../mock/fakes'
import { sampleSignatures } from '../../mock/signatures'
import { applicationDeps, leaseDeps } from '../../server/app'
import { systemRandomness } from '../../server/adapters/keys'
import { dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import { insertFlats, moveFlat } from '../../server/housing'
import { chooseFirstDay, handOver, offerLease } from '../../server/leases'
import type { Fixture } from '../fixtures'
import type { Harness } from '../harness'
import { openProject } from '../housing/world'
import { paidByHand } from '../ledger/receiving'
import { photo, sign } from './world'

/** One more flat of a project at the hall. @returns its id */
const newFlat = async (harness: Harness, station: string): Promise<string> => {
  const known = await harness.db
    .selectFrom('flat_type')
    .select('id')
    .where('station_id', '=', station)
    .executeTakeFirst()
  if (!known) return (await openProject(harness, 1, { station, code: 'hall-yard' })).flats[0] as string
  const id = randomUUID()
  const number = `9${randomInt(100_000)}`
  const flat = { id, code: `hall-yard-1-${number}`, station_id: station, type_id: known.id, building: '1栋' }
  await insertFlats(
    harness.db,
    harness.clock.now(),
    [{ ...flat, floor: 9, number, accessible: false, free_from: null }],
    null,
  )
  return id
}

/**
 * A lease of the holder that is over: with papers, bills, inspections, a repair, and damage that was decided; and a
 * second that waits to be signed, since of one that is over nobody's name is kept who lived there.
 */
export const objects: Fixture = {
  after: ['stations', 'housing', 'ledger'],
  make: async ({ harness, stationId, holder, clerk, lead }) => {
    const flatId = await newFlat(harness, stationId)
    // Whatever book other fixtures have published by now.
    const deps = {
      ...leaseDeps(
        {
          db: harness.db,
          vault: testVault(),
          storage: sampleStorage(),
          signatures: sampleSignatures({
            sms: harness.sms,
            random: systemRandomness,
            clock: harness.clock.now,
          }),
          boundary: () => Promise.resolve(harness.clock.now()),
        },
        await applicationDeps({ vault: testVault() }),
        () => Promise.resolve(holder.personId),
      ),
      rentPercent: () => Promise.resolve(70),
      limits: () => Promise.resolve({ months: 36, depositMonths: 1 }),
      household: () => Promise.resolve([{ relation: 'spouse' as const, name: '陈示例' }]),
    }
    const now = harness.clock.now()
    const work = { now, deps }
    const offer = async (db: Db, flat: string) => {
      await moveFlat({ db, now }, { flatId: flat, from: ['free'], to: 'chosen', reason: '选定', by: null })
      return offerLease(
        { db, ...work },
        {
          personId: holder.personId,
          flatId: flat,
          choiceId: null,
          roundId: null,
          by: { role: 'system', personId: null },
          note: '',
        },
      )
    }
    const lease = await harness.db.transaction().execute(async (db) => {
      const row = await offer(db, flatId)
      await chooseFirstDay({ db, ...work, actor: { personId: holder.personId } }, row.id, dayOf(now))
      return row
    })
    const params = { lease: lease.id }
    await sign({ harness }, holder, lease.id)
    const second = await harness.office('lead')
    for (const bill of (await holder.call('GET /me/leases/:lease', { params })).bills)
      await paidByHand([lead, second], bill.chargeId as string, `LJ-${bill.id.slice(-10)}`)
    await harness.app.worker.drain()
    const apartment = stationId
    const inspection = async (kind: 'move-in' | 'move-out', body: object) =>
      clerk.call('PUT /apartments/:apartment/leases/:lease/inspections/:inspection', {
        params: { apartment, lease: lease.id, inspection: kind },
        body: body as never,
      })
    const items = (walls: string[]) =>
      inspectionItems.map((item) => ({
        item,
        state: item === 'walls' && walls.length > 0 ? 'damaged' : 'good',
        note: item === 'walls' && walls.length > 0 ? '有划痕' : '',
        photos: item === 'walls' ? walls : [],
      }))
    await inspection('move-in', { version: 0, items: items([]) })
    await holder.call('POST /me/leases/:lease/inspections/:inspection/agreement', {
      params: { lease: lease.id, inspection: 'move-in' },
      body: { version: 1, note: '少一个晾衣杆' },
    })
    await harness.db.transaction().execute((db) =>
      handOver({ db, ...work, actor: { ...clerk, stationIds: [stationId] } as never }, apartment, {
        code: 'x',
        scannedAt: now.toISOString(),
        challenge: '123456',
      }),
    )
    const repair = await holder.call('POST /me/leases/:lease/repairs', {
      params,
      body: { kind: 'water', urgent: false, words: '水槽下面漏水', photos: [await photo(holder)] },
    })
    await clerk.call('POST /apartments/:apartment/repairs/:repair/steps', {
      params: { apartment, repair: repair.id },
      body: { act: 'finish', note: '换了密封圈', version: 1 },
    })
    const wall = await photo(clerk)
    await inspection('move-out', {
      version: 0,
      items: items([wall]),
      damages: [{ item: 'walls', amountFen: 10_000, why: '修补墙面' }],
      repairing: true, // so that other fixtures find no free flat here
    })
    const over = await holder.call('GET /me/leases/:lease', { params })
    const damage = over.damages[0]?.id as string
    await holder.call('POST /me/leases/:lease/damages/:damage/answer', {
      params: { lease: lease.id, damage },
      body: { agree: false, objection: '入住时就有的划痕' },
    })
    await lead.call('PUT /leases/:lease/damages/:damage/decision', {
      params: { lease: lease.id, damage },
      body: { amountFen: 1_000, why: '按入住照片' },
    })
    const next = await newFlat(harness, stationId)
    await harness.db.transaction().execute((db) => offer(db, next))
    await harness.app.worker.drain()
    return {
      ids: {
        lease: lease.id,
        apartment,
        repair: repair.id,
        damage,
        resident: over.residents[0]?.id as string,
        photo: wall,
        paper: 'contract',
        inspection: 'move-in',
      },
      owners: { lease: holder.token, apartment: clerk.token },
      vocabulary: ['paper', 'inspection'],
      exported: {
        leases: [over.number, '水槽下面漏水', '少一个晾衣杆', '入住时就有的划痕', '换了密封圈', '陈示例'],
      },
      bodies: {
        'PUT /me/leases/:lease/first-day': { day: addMonths(dayOf(now), 1) },
        'POST /me/leases/:lease/signature-codes': { paper: 'contract', sha256: 'a'.repeat(64) },
        'POST /me/leases/:lease/signature': { code: '123456', sha256: 'a'.repeat(64) },
        'POST /me/leases/:lease/renewals': { months: 12, code: '123456', sha256: 'a'.repeat(64) },
        'POST /me/leases/:lease/inspections/:inspection/agreement': { version: 1, note: '' },
        'POST /me/leases/:lease/residents': {
          kind: 'household',
          relation: 'spouse',
          name: '陈示例',
          fromDay: '2026-12-01',
        },
        'POST /me/leases/:lease/notice': { leaveOn: '2026-12-20' },
        'POST /me/leases/:lease/damages/:damage/answer': { agree: true, objection: '' },
        'POST /me/leases/:lease/repairs': { kind: 'water', urgent: false, words: '漏水了啊', photos: [] },
        'POST /me/leases/:lease/repairs/:repair/answer': { repaired: true, words: '', photos: [] },
        'PUT /apartments/:apartment/leases/:lease/inspections/:inspection': { version: 1, items: items([]) },
        'POST /apartments/:apartment/keys': {
          code: 'x',
          scannedAt: now.toISOString(),
          challenge: '123456',
        },
        'POST /apartments/:apartment/repairs/:repair/steps': { act: 'begin', version: 2 },
        'POST /leases': { flatId, applicationNumber: 'GY-20261122-0001', why: '测试分配' },
        'POST /leases/:lease/cancellation': { why: '测试解除' },
        'PUT /leases/:lease/damages/:damage/decision': { amountFen: 0, why: '测试复核' },
      },
    }
  },
}

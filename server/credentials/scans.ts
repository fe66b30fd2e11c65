import type { City, Service } from '@jucai/contract/city'
import type { HolderCard, Scan, Verification } from '@jucai/contract/credentials'
import { categoryLabels, type CodeEntry, type Verdict } from '@jucai/contract/vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { clerkSince } from '../accounts'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { startOfDay } from '../core/clock'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import { nameContext, nameless, tierOf } from './commands'
import {
  judge,
  refusedOnRecord,
  spendProof,
  stationsOf,
  type Judged,
  type Scanned,
  type ScanWork,
} from './judging'
import { occasionOf, scanTime } from './occasions'
import { refusalWords, type Refusal } from './refusals'
import type { CredentialRow } from './repository'
import {
  insertScan,
  recordedFor,
  scanOfClerk,
  scansOfClerk,
  undoScan,
  type ScanWithHolder,
} from './scan-records'

declare module '../core/outbox' {
  interface Events {
    'scan.recorded': { scanId: string; personId: string }
    'scan.undone': { scanId: string; personId: string }
  }
}

const maskedNameOf = (vault: Vault, credentialId: string, sealed: Buffer | null): string =>
  sealed ? vault.decrypt(sealed, nameContext(credentialId)) : nameless
const cardOf = (
  vault: Vault,
  city: City,
  id: string,
  row: Pick<CredentialRow, 'masked_name' | 'tier' | 'category' | 'expires_at'>,
): HolderCard => ({
  maskedName: maskedNameOf(vault, id, row.masked_name),
  tier: tierOf(city, row.tier),
  category: categoryLabels[row.category] ?? row.category,
  expiresAt: row.expires_at.toISOString(),
})

/** Verdicts that show who holds the code: the phone is here, and it is the holder's. */
const showsHolder: readonly Verdict[] = ['valid', 'revoked', 'expired']

const notShown = (verdict: Verdict, lateSeconds: number | null = null): Verification => ({
  verdict,
  lateSeconds,
  holder: null,
  services: [],
})

/**
 * Says what a scanned text is now and, for a code in force, what the holder may have here. Every look at a
 * genuine code is on record for its holder.
 * @throws Problem not-allowed for a station that is not the clerk's
 */
export const lookAt = async (
  work: ScanWork,
  body: Scanned & { stationId?: string },
): Promise<Verification> => {
  const { db, now, deps, actor } = work
  const city = await cityInForce(db)
  const stations = stationsOf(city, actor, body.stationId)
  const judged = await judge(work, body, now)
  const { credential, proof, lateMs } = judged
  if (!credential || !proof) return notShown(judged.verdict)
  const isAhead = scanTime(new Date(body.scannedAt), false, now).fault === 'ahead'
  const verdict = isAhead ? 'clock-off' : judged.verdict
  const isShown = showsHolder.includes(verdict)
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'clerk',
    action: 'credential.looked-at',
    object: `credential:${credential.id}`,
    personId: credential.person_id,
    detail: {
      verdict,
      what: isShown
        ? '扫描并核验了你的人才码，看到姓名首字和人才层次'
        : '扫描了你的人才码，但未通过核验，没有看到你的信息',
      why: '到站核验',
      station: stations.map((station) => station.name).join('、'),
    },
  })
  if (!isShown) return notShown(verdict, isAhead ? null : Math.round(lateMs / 1000))
  const holder = cardOf(deps.vault, city, credential.id, credential)
  if (verdict !== 'valid') return { ...notShown(verdict), holder }
  const here = offered(city, stations)
  const recorded = await recordedFor(
    db,
    credential.person_id,
    here.map(({ service, stationId }) => ({
      serviceId: service.id,
      occasion: occasionOf(service, stationId, now),
    })),
  )
  const services = here.map(({ service: { id, name, benefit, tiers, challenge } }) => ({
    id,
    name,
    benefit,
    entitled: tiers.includes(credential.tier),
    recordedAt: recorded.get(id)?.toISOString() ?? null,
    challenge: challenge ?? false,
  }))
  return { verdict, lateSeconds: null, holder, services }
}

/** Services of these stations, each with the first station that renders it. */
const offered = (city: City, stations: City['stations']): { service: Service; stationId: string }[] =>
  city.services.flatMap((service) => {
    const station = stations.find((one) => service.stationIds.includes(one.id))
    return station ? [{ service, stationId: station.id }] : []
  })

const undoMs = 60_000

const shownScan = (vault: Vault, city: City, row: ScanWithHolder): Scan => ({
  id: row.id,
  service: { id: row.service_id, name: row.service_name },
  station: { id: row.station_id, name: row.station_name },
  holder: cardOf(vault, city, row.credential_id, row),
  scannedAt: row.scanned_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  offline: row.offline,
  entry: row.entry,
  challenged: row.challenged,
  undoneAt: row.undone_at?.toISOString() ?? null,
  undoUntil: new Date(row.recorded_at.getTime() + undoMs).toISOString(),
})

/** What a clerk asks to be recorded. */
interface Asked extends Scanned {
  serviceId: string
  stationId?: string
  queued?: boolean
  entry?: CodeEntry
}

/**
 * Records a service for the holder of a scanned code: the record, the audit entry and the event in one
 * transaction. What is refused of a code that the city signed is on record too, so that nobody wipes out a
 * service by what they do before the phone has a network.
 * @throws Problem scan-refused (with `verdict`), own-code, service-not-offered, service-not-for-tier,
 * already-recorded (with `recordedAt`), not-allowed
 */
export const record = async (work: ScanWork, asked: Asked): Promise<Scan> => {
  const { now } = work
  const { at, fault } = scanTime(new Date(asked.scannedAt), asked.queued ?? false, now)
  const judged = await judge(work, asked, at)
  try {
    return await recordJudged(work, asked, { ...judged, at, fault })
  } catch (error) {
    throw await refusedOnRecord(work, judged, error, {
      found: '没有登记服务',
      why: '到站服务',
      reason: fault,
      detail: {
        service: asked.serviceId,
        scannedAt: asked.scannedAt,
        offline: asked.queued ?? false,
      },
    })
  }
}

const clockSpareMs = 60_000

const recordJudged = async (
  work: ScanWork,
  asked: Asked,
  { verdict, credential, proof, at, fault }: Judged & ReturnType<typeof scanTime>,
): Promise<Scan> => {
  const { db, now, deps, actor } = work
  const queued = asked.queued ?? false
  const city = await cityInForce(db)
  const stations = stationsOf(city, actor, asked.stationId)
  const service = city.services.find((one) => one.id === asked.serviceId)
  const station = service && stations.find((one) => service.stationIds.includes(one.id))
  if (!service || !station) throw problem('service-not-offered', { detail: '请选择本站点提供的服务' })
  const refused = (refusal: Refusal) =>
    problem('scan-refused', {
      detail: refusalWords(refusal, queued, city.officePhone),
      extra: { verdict: refusal.verdict },
    })
  if (!credential || !proof) throw refused({ verdict: verdict as 'altered' })
  if (fault) throw refused({ verdict: fault === 'ahead' ? 'clock-off' : 'stale-proof', because: fault })
  if (at.getTime() + clockSpareMs < credential.issued_at.getTime())
    throw refused({ verdict: 'clock-off', because: 'before-code' })
  if (verdict !== 'valid') throw refused({ verdict: verdict as 'revoked' })
  if (credential.person_id === actor.personId)
    throw problem('own-code', { detail: '请让站点的另一位工作人员为你登记' })
  const since = await clerkSince(db, actor.personId, station.id)
  if (since && at.getTime() + clockSpareMs < since.getTime())
    throw refused({ verdict: 'clock-off', because: 'before-role' })
  if (service.challenge && asked.challenge === undefined) throw refused({ verdict: 'wrong-challenge' })
  if (!service.tiers.includes(credential.tier)) throw problem('service-not-for-tier')
  const spent = await spendProof(db, credential, proof, { stationId: station.id, queued, now })
  if (spent.fault) throw refused({ verdict: 'stale-proof', because: spent.fault })
  const row = {
    id: uuidv7(),
    credential_id: credential.id,
    person_id: credential.person_id,
    service_id: service.id,
    service_name: service.name,
    station_id: station.id,
    station_name: station.name,
    clerk_id: actor.personId,
    occasion: occasionOf(service, station.id, at),
    scanned_at: at,
    recorded_at: now,
    offline: queued,
    entry: asked.entry ?? null,
    challenged: asked.challenge !== undefined,
  }
  if (!(await insertScan(db, row))) {
    await spent.forget()
    const earlier = await recordedFor(db, row.person_id, [
      { serviceId: row.service_id, occasion: row.occasion },
    ])
    throw problem('already-recorded', {
      extra: { recordedAt: earlier.get(row.service_id)?.toISOString() ?? null },
    })
  }
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'clerk',
    action: 'scan.recorded',
    object: `scan:${row.id}`,
    personId: row.person_id,
    detail: { what: `登记了服务：${service.name}`, why: '到站服务', station: station.name, offline: queued },
  })
  await emit(db, now, 'scan.recorded', { scanId: row.id, personId: row.person_id })
  const { tier, category, masked_name, expires_at } = credential
  return shownScan(deps.vault, city, {
    ...row,
    tier,
    category,
    masked_name,
    expires_at,
    undone_at: null,
    disputed_at: null,
    dispute_note: null,
  })
}

/** A record of the caller's, as it stands. @throws Problem not-found */
export const recordedBefore = async ({ db, deps, actor }: ScanWork, scanId: string): Promise<Scan> => {
  const row = await scanOfClerk(db, actor.personId, scanId)
  if (!row) throw problem('not-found')
  return shownScan(deps.vault, await cityInForce(db), row)
}

/**
 * Takes back a record within a minute; again, it answers the same.
 * @throws Problem not-found, undo-too-late
 */
export const undo = async ({ db, now, deps, actor }: ScanWork, scanId: string): Promise<Scan> => {
  const undone = await undoScan(db, actor.personId, scanId, now, new Date(now.getTime() - undoMs))
  const row = await scanOfClerk(db, actor.personId, scanId)
  if (!row) throw problem('not-found')
  if (!undone && !row.undone_at) throw problem('undo-too-late', { detail: '如登记有误，请联系人才办更正' })
  if (undone) {
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'clerk',
      action: 'scan.undone',
      object: `scan:${scanId}`,
      personId: row.person_id,
      detail: { what: `撤销了服务登记：${row.service_name}`, why: '一分钟内撤销', station: row.station_name },
    })
    await emit(db, now, 'scan.undone', { scanId, personId: row.person_id })
  }
  return shownScan(deps.vault, await cityInForce(db), row)
}

/** A clerk's records of today, newest first. */
export const today = async (
  { db, now, deps, actor }: ScanWork,
  { after, limit = 20 }: PageRequest,
): Promise<{ items: Scan[]; next: string | null }> => {
  const city = await cityInForce(db)
  const rows = await scansOfClerk(db, actor.personId, startOfDay(now), placeOf(after), limit + 1)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.recorded_at, row.id),
    (row) => shownScan(deps.vault, city, row),
  )
}

import type { City, Service } from '@jucai/contract/city'
import type { HolderCard, Scan, Verification } from '@jucai/contract/credentials'
import { categoryLabels, type Verdict } from '@jucai/contract/vocabulary'
import { verify } from '@jucai/contract/talent-code/verify'
import { v7 as uuidv7 } from 'uuid'
import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { startOfDay } from '../core/clock'
import type { Vault } from '../core/encryption'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { emit } from '../core/outbox'
import { problem } from '../core/problem'
import type { Actor } from '../core/route'
import type { Work, WorkBy } from '../core/work'
import { nameContext, tierOf, type CredentialDeps } from './commands'
import { occasionOf, scanTime } from './occasions'
import { credentialById, type CredentialRow } from './repository'
import {
  insertScan,
  recordedFor,
  scanOfClerk,
  scansOfClerk,
  undoScan,
  type ScanWithHolder,
} from './scan-records'
import { verifyNatively } from './signatures'

declare module '../core/outbox' {
  interface Events {
    'scan.recorded': { scanId: string; personId: string }
    'scan.undone': { scanId: string; personId: string }
  }
}

/**
 * What a scanned text was found to be; `credential` is set when both signatures are right, `at` when the
 * time could be taken.
 */
interface Judged {
  verdict: Verdict
  credential: CredentialRow | null
  at: Date
  offline: boolean
}

const judge = async (
  { db, now, deps }: Work<CredentialDeps>,
  { code, scannedAt }: { code: string; scannedAt: string },
): Promise<Judged> => {
  const { at, offline, refusal } = scanTime(new Date(scannedAt), now)
  const { name: issuer, key } = deps.issuer
  // Whether it is revoked, the row itself says, newer than any list.
  const finding = verify(code, {
    keys: [{ id: key.id, issuer, publicKey: key.publicKey }],
    isRevoked: () => false,
    now: at ?? now,
    verifySignature: verifyNatively,
  })
  if (!('claims' in finding)) return { verdict: finding.verdict, credential: null, at: at ?? now, offline }
  const credential = (await credentialById(db, finding.claims.id)) ?? null
  const standing = finding.verdict === 'valid' || finding.verdict === 'expired'
  const verdict = refusal ?? (standing && credential?.revoked_at !== null ? 'revoked' : finding.verdict)
  return { verdict, credential, at: at ?? now, offline }
}

/** Work of a clerk with a scanned code. */
type ScanWork = WorkBy<Actor, CredentialDeps>

/** The stations a clerk acts for: the one asked for, or all of theirs. @throws Problem not-allowed */
const stationsOf = (city: City, actor: Actor, stationId: string | undefined) => {
  if (stationId !== undefined && !actor.stationIds.includes(stationId))
    throw problem('not-allowed', { detail: '你不是这个站点的工作人员' })
  return city.stations.filter((station) =>
    stationId === undefined ? actor.stationIds.includes(station.id) : station.id === stationId,
  )
}

const maskedNameOf = (vault: Vault, credentialId: string, sealed: Buffer | null): string =>
  sealed ? vault.decrypt(sealed, nameContext(credentialId)) : '已注销'
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

/**
 * Says what a scanned text is and, for a code in force, what the holder may have here. Every look at a
 * genuine code is on record for its holder.
 * @throws Problem not-allowed for a station that is not the clerk's
 */
export const lookAt = async (
  work: ScanWork,
  body: { code: string; scannedAt: string; stationId?: string },
): Promise<Verification> => {
  const { db, now, deps, actor } = work
  const city = await cityInForce(db)
  const stations = stationsOf(city, actor, body.stationId)
  const { verdict, credential, at } = await judge(work, body)
  if (!credential) return { verdict, holder: null, services: [] }
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
  if (!isShown) return { verdict, holder: null, services: [] }
  const holder = cardOf(deps.vault, city, credential.id, credential)
  if (verdict !== 'valid') return { verdict, holder, services: [] }
  const here = offered(city, stations)
  const recorded = await recordedFor(
    db,
    credential.person_id,
    here.map(({ service, stationId }) => ({
      serviceId: service.id,
      occasion: occasionOf(service, stationId, at),
    })),
  )
  const services = here.map(({ service: { id, name, benefit, tiers } }) => ({
    id,
    name,
    benefit,
    entitled: tiers.includes(credential.tier),
    recordedAt: recorded.get(id)?.toISOString() ?? null,
  }))
  return { verdict, holder, services }
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
  undoneAt: row.undone_at?.toISOString() ?? null,
  undoUntil: new Date(row.recorded_at.getTime() + undoMs).toISOString(),
})

/**
 * Records a service for the holder of a scanned code: the record, the audit entry and the event in one
 * transaction.
 * @throws Problem scan-refused (with `verdict`), service-not-offered, service-not-for-tier,
 * already-recorded (with `recordedAt`), not-allowed
 */
export const record = async (
  work: ScanWork,
  body: { code: string; serviceId: string; scannedAt: string; stationId?: string },
): Promise<Scan> => {
  const { db, now, deps, actor } = work
  const city = await cityInForce(db)
  const stations = stationsOf(city, actor, body.stationId)
  const service = city.services.find((one) => one.id === body.serviceId)
  const station = service && stations.find((one) => service.stationIds.includes(one.id))
  if (!service || !station) throw problem('service-not-offered', { detail: '请选择本站点提供的服务' })
  const { verdict, credential, at, offline } = await judge(work, body)
  if (verdict !== 'valid' || !credential) throw problem('scan-refused', { extra: { verdict } })
  if (!service.tiers.includes(credential.tier)) throw problem('service-not-for-tier')
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
    offline,
  }
  if (!(await insertScan(db, row))) {
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
    detail: { what: `登记了服务：${service.name}`, why: '到站服务', station: station.name, offline },
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

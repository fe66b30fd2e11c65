import { NetworkError } from '@jucai/contract/client'
import { call } from '@/api'
import { useCityStore } from '@/city-store'
import { newIdempotencyKey } from '@/random'
import { useScanQueue } from '../scan-queue'
import { bundleOnPhone, verifyHere } from './verifier'
import type { Shown } from './verdict-view'

/** One scanned code with what it was found to be. */
export interface Look {
  code: string
  scannedAt: string
  stationId: string
  shown: Shown
}
/** A service put on record; `scanId` is null while it waits on this phone for the network. */
export interface Recorded {
  scanId: string | null
  serviceName: string
  undone: boolean
}

/** The verdict of this phone alone, in a moment; null when it has no keys yet. */
export const firstLook = async (code: string, scannedAt: string, stationId: string): Promise<Look | null> => {
  const finding = await verifyHere(code, new Date(scannedAt))
  if (!finding) return null
  const tier = 'claims' in finding ? finding.claims.tier : null
  const here =
    finding.verdict === 'valid' && tier !== null
      ? (useCityStore.getState().city?.services ?? []).filter((service) =>
          service.stationIds.includes(stationId),
        )
      : []
  const tierName =
    tier === null ? null : ((await bundleOnPhone())?.tiers.find(({ key }) => key === tier)?.name ?? tier)
  return {
    code,
    scannedAt,
    stationId,
    shown: {
      verdict: finding.verdict,
      tierName,
      maskedName: null,
      ageSeconds: 'statusAge' in finding ? (finding.statusAge ?? 0) : 0,
      waiting: false,
      services: here.map(({ id, name, benefit, tiers }) => ({
        id,
        name,
        benefit,
        entitled: tiers.includes(tier ?? ''),
        recordedAt: null,
      })),
    },
  }
}

/** The server's verdict. @throws ProblemError, NetworkError */
export const confirmCode = async (code: string, scannedAt: string, stationId: string): Promise<Look> => {
  const { verdict, holder, services } = await call('POST /verifications', {
    body: { code: code.slice(0, 4000), scannedAt, stationId },
  })
  return {
    code,
    scannedAt,
    stationId,
    shown: {
      verdict,
      tierName: holder?.tier.name ?? null,
      maskedName: holder?.maskedName ?? null,
      services,
      ageSeconds: null,
      waiting: false,
    },
  }
}

/**
 * Records a service. Without a network the record waits on this phone under the same key, so that a lost
 * reply does not make a second record.
 * @throws ProblemError
 */
export const recordService = async (
  { code, scannedAt, stationId }: Look,
  service: { id: string; name: string },
): Promise<Recorded> => {
  const key = await newIdempotencyKey()
  try {
    const { id } = await call(
      'POST /scans',
      { body: { code, serviceId: service.id, scannedAt, stationId } },
      { idempotencyKey: key },
    )
    return { scanId: id, serviceName: service.name, undone: false }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    useScanQueue.getState().add({
      key,
      code,
      serviceId: service.id,
      serviceName: service.name,
      stationId,
      scannedAt,
      outcome: null,
    })
    return { scanId: null, serviceName: service.name, undone: false }
  }
}

/** Takes a record back. @throws ProblemError undo-too-late, NetworkError */
export const undoScan = (scanId: string) => call('DELETE /scans/:scan', { params: { scan: scanId } })

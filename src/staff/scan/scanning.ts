import { NetworkError } from '@jucai/contract/client'
import type { Finding } from '@jucai/contract/talent-code/verify'
import type { CodeEntry } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { useCityStore } from '@/city-store'
import { newIdempotencyKey, randomBytes } from '@/random'
import { useSession } from '@/session'
import { maskedName } from '@/words/masked-name'
import { keepScan } from '../scan-queue'
import { bundleOnPhone, verifyHere } from './verifier'
import type { Shown } from './verdict-view'

/** What a clerk scanned: the text, when, where, how, and in answer to which digits. */
export interface Scanned {
  code: string
  scannedAt: string
  station: { id: string; name: string }
  entry: CodeEntry
  challenge: string | null
}
/** One scanned code with what it was found to be. */
export interface Look extends Scanned {
  shown: Shown
}

/** How long the digits on a scanner may be answered. */
export const challengeMs = 120_000
/** Six digits for a holder to answer, by chance. */
export const newChallenge = async (): Promise<string> => {
  const number = (await randomBytes(4)).reduce((value, byte) => value * 256 + byte, 0)
  return String(number % 1_000_000).padStart(6, '0')
}
/**
 * A service put on record; `scanId` is null while it waits on this phone for the network, and `kept` false where
 * the phone is too full to keep it.
 */
export interface Recorded {
  scanId: string | null
  kept: boolean
  serviceName: string
  undone: boolean
}

const ageOf = (finding: Finding): number => ('statusAge' in finding ? (finding.statusAge ?? 0) : 0)

/** The verdict of this phone alone, in a moment; null when it has no keys yet. */
export const firstLook = async (scanned: Scanned): Promise<Look | null> => {
  const now = new Date(scanned.scannedAt)
  const finding = await verifyHere(scanned.code, now, scanned.challenge)
  if (!finding) return null
  const tier = 'claims' in finding ? finding.claims.tier : null
  const here =
    finding.verdict === 'valid' && tier !== null
      ? (useCityStore.getState().city?.services ?? []).filter((service) =>
          service.stationIds.includes(scanned.station.id),
        )
      : []
  const tierName =
    tier === null ? null : ((await bundleOnPhone())?.tiers.find(({ key }) => key === tier)?.name ?? tier)
  const isLate = finding.verdict === 'stale-proof' || finding.verdict === 'clock-off'
  return {
    ...scanned,
    shown: {
      verdict: finding.verdict,
      lateSeconds:
        isLate && 'shownAt' in finding
          ? Math.round((now.getTime() - finding.shownAt.getTime()) / 1000)
          : null,
      tierName,
      maskedName: null,
      ageSeconds: finding.verdict === 'not-a-talent-code' ? null : ageOf(finding),
      waiting: false,
      services: here.map(({ id, name, benefit, tiers, challenge }) => ({
        id,
        name,
        benefit,
        entitled: tiers.includes(tier ?? ''),
        recordedAt: null,
        challenge: challenge ?? false,
      })),
    },
  }
}

/** The server's verdict. @throws ProblemError, NetworkError */
export const confirmCode = async (scanned: Scanned): Promise<Look> => {
  const { code, scannedAt, station, challenge } = scanned
  const { verdict, lateSeconds, holder, services } = await call('POST /verifications', {
    body: {
      code: code.slice(0, 4000),
      scannedAt,
      stationId: station.id,
      ...(challenge ? { challenge } : {}),
    },
  })
  return {
    ...scanned,
    shown: {
      verdict,
      lateSeconds,
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
  { code, scannedAt, station, entry, challenge }: Look,
  service: { id: string; name: string },
): Promise<Recorded> => {
  const key = await newIdempotencyKey()
  const me = useSession.getState().me
  try {
    const { id } = await call(
      'POST /scans',
      {
        body: {
          code,
          serviceId: service.id,
          scannedAt,
          stationId: station.id,
          entry,
          ...(challenge ? { challenge } : {}),
        },
      },
      { idempotencyKey: key },
    )
    return { scanId: id, kept: true, serviceName: service.name, undone: false }
  } catch (error) {
    if (!(error instanceof NetworkError) || !me) throw error
    const kept = keepScan({
      key,
      personId: me.id,
      maskedName: maskedName(me.name ?? '') || '一位同事',
      code,
      serviceId: service.id,
      serviceName: service.name,
      stationId: station.id,
      stationName: station.name,
      scannedAt,
      entry,
      challenge,
      outcome: null,
    })
    return { scanId: null, kept, serviceName: service.name, undone: false }
  }
}

/** Takes a record back. @throws ProblemError undo-too-late, NetworkError */
export const undoScan = (scanId: string) => call('DELETE /scans/:scan', { params: { scan: scanId } })

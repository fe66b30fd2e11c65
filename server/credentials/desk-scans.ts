import { cityInForce } from '../city'
import { audit } from '../core/audit'
import { problem } from '../core/problem'
import { judge, refusedOnRecord, spendProof, stationsOf, type ScanWork } from './judging'
import { scanTime } from './occasions'
import { refusalWords, type Refusal } from './refusals'

/** A code scanned at the desk of another room, and what for, in words its holder reads. */
export interface DeskScan {
  code: string
  scannedAt: string
  stationId: string
  /** The six digits that the scanner showed and the code has to answer; absent: none was shown. */
  challenge?: string
  /** `没有办理入住`. */
  found: string
  why: string
}
/**
 * Whose code was scanned at a station, for a room that does something else for them there. The code is judged
 * as for a service and used up for other stations; the look is on record.
 * @returns the holder
 * @throws Problem scan-refused (with `verdict`), own-code, not-allowed
 */
export const holderOfCode = async (work: ScanWork, scan: DeskScan): Promise<string> => {
  const { db, now, actor } = work
  const { at, fault } = scanTime(new Date(scan.scannedAt), false, now)
  const judged = await judge(work, scan, at)
  try {
    const city = await cityInForce(db)
    const [station] = stationsOf(city, actor, scan.stationId)
    const { credential, proof, verdict } = judged
    const refused = (refusal: Refusal) =>
      problem('scan-refused', {
        detail: refusalWords(refusal, false, city.officePhone),
        extra: { verdict: refusal.verdict },
      })
    if (!credential || !proof) throw refused({ verdict: verdict as 'altered' })
    if (fault) throw refused({ verdict: fault === 'ahead' ? 'clock-off' : 'stale-proof', because: fault })
    if (verdict !== 'valid') throw refused({ verdict: verdict as 'revoked' })
    if (credential.person_id === actor.personId)
      throw problem('own-code', { detail: '请让另一位工作人员为你办理' })
    const spent = await spendProof(db, credential, proof, { stationId: scan.stationId, queued: false, now })
    if (spent.fault) throw refused({ verdict: 'stale-proof', because: spent.fault })
    await audit(db, {
      at: now,
      actorId: actor.personId,
      actorRole: 'clerk',
      action: 'credential.looked-at',
      object: `credential:${credential.id}`,
      personId: credential.person_id,
      detail: {
        verdict,
        what: '扫描并核验了你的人才码，看到姓名首字',
        why: scan.why,
        station: station?.name,
      },
    })
    return credential.person_id
  } catch (error) {
    throw await refusedOnRecord(work, judged, error, {
      found: scan.found,
      why: scan.why,
      reason: fault,
      detail: { scannedAt: scan.scannedAt },
    })
  }
}

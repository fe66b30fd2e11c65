import { isHash } from '@jucai/contract/draw/hash'
import { phoneStorage } from '@/settings'

/** The commitment of a round as this phone first saw it, and any other that it was shown since. */
export interface KeptCommitment {
  commitment: string
  /** When this phone first saw it, by its own clock, UTC. */
  seenAt: string
  others: { commitment: string; seenAt: string }[]
}

/** What a phone finds when it is shown a commitment: the first, the same as ever, or another one than it kept. */
export interface Met {
  how: 'first' | 'same' | 'other'
  kept: KeptCommitment
}

// By the round's code, which is never used again: the same round under another id would be another one else. Not
// by person: it is public, and whoever signs in next on this phone is served by it too.
const nameOf = (code: string) => `draw-commitment-${code}`
const mostOthers = 4

const isKept = (value: unknown): value is KeptCommitment => {
  const kept = value as Partial<KeptCommitment> | null
  return (
    typeof kept?.commitment === 'string' &&
    isHash(kept.commitment) &&
    typeof kept.seenAt === 'string' &&
    Array.isArray(kept.others)
  )
}

/** What this phone kept of a round; null where it never saw a commitment, or its storage was cleared. */
export const keptCommitment = (code: string): KeptCommitment | null => {
  try {
    const value: unknown = JSON.parse((phoneStorage.getItem(nameOf(code)) as string | null) ?? 'null')
    return isKept(value) ? value : null
  } catch {
    return null
  }
}

/**
 * Holds a commitment that the server shows against the one that this phone kept, and keeps it where it is the first.
 * What was kept first is never written over: of another one it is the proof.
 */
export const meetCommitment = (code: string, commitment: string, now: Date): Met => {
  const kept = keptCommitment(code)
  const seenAt = now.toISOString()
  const keep = (next: KeptCommitment, how: Met['how']): Met => {
    void phoneStorage.setItem(nameOf(code), JSON.stringify(next))
    return { how, kept: next }
  }
  if (!kept) return keep({ commitment, seenAt, others: [] }, 'first')
  if (kept.commitment === commitment) return { how: kept.others.length > 0 ? 'other' : 'same', kept }
  if (kept.others.some((one) => one.commitment === commitment)) return { how: 'other', kept }
  return keep({ ...kept, others: [...kept.others, { commitment, seenAt }].slice(0, mostOthers) }, 'other')
}

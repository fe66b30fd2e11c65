import { canonicalJson } from './canonical-json'
import type { Committed } from './commitment'
import type { DrawnSource } from './sources'

/** Why somebody is passed over after the draw, and why somebody comes back. Public. */
export const skipReasons = {
  withdrew: '本人退出',
  refused: '本人不选，放弃这一轮',
  'no-answer': '通知后到时间没有选',
  'not-qualified': '复核后不符合条件',
  'holds-flat': '已经有一套人才公寓',
  'same-household': '同一家庭的另一人已经选房',
  'appeal-allowed': '申诉成立，回到号码所在的位置',
  returned: '恢复选房',
} as const
export type SkipReason = keyof typeof skipReasons

/** One line of what happened after the draw; it is only ever added to. */
export interface LogLine {
  /** UTC, ISO 8601. */
  at: string
  /** `T000042` */
  ticket: string
  act: 'skip' | 'restore' | 'choose'
  reason: SkipReason | null
  /** The flat that was chosen. */
  flat: string | null
}

/** Where the numbers of a source can be looked up, and who put them in: two people, by their office ids. */
export interface SourceEvidence {
  address: string
  /** Hash of the page as it was saved, null where it was not. */
  pageHash: string | null
  enteredBy: string
  confirmedBy: string
}

/** `draw.json`: all that is needed to compute a draw again. Nobody is named in it. */
export interface DrawRecord extends Committed {
  format: 'jucai.draw/1'
  /** {@link leafText} of each ticket, from T000001 on. */
  leaves: readonly string[]
  commitment: string
  /** Null until the sources are known. */
  result: {
    drawn: readonly (DrawnSource & { evidence: SourceEvidence })[]
    key: string
    /** By pool, in order: `T000042 <value>`. */
    order: Readonly<Record<string, readonly string[]>>
  } | null
  log: readonly LogLine[]
}

/** The bytes of the file that is signed, as text. */
export const recordText = (record: DrawRecord): string => canonicalJson(record)

/** What is signed of a record: its name and the SHA-256 of its bytes, so that a key in a module signs 85 bytes. */
export const signedText = (sha256: string): string => `jucai.draw/1 record\n${sha256}\n`

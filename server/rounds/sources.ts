import { games, type DrawnSource, type NamedSource } from '@jucai/contract/draw/sources'
import type { SourceEvidence } from '@jucai/contract/draw/record'
import type { SourceOutcome } from '@jucai/contract/rounds-vocabulary'
import type { Generated, Selectable } from 'kysely'
import type { Db } from '../core/db'
import type { OfficeWork } from './deps'
import { refusedStep } from './procedure'
import { sourcesOf, type RoundRow } from './repository'

interface SourceTable {
  round_id: string
  position: number
  issue: string
  id: Generated<number>
  person_id: string
  outcome: SourceOutcome
  numbers: unknown
  address: string
  page_hash: string | null
  correction: number
  at: Date
}
declare module '../core/db' {
  interface Database {
    round_source: SourceTable
  }
}
/** What one of the two said of a drawing. */
export type SourceRow = Selectable<SourceTable>

/** The numbers that somebody entered. */
export const numbersOf = (row: SourceRow): number[] => row.numbers as number[]
/** Everything said of the drawings of a round, in its order, of one correction. */
export const saidOf = (db: Db, roundId: string, correction: number): Promise<SourceRow[]> =>
  db
    .selectFrom('round_source')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('correction', '=', correction)
    .orderBy('id')
    .execute()

const isAlike = (one: SourceRow, other: SourceRow): boolean =>
  one.outcome === other.outcome && numbersOf(one).join() === numbersOf(other).join()

/** The newest that each person said of one drawing. */
const newestOf = (rows: readonly SourceRow[], position: number, issue: string): SourceRow[] => [
  ...new Map(
    rows.filter((row) => row.position === position && row.issue === issue).map((row) => [row.person_id, row]),
  ).values(),
]

/** Where one named source stands. */
export interface SourceStand {
  named: NamedSource
  position: number
  /** The drawing that is waited for, or that counts; null when all that were named failed. */
  issue: string | null
  state: 'waiting' | 'one-entered' | 'differs' | 'agreed' | 'failed'
  /** The first two people who agree. */
  agreed: readonly [SourceRow, SourceRow] | null
  entries: SourceRow[]
}

/** The first two who agree; nobody where others agree on something else. */
const pairOf = (entries: readonly SourceRow[]): readonly [SourceRow, SourceRow] | null => {
  const pairs = entries.flatMap((one, at) => {
    const other = entries.slice(at + 1).find((later) => isAlike(one, later))
    return other ? [[one, other] as const] : []
  })
  const [first] = pairs
  return first && pairs.every(([one]) => isAlike(one, first[0])) ? first : null
}

/**
 * Goes through a source’s drawings in the order in which they were published: the first that two people say was held
 * counts; one that two people say is void, or not held, gives way to the next.
 */
const standOf = (named: NamedSource, position: number, rows: readonly SourceRow[]): SourceStand => {
  for (const issue of named.issues) {
    const entries = newestOf(rows, position, issue)
    const agreed = pairOf(entries)
    if (agreed && agreed[0].outcome !== 'held') continue
    const state = agreed ? 'agreed' : ((['waiting', 'one-entered'] as const)[entries.length] ?? 'differs')
    return { named, position, issue, state, agreed, entries }
  }
  return { named, position, issue: null, state: 'failed', agreed: null, entries: [] }
}

/** Where the sources of a round stand. */
export const standsOf = (row: RoundRow, rows: readonly SourceRow[]): SourceStand[] =>
  sourcesOf(row).map((named, position) => standOf(named, position, rows))

/** How somebody of the office is named in public: a mark that is theirs, and nobody’s name. */
export const officerMark = ({ deps }: Pick<OfficeWork, 'deps'>, personId: string): string =>
  `office-${deps.vault
    .blindIndex(personId, 'round.officer')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 10)}`

/** The numbers that count, with their evidence, once both people agree on all. @throws Problem round-step-refused */
export const agreedSources = (
  work: Pick<OfficeWork, 'deps'>,
  stands: readonly SourceStand[],
): (DrawnSource & { evidence: SourceEvidence })[] =>
  stands.map(({ named, agreed, state }) => {
    const label = games[named.game].label
    if (!agreed)
      throw refusedStep(
        state === 'failed'
          ? `${label}公布过的各期都没有有效开奖，这一批不能抽签。请按规则另开一个批次，写明原因。`
          : `${label}还没有两个人录入一致的号码。`,
      )
    const [first, second] = agreed
    return {
      game: named.game,
      issue: first.issue,
      numbers: numbersOf(first),
      evidence: {
        address: first.address,
        pageHash: first.page_hash ?? second.page_hash,
        enteredBy: officerMark(work, first.person_id),
        confirmedBy: officerMark(work, second.person_id),
      },
    }
  })

/** Which correction is being entered: 0 before the draw, then one for each result there is. */
export const correctionOf = async (db: Db, row: RoundRow): Promise<number> => {
  if (row.state === 'locked') return 0
  const { count } = await db
    .selectFrom('round_result')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('round_id', '=', row.id)
    .executeTakeFirstOrThrow()
  return Number(count)
}

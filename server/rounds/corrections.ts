import { games, type DrawnSource } from '@jucai/contract/draw/sources'
import type { Db } from '../core/db'
import { drawnOf, resultOf } from './locked-rows'
import { roundById, type RoundRow } from './repository'
import { correctionOf, numbersOf, saidOf, standsOf, type SourceRow, type SourceStand } from './sources'

/** A correction of drawings that a result was computed from, on which the choosing waits. */
export interface WaitingCorrection {
  /** Lotteries that it is about. */
  labels: string[]
  /** `check`: the second person has not said the same; `compute`: two have; `void`: no drawing is left. */
  for: 'check' | 'compute' | 'void'
}

/** Whether what somebody says of a drawing is not what the result was computed from. */
const contradicts = ({ issues }: SourceStand['named'], drawn: DrawnSource, said: SourceRow): boolean => {
  const { issue, outcome } = said
  const place = issues.indexOf(issue) - issues.indexOf(drawn.issue)
  if (place > 0) return false // what comes after the drawing that counts says nothing of it
  if (place < 0) return outcome === 'held'
  return outcome !== 'held' || numbersOf(said).join() !== drawn.numbers.join()
}

const waitsFor = (
  stand: SourceStand,
  drawn: DrawnSource,
  rows: readonly SourceRow[],
): WaitingCorrection['for'] | null => {
  if (stand.state === 'failed') return 'void'
  if (stand.agreed)
    return contradicts(stand.named, drawn, stand.agreed[0]) || stand.issue !== drawn.issue ? 'compute' : null
  const newest = new Map(
    rows
      .filter(({ position }) => position === stand.position)
      .map((row) => [`${row.person_id} ${row.issue}`, row]),
  )
  return [...newest.values()].some((row) => contradicts(stand.named, drawn, row)) ? 'check' : null
}

/**
 * The correction that the choosing of a drawn round waits for: somebody says that a drawing came to something else
 * than what the order was computed from. It ends when two say the same and the order is computed anew in public, when
 * two say what is in force, or when whoever said otherwise says what is in force.
 */
export const waitingCorrection = async (db: Db, row: RoundRow): Promise<WaitingCorrection | null> => {
  const result = row.state === 'drawn' ? await resultOf(db, row.id) : undefined
  if (!result) return null
  const rows = await saidOf(db, row.id, await correctionOf(db, row))
  if (rows.length === 0) return null
  const drawn = drawnOf(result)
  const found = standsOf(row, rows).flatMap((stand) => {
    const source = drawn[stand.position]
    const waits = source ? waitsFor(stand, source, rows) : null
    return waits ? [{ label: games[stand.named.game].label, waits }] : []
  })
  const worst = (['void', 'check', 'compute'] as const).find((one) =>
    found.some(({ waits }) => waits === one),
  )
  return worst ? { labels: found.map(({ label }) => label), for: worst } : null
}

/** Why the choosing waits, in public words. */
export const waitingWords = ({ labels, for: what }: WaitingCorrection): string => {
  const names = labels.join('、')
  return {
    check: `${names}的开奖号码，有人按更正的公告重新录入，要等第二个人核对。核对以前不开始选房：确实更正的，公开重算；没有更正的，照常选房。`,
    compute: `${names}的开奖号码，两个人都按更正的公告录入了，要先公开重算顺序，再开始选房。`,
    void: `${names}公布过的各期，两个人都录入了官方宣布无效，这一批的顺序不能用，不开始选房。请等人才办公布写明原因的新一批。`,
  }[what]
}

/** The same for a round, null when nothing is waited for. */
export const whyWaiting = async (db: Db, row: RoundRow): Promise<string | null> => {
  const waiting = await waitingCorrection(db, row)
  return waiting && waitingWords(waiting)
}

/** The same by id, for whoever waits for the choosing. */
export const waitsOf = async (db: Db, roundId: string): Promise<string | null> => {
  const row = await roundById(db, roundId)
  return row ? whyWaiting(db, row) : null
}

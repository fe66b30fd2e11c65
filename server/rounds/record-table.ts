import { ticketName, type TicketState } from '@jucai/contract/draw/tickets'
import { csvText } from '@jucai/contract/spreadsheet-cells'
import type { Db } from '../core/db'
import { partsOf, type RecordPart } from './record-parts'
import type { ResultRow } from './locked-rows'

const head = ['房源组', '组名', '名次', '号码', '值', '状态', '类别', '分数', '之后', '选定']
const movedWords = { gone: '已跳过', back: '已恢复', chosen: '已选房' } as const

/** A line of the table as the draw leaves it. */
export interface TableLine {
  pool: string
  rank: number
  number: number
  value: string
  state: TicketState
  classes: string
  points: number
}
/** Lines of the table; what becomes of a ticket afterwards is empty in them. */
export const tableLines = (lines: readonly TableLine[]): string =>
  csvText(
    lines.map(({ pool, rank, number, value, state, classes, points }) =>
      [pool, rank, ticketName(number), value, state, classes, points, '', ''].map(String),
    ),
  )

/** A piece of the table with what the log says of its tickets: found by index, few where few moved. */
const withMoves = async (
  db: Db,
  { round_id: roundId, pool, first, count, content }: RecordPart,
): Promise<string> => {
  const moved = await db
    .selectFrom('round_moved')
    .select(['rank', 'standing', 'flat_code'])
    .where('round_id', '=', roundId)
    .where('pool', '=', pool as string)
    .where('rank', '>=', first)
    .where('rank', '<', first + count)
    .execute()
  if (moved.length === 0) return content
  const lines = content.split('\r\n')
  for (const { rank, standing, flat_code: flat } of moved) {
    const line = (lines[rank - first] as string).slice(0, -',,'.length)
    lines[rank - first] = `${line},${movedWords[standing]},${flat ?? ''}`
  }
  return lines.join('\r\n')
}

/** A piece of the table with the name of its pool, which the office may word anew, behind the pool's code. */
const withTitle = (content: string, pool: string, title: string): string => {
  const [cell = ''] = csvText([[title]]).split('\r\n')
  return content.replace(new RegExp(`^${pool},`, 'gm'), `${pool},${cell.replaceAll('$', '$$$$')},`)
}

/** The order of a result as a table, piece by piece. */
export async function* tablePieces(
  db: Db,
  { round_id, revision }: ResultRow,
  titles: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvText([head])}`
  for await (const part of partsOf(db, { round_id, revision, kind: 'table' })) {
    const pool = part.pool as string
    yield withTitle(await withMoves(db, part), pool, titles.get(pool) ?? pool)
  }
}

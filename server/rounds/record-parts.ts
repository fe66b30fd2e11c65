import type { Db } from '../core/db'

interface PartTable {
  round_id: string
  revision: number
  kind: 'leaves' | 'order' | 'table'
  part: number
  pool: string | null
  first: number
  count: number
  content: string
}
declare module '../core/db' {
  interface Database {
    round_record_part: PartTable
  }
}
/** A piece of a record as it is published: about a thousand lines. */
export type RecordPart = PartTable

/** Texts as the items of a canonical list, without its brackets. */
export const listItems = (texts: readonly string[]): string => JSON.stringify(texts).slice(1, -1)

/** Keeps pieces of the record, in the transaction that makes what they tell. */
export const keepParts = async (db: Db, parts: readonly RecordPart[]): Promise<void> => {
  await db.insertInto('round_record_part').values(parts).execute()
}

/** Pieces of one kind in their order, one in hand at a time; between two of them no connection is held. */
export async function* partsOf(
  db: Db,
  of: Pick<RecordPart, 'round_id' | 'revision' | 'kind'>,
): AsyncGenerator<RecordPart> {
  for (let part = 0; ; part += 1) {
    const found = await db
      .selectFrom('round_record_part')
      .selectAll()
      .where('round_id', '=', of.round_id)
      .where('revision', '=', of.revision)
      .where('kind', '=', of.kind)
      .where('part', '=', part)
      .executeTakeFirst()
    if (!found) return
    yield found
  }
}

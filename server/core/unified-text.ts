import { sql, type RawBuilder } from 'kysely'

const wide = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0xff01 + at)).join('')
const plain = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join('')
const blanks = ' \u00a0\u3000'

/**
 * What was typed as it is searched for in the database: full-width letters and digits as plain ones, without
 * blanks, in small letters. Columns that are searched keep the same of themselves (0042_pool.sql), so that the
 * database's rules hold for both.
 */
export const unifiedText = (text: string): RawBuilder<string> =>
  sql<string>`lower(translate(${text}, ${wide + blanks}, ${plain}))`

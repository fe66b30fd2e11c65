import { sql, type Expression, type RawBuilder } from 'kysely'

const wide = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0xff01 + at)).join('')
const plain = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).join('')
const blanks = ' \u00a0\u3000'

/**
 * Text as it is searched for in the database: full-width letters and digits as plain ones, without blanks, in
 * small letters. Of column and of what was typed alike, so that the database's rules hold for both.
 */
export const unifiedText = (text: Expression<string> | string): RawBuilder<string> =>
  sql<string>`lower(translate(${text}, ${wide + blanks}, ${plain}))`

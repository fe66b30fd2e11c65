import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/**
 * Tables belong to rooms: a room declares its tables (`interface Database { … }`), and no other room's SQL
 * names them. What one needs of another's rows it asks for at that room's door, `index.ts`.
 */
const server = path.join(__dirname, '../../server')
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(at)
    return entry.name.endsWith('.ts') ? [at] : []
  })
const files = filesOf(server).map((file) => ({
  name: path.relative(server, file),
  text: readFileSync(file, 'utf8'),
}))
const roomOf = (name: string) => (name.includes(path.sep) ? (name.split(path.sep)[0] as string) : 'app')

const owners = new Map<string, string>()
for (const { name, text } of files)
  for (const [, body = ''] of text.matchAll(/interface Database \{([^}]*)\}/g))
    for (const [, table = ''] of body.matchAll(/^\s*(\w+): \w+/gm)) owners.set(table, roomOf(name))

/** What takes the name of a table, in the query builder and beside it (`sql.table`). */
const takesTables =
  /^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|\w*Join|\w*JoinLateral|using|from|table)$/
/** What takes names that may say a table's: `table.column`. */
const takesColumns = /^(ref|id)$/

const lastName = (callee: ts.Expression): string =>
  ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : ''
const isSql = (tag: ts.Node): boolean => ts.isIdentifier(tag) && tag.text === 'sql'

/** What a template says, with its holes left open. */
const saidBy = (template: ts.TemplateLiteral): string =>
  ts.isTemplateExpression(template)
    ? [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join(' ? ')
    : template.text

/** Words of an argument, arrays of them included: `'visit as other'`, `['visit', 'profile']`. */
const wordsOf = (argument: ts.Expression | undefined): string[] =>
  argument === undefined
    ? []
    : ts.isStringLiteralLike(argument)
      ? [argument.text]
      : ts.isArrayLiteralExpression(argument)
        ? argument.elements.flatMap(wordsOf)
        : ts.isTemplateExpression(argument)
          ? [saidBy(argument)]
          : []
const tableIn = (word: string): string =>
  word
    .toLowerCase()
    .replace(/["\s]+as\s.*$|"/g, '')
    .replace(/^public\./, '')

/** Names in raw SQL that stand where tables do: after `from`, `join` and the like, and in lists of them. */
const namedInSql = (text: string): string[] => {
  const tokens =
    text
      .replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ')
      .replace(/'[^']*'/g, ' ? ')
      .replace(/"/g, '')
      .replace(/\bpublic\s*\.\s*/gi, '')
      .toLowerCase()
      .match(/\w+|[^\s\w]/g) ?? []
  const found: string[] = []
  let expected = false
  let list = 0 // how deep in brackets a list of tables began; the next comma there brings another
  let listed = false
  let depth = 0
  for (const token of tokens) {
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (/^(from|join|into|update|table|truncate|references)$/.test(token)) {
      expected = true
      listed = token !== 'into' && token !== 'update'
      list = depth
    } else if (/^(only|lateral|exists|if|not)$/.test(token)) continue
    else if (/^(where|set|on|group|order|limit|returning|union|select|values|for|having)$/.test(token)) {
      expected = false
      if (depth <= list) listed = false
    } else if (token === ',' && listed && depth === list) expected = true
    else if (expected && /^\w+$/.test(token)) {
      found.push(token)
      expected = false
    } else if (expected && token !== '(') expected = false
  }
  return found
}

/** Tables that a text names: in calls of the query builder, in `sql` and in `sql.raw`. */
const namedIn = (text: string): string[] => {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = lastName(node.expression)
      const words = node.arguments.flatMap(wordsOf)
      if (takesTables.test(name)) found.push(...wordsOf(node.arguments[0]).map(tableIn))
      if (takesColumns.test(name))
        found.push(...words.map(tableIn).flatMap((word) => word.split('.').slice(0, -1)))
      if (name === 'raw') found.push(...words.flatMap(namedInSql))
    }
    if (ts.isTaggedTemplateExpression(node) && isSql(node.tag))
      found.push(...namedInSql(saidBy(node.template)))
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile('read.ts', text, ts.ScriptTarget.ES2022, true))
  return found
}

it('finds the tables of the database', () => {
  expect(owners.size).toBeGreaterThan(45)
  expect(owners.get('person')).toBe('core')
})

it.each([
  "db.selectFrom('profile')",
  "db.selectFrom('profile as p')",
  "db.selectFrom(['visit', 'profile'])",
  "db.selectFrom((eb) => eb.selectFrom('profile').as('p'))",
  "db.selectFrom('visit').crossJoin('profile')",
  "db.selectFrom('visit').innerJoinLateral('profile')",
  "db.mergeInto('profile')",
  "db.deleteFrom('visit').using('profile')",
  "db.selectFrom('public.profile')",
  'sql`select 1 from profile`',
  'sql<{ one: number }>`select 1 from visit, profile`',
  'sql`select 1 from visit v, lateral (select 2) x, profile`',
  'sql`SELECT 1 FROM profile`',
  'sql`select 1 from "profile"`',
  'sql`select 1 from public.profile`',
  'sql`select 1 from "public"."profile"`',
  'sql`select 1 from -- why\n profile`',
  'sql`select 1 from only profile`',
  'sql`delete from only profile`',
  'sql`truncate profile`',
  'sql`truncate table visit, profile`',
  'sql`insert into profile values (1)`',
  'sql`select 1 from ${one ? sql`a` : sql`b`} x join profile on true`',
  "sql`select 1 from ${sql.table('profile')}`",
  "sql`select ${sql.ref('profile.name')}`",
  "sql.raw('delete from profile')",
  'sql.raw(`delete from profile where id = ${id}`)',
])('sees the table that is named in %s', (text) => {
  expect(namedIn(text)).toContain('profile')
})

it('no room’s SQL names a table of another', () => {
  const crossings = files.flatMap(({ name, text }) => {
    const room = roomOf(name)
    return namedIn(text)
      .filter((table) => owners.has(table) && owners.get(table) !== room)
      .map((table) => `${name} names ${table} of ${owners.get(table)}`)
  })
  expect([...new Set(crossings)]).toEqual([])
})

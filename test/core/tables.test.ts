import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

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

/** Tables that a text names where SQL names them: builder calls, and `from`, `join`, `into`, `update` in raw SQL. */
const namedIn = (text: string): string[] => {
  const calls = text.matchAll(
    /(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin|rightJoin|fullJoin|using)\(\s*'(\w+)/g,
  )
  const raw = [...text.matchAll(/`[^`]*`/g)].flatMap(([sql]) => [
    ...sql.matchAll(/\b(?:from|join|into|update|table)\s+(\w+)/g),
  ])
  return [...calls, ...raw].map(([, table = '']) => table)
}

it('finds the tables of the database', () => {
  expect(owners.size).toBeGreaterThan(45)
  expect(owners.get('person')).toBe('core')
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

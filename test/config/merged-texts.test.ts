import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** What neither the formatter nor the compiler reads: documents and migrations. */
const root = path.join(__dirname, '..', '..')
const below = (folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file))
const texts = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...below('docs', '.md'),
  ...below(path.join('server', 'migrations'), '.sql'),
]

it('finds the documents and the migrations', () => {
  expect(texts).toEqual(expect.arrayContaining(['README.md', path.join('docs', 'architecture.md')]))
})

it.each(texts)('%s holds no two versions of a paragraph that a merge left side by side', (file) => {
  const left = readFileSync(path.join(root, file), 'utf8')
    .split('\n')
    .filter((line) => /^(<{7} |={7}$|>{7} )/.test(line))
  expect(left).toEqual([])
})

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { canonicalJson } from '@jucai/contract/draw/canonical-json'
import { recordText, type DrawRecord } from '@jucai/contract/draw/record'
import { randomRound } from './rounds'

// A checker that somebody wrote from docs/draw.md alone, who had read nothing else. It takes the text as published.
const python = spawnSync('python3', ['--version']).status === 0
const ifPython = python ? it : it.skip
const rounds = Number(process.env.DRAW_RECORDS ?? 1_000)

const told = (records: readonly string[]): string[] => {
  const run = spawnSync('python3', [path.join(__dirname, 'stranger.py')], {
    input: records.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout.split('\n').slice(0, -1)
}

ifPython(
  `a stranger’s checker, in Python${python ? '' : ' (which is not here)'}, agrees with ${rounds} records`,
  () => {
    const records = Array.from({ length: rounds }, (_, seed) => ({ ...randomRound(seed), log: [] }))
    const answers = told(records.map(recordText))
    expect(records.filter((_, at) => answers[at] !== 'ok').map(({ round }) => round)).toEqual([])
  },
)

/** Every text and number of a record, each changed once. */
const changed = (value: unknown, put: (value: unknown) => unknown): unknown[] => {
  if (typeof value === 'number') return [put(value + 1)]
  if (typeof value === 'string') return [put(value.replace(/.$/s, (last) => (last === '0' ? '1' : '0')))]
  if (Array.isArray(value))
    return value.flatMap((one: unknown, at) =>
      changed(one, (other) => put(value.map((kept, place) => (place === at ? other : (kept as unknown))))),
    )
  if (value === null) return []
  return Object.entries(value as Record<string, unknown>).flatMap(([key, one]) =>
    changed(one, (other) => put({ ...(value as object), [key]: other })),
  )
}

ifPython('it finds every byte that is changed, but in what is only said of the bulletin', () => {
  const record = { ...randomRound(11), log: [] }
  const evidence = /"evidence":\{[^}]*\}/g
  const without = (text: string) => text.replace(evidence, '')
  const texts = changed(record, (one) => one).map((one) => canonicalJson(one as DrawRecord))
  const counting = texts.filter((text) => without(text) !== without(recordText(record)))
  expect(counting.length).toBeGreaterThan(50)
  const answers = told(counting)
  expect(answers).toHaveLength(counting.length)
  expect(counting.filter((_, at) => answers[at] === 'ok')).toEqual([])
})

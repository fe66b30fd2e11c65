import { spawn } from 'node:child_process'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../../server/core/db'
import { fillRound } from '../rounds/many'

/** The round that is locked and drawn. */
export const worldRound = '00000000-0000-7000-8000-0000000000ff'
const station = '00000000-0000-7000-8000-0000000000aa'
const personOf = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const lockAt = '2026-12-20T10:20:00.000Z'
const drawAt = '2026-12-21T14:00:00.000Z'

/** A round whose lock was asked for, with its tickets. */
export const lockWorld = async (db: Db, count: number): Promise<void> => {
  await sql`insert into person (id, created_at) select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now()
    from generate_series(1, 2) as n`.execute(db)
  await sql`insert into housing_round (id, code, title, rule, state, version, revision, rules, classes, scoring, reserved,
      algorithm, sources, first_drawing_at, opens_at, closes_at, opening_minutes, choosing_from, slot_minutes,
      longer_slot_minutes, hold_seconds, at_once, refusing, written_by, written_at, published_by, published_at,
      lock_asked_by, lock_asked_at, told)
    values (${worldRound}, 'faults-r01', 'faults', 'draw', 'published', 1, 1, 'rules', '[]', '[]', 'first', 'sha-256',
      '[{"game": "cwl-kl8", "issues": ["2026120"]}, {"game": "lottery-pl5", "issues": ["26120"]}]',
      '2026-12-21T13:00:00Z', '2026-12-01', '2026-12-20T10:00:00Z', 0, '2026-12-25', 30, 60, 300, 3, 'none',
      ${personOf(1)}, now(), ${personOf(2)}, now(), ${personOf(1)}, now(), '{}')`.execute(db)
  await fillRound(db, worldRound, station, { count, rejectedEvery: 11 })
  // Only of who deleted their account it is gone.
  await sql`update round_ticket set salt = '\\x00'::bytea`.execute(db)
}
/** Two people enter what was drawn. */
export const enterBoth = async (db: Db): Promise<void> => {
  for (const person of [1, 2])
    for (const [position, issue, numbers] of [
      [0, '2026120', [2, 5, 9, 11, 13, 17, 20, 24, 29, 33, 38, 41, 46, 52, 55, 60, 63, 68, 71, 79]],
      [1, '26120', [4, 0, 7, 7, 1]],
    ] as const)
      await sql`insert into round_source (round_id, position, issue, person_id, outcome, numbers, address, correction, at)
        values (${worldRound}, ${position}, ${issue}, ${personOf(person)}, 'held', ${JSON.stringify(numbers)},
          'https://bulletin.example.cn/', 0, now())`.execute(db)
}

/** What came of a step: how long it took, how long the event loop stood still at most, the most memory it had. */
export interface Ran {
  ended: boolean
  ms: number
  stoppedMs: number
  megabytes: number
}
/** Runs a step in a process of its own, killed after so many milliseconds of work. */
export const runStep = (
  url: string,
  step: 'lock' | 'draw',
  { killAfterMs = null, torn = false }: { killAfterMs?: number | null; torn?: boolean } = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const values = ['--url', url, '--round', worldRound, '--person', personOf(2), '--step', step]
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        path.join(__dirname, 'lock-child.ts'),
        ...values,
        '--at',
        step === 'lock' ? lockAt : drawAt,
        ...(torn ? ['--torn'] : []),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let [began, said] = [0, '']
    child.stdout.on('data', (chunk: Buffer) => {
      if (began === 0) {
        began = performance.now()
        if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
      }
      said += chunk.toString()
    })
    child.on('exit', () => {
      const ms = performance.now() - began
      const [, stopped, megabytes] = /done (\S+) (\S+)/.exec(said) ?? []
      resolve({ ended: said.includes('done'), ms, stoppedMs: Number(stopped), megabytes: Number(megabytes) })
    })
  })

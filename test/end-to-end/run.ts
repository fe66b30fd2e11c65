import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { buildStaleSites } from '../../config/site'
import { loadSample } from './stage'

/**
 * `npm run test:e2e [-- name…]`: builds the site if it is stale and loads the sample city, then runs each
 * `*.e2e.ts` in Node's test runner, two at once where there are two processors.
 */
const main = async () => {
  await buildStaleSites()
  const wanted = process.argv.slice(2)
  const files = readdirSync(__dirname)
    .filter(
      (name) =>
        name.endsWith('.e2e.ts') && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
    )
    .map((name) => path.join(__dirname, name))
  const sample = await loadSample()
  const { status } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', '--test', '--test-reporter=spec'],
      `--test-concurrency=${Math.min(2, availableParallelism())}`, // each sets a stage of its own, with a browser
      ...files,
    ],
    { stdio: 'inherit', env: { ...process.env, JUCAI_E2E_SAMPLE: sample } },
  )
  rmSync(sample, { recursive: true, force: true })
  process.exit(status ?? 1)
}
void main()

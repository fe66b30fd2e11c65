import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { buildSync } from 'esbuild'
import { atMost, type Line } from './line'

const root = path.resolve(__dirname, '../..')

/** One person against 20,000 posts in a process that compiles nothing at run time, with the reasons of those shown. */
export const fitting = (): Line[] => {
  const outfile = path.join(root, '.cache/bench/matching.js')
  buildSync({
    entryPoints: [path.join(__dirname, 'matching.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'es2018',
    logLevel: 'error',
  })
  const printed = execFileSync(process.execPath, ['--jitless', outfile], { encoding: 'utf8' })
  const milliseconds = Number(printed.trim().split('\n').at(-1))
  return [atMost('one person against 20,000 posts, interpreted, ms of a processor', milliseconds, 300)]
}

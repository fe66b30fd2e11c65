import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildSync } from 'esbuild'
import { orderOf } from '@jucai/contract/draw/order'
import type { Ticket } from '@jucai/contract/draw/tickets'
import { digests } from '../draw/rounds'
import { seeded } from '../faults/random'
import { atMost, ratio, type Line } from './line'

const people = 300_000
const holder = '0'.repeat(64)
const key = '5'.repeat(64)
const tickets: Ticket[] = Array.from({ length: people }, (_, at) => ({
  number: at + 1,
  pool: 'all',
  classes: [],
  state: 'in',
  points: 0,
  holder,
}))

const ours = (): number => {
  const began = performance.now()
  const order = orderOf(digests['sha-256'], { key, rule: 'draw', pool: 'all', tickets })
  if (order.length !== people) throw new Error('somebody is missing')
  return performance.now() - began
}
/** The usual shuffle of lists: one is taken out of the rest and put in at its place, again and again. */
const bySplice = (): number => {
  const random = seeded(1)
  const order = [...tickets]
  const began = performance.now()
  for (let place = 0; place < people; place += 1)
    order.splice(place, 0, ...order.splice(place + Math.floor(random() * (people - place)), 1))
  if (order.length !== people) throw new Error('somebody is missing')
  return performance.now() - began
}

/** Time of a whole recheck and of one's own, ms, bundled as for the phone and run without a compiler. */
const rechecked = (): [whole: number, own: number] => {
  const outfile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'jucai-draw-')), 'draw.js')
  buildSync({
    entryPoints: [path.join(__dirname, 'draw-rechecked.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'es2018',
    logLevel: 'error',
  })
  const printed = execFileSync(process.execPath, ['--jitless', outfile], { encoding: 'utf8' })
  const [whole = Number.NaN, own = Number.NaN] = printed.trim().split(' ').map(Number)
  return [whole, own]
}

/** Draws: speed on the server against shuffling, and on a phone without a compiler. */
export const draws = (): Line[] => {
  const our = Math.min(ours(), ours(), ours())
  const splice = bySplice()
  const [whole, own] = rechecked()
  return [
    ratio('a draw of 300,000, ms, by splice against ours', splice, our, { atLeast: 10 }),
    atMost('a draw of 10,000 computed again without a compiler, ms', whole, 5000),
    atMost('one’s own place and value without a compiler, ms', own, 5),
  ]
}

import path from 'node:path'
import vm from 'node:vm'
import { build } from 'esbuild'
import type { PolicyBook } from '@jucai/contract/policies/book'
import type { Given } from '@jucai/contract/policies/entitlements'
import type { Outcome } from '@jucai/contract/policies/outcomes'
import type { Facts } from '@jucai/contract/policies/facts'

/** What a phone makes of a person: by policy in force, what it comes to and what it gives. */
export type PhoneJudgement = [policy: string, outcome: Outcome, gives: Given][]
/** Judges as a phone does. All that goes in and comes out is text, as it is on the wire. */
export interface Phone {
  judge(facts: Facts, day: string): PhoneJudgement
  /** Facts as `GET /me/facts` tells them, kept as the phone keeps them. */
  judgeItems(
    items: readonly ({ code: string; expiresOn: string | null } & object)[],
    day: string,
  ): PhoneJudgement
}

const entry = `
  import { prepare } from '@jucai/contract/policies/entitlements'
  import { standingUnder } from '@/policies/standing'
  import { factsIn } from '@/policies/own-facts'
  export const open = (book) => {
    const prepared = prepare(JSON.parse(book))
    const judge = (facts, day) => JSON.stringify(
      standingUnder(prepared, facts, day).judged.map(({ policy, outcome, gives }) => [policy.code, outcome, gives]))
    return {
      judge: (facts, day) => judge(JSON.parse(facts), day),
      judgeItems: (items, day) => judge(factsIn(JSON.parse(items)), day),
    }
  }`
const root = path.resolve(__dirname, '../..')
/** What draws and stores is not needed to judge. */
const outside = /^(react|@\/session|@\/words\/dates|\.\/store)$/
/** How far it looks ahead: nowhere, which would take a hundred times as long as judging by the day. */
const ahead = /policies\/offers$/

/**
 * The phone's own code, compiled once more for the oldest phones and run in a world of its own, that shares nothing
 * with the server's but the source.
 * @param book as the server sends it
 */
export const startPhone = async (book: PolicyBook): Promise<Phone> => {
  const {
    outputFiles: [bundle],
  } = await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'phone',
    target: 'es2018',
    logLevel: 'error',
    plugins: [
      {
        name: 'nothing outside',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: outside }, ({ path: what }) => ({ path: what, namespace: 'outside' }))
          onResolve({ filter: ahead }, () => ({ path: 'ahead', namespace: 'outside' }))
          onLoad({ filter: /./, namespace: 'outside' }, () => ({ contents: 'exports.monthsAhead = 0' }))
          onResolve({ filter: /^@\// }, ({ path: what }) => ({
            path: path.join(root, 'src', `${what.slice(2)}.ts`),
          }))
        },
      },
    ],
  })
  const world: {
    phone?: { open(book: string): Record<'judge' | 'judgeItems', (what: string, day: string) => string> }
  } = {}
  vm.runInNewContext(bundle?.text ?? '', world)
  const opened = world.phone?.open(JSON.stringify(book))
  if (!opened) throw new Error('the phone’s code did not start')
  const judged = (text: string) => JSON.parse(text) as PhoneJudgement
  return {
    judge: (facts, day) => judged(opened.judge(JSON.stringify(facts), day)),
    judgeItems: (items, day) => judged(opened.judgeItems(JSON.stringify(items), day)),
  }
}

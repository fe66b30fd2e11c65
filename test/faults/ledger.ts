import type { Facts } from './facts'

/** What the server acknowledged, over all rounds: each set holds what the fact of the same name must hold. */
export type Ledger = Record<
  | 'people'
  | 'profiles'
  | 'consents'
  | 'credentials'
  | 'scans'
  | 'disputed'
  | 'readMessages'
  | 'drafts'
  | 'applications'
  | 'steps'
  | 'files'
  | 'runs'
  | 'released'
  | 'imports'
  | 'answered'
  | 'accounts',
  Set<string>
>

/** An empty one. */
export const newLedger = (): Ledger => ({
  people: new Set(),
  profiles: new Set(),
  consents: new Set(),
  credentials: new Set(),
  scans: new Set(),
  disputed: new Set(),
  readMessages: new Set(),
  drafts: new Set(),
  applications: new Set(),
  steps: new Set(),
  files: new Set(),
  runs: new Set(),
  released: new Set(),
  imports: new Set(),
  answered: new Set(),
  accounts: new Set(),
})

/** How much was acknowledged. */
export const sizeOf = (ledger: Ledger): number =>
  Object.values(ledger).reduce((sum, set) => sum + set.size, 0)

/** How much of that had to do with money. */
export const moneyIn = ({ runs, released, imports, answered, accounts }: Ledger): number =>
  [runs, released, imports, answered, accounts].reduce((sum, set) => sum + set.size, 0)

/**
 * Kinds of which every record is known, because each request that made one was repeated until it was
 * answered.
 */
const complete = ['profiles', 'credentials', 'scans', 'applications', 'runs'] as const

const short = (ids: string[]) => `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? `, … (${ids.length})` : ''}`

/**
 * What is wrong with the facts: lost, doubled or made up records, lost events, a broken chain; each a
 * sentence. `before` are the facts of the untouched sample.
 */
export const faultsIn = (ledger: Ledger, facts: Facts, before: Facts): string[] => {
  const faults: string[] = [...facts.uneven]
  for (const [kind, acknowledged] of Object.entries(ledger) as [keyof Ledger, Set<string>][]) {
    const there = new Set(facts[kind])
    const lost = [...acknowledged].filter((id) => !there.has(id))
    if (lost.length > 0) faults.push(`lost ${kind}: ${short(lost)}`)
    if (there.size !== facts[kind].length && kind !== 'consents') faults.push(`${kind} stand twice`)
  }
  for (const kind of complete) {
    const known = new Set([...ledger[kind], ...before[kind]])
    const surplus = facts[kind].filter((id) => !known.has(id))
    if (surplus.length > 0) faults.push(`${kind} that nobody asked for: ${short(surplus)}`)
  }
  if (facts.outbox.pending > 0) faults.push(`${facts.outbox.pending} events are not done`)
  if (facts.outbox.dead > 0) faults.push(`${facts.outbox.dead} events were given up`)
  if (facts.undelivered > 0) faults.push(`${facts.undelivered} deliveries still wait`)
  if (facts.chain.brokenAt !== null) faults.push(`the audit chain is broken at ${facts.chain.brokenAt}`)
  return faults
}

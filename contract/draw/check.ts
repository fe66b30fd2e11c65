import { commitmentOf, type Committed } from './commitment'
import { toHex, utf8, type Digest } from './hash'
import { MerkleRoot } from './merkle'
import { drawKey, inOrder, valuesUnder, type ValuedTicket } from './order'
import type { DrawRecord } from './record'
import { drawnFault, namedFault } from './sources'
import { isDrawCode, readLeaf, ticketName, type Ticket } from './tickets'

/** What does not hold in a record, in Chinese, with where. */
export interface DrawFault {
  part: 'list' | 'root' | 'commitment' | 'sources' | 'key' | 'order' | 'log'
  text: string
}
/** How far a check is. `done` of `all` steps of equal size. */
export interface CheckProgress {
  done: number
  all: number
}

const fault = (part: DrawFault['part'], text: string): DrawFault => ({ part, text })

const committedFaults = (record: Committed & { commitment: string }, digest: Digest): DrawFault[] => {
  const faults: DrawFault[] = []
  const flats = record.flats.map(({ flat }) => flat)
  if (new Set(flats).size !== flats.length) faults.push(fault('list', '有一套房在房源里出现两次'))
  const codes = record.flats.flatMap(({ flat, pool, reservedFor }) => [flat, pool, reservedFor ?? 'general'])
  const odd = [...codes, ...record.classes].find((code) => !isDrawCode(code))
  if (odd !== undefined) faults.push(fault('list', `“${odd}”不能用作房源或类别的代码`))
  if (new Set(record.classes).size !== record.classes.length) faults.push(fault('list', '有一个类别列了两次'))
  const named = namedFault(record.sources)
  if (named) faults.push(fault('sources', named))
  if (commitmentOf(digest, record) !== record.commitment)
    faults.push(fault('commitment', '锁定时公布的承诺值，和这份名单、规则、房源、来源算出来的不一样'))
  return faults
}

const sourceFaults = (record: DrawRecord): DrawFault[] => {
  const drawn = record.result?.drawn ?? []
  if (drawn.length !== record.sources.length)
    return [fault('sources', `公布过 ${record.sources.length} 个来源，用了 ${drawn.length} 个`)]
  return record.sources.flatMap((named, at) => {
    const one = drawn[at]
    const text = one ? drawnFault(one, named) : null
    const same = one && one.evidence.enteredBy === one.evidence.confirmedBy
    return [
      ...(text ? [fault('sources', text)] : []),
      ...(same ? [fault('sources', '来源由同一个人录入和核对，应当是两个人')] : []),
    ]
  })
}

/** Reads the list and its root; one step a ticket. */
function* readList(record: DrawRecord, digest: Digest, faults: DrawFault[]): Generator<void, Ticket[]> {
  const root = new MerkleRoot(digest)
  const tickets: Ticket[] = []
  for (const [at, text] of record.leaves.entries()) {
    root.add(utf8(text))
    const ticket = readLeaf(text)
    if (ticket?.number === at + 1) tickets.push(ticket)
    else faults.push(fault('list', `名单第 ${at + 1} 行不是 ${ticketName(at + 1)} 的写法`))
    yield
  }
  if (record.leaves.length !== record.tickets)
    faults.push(fault('list', `名单应有 ${record.tickets} 个号，文件里有 ${record.leaves.length} 个`))
  if (toHex(root.root()) !== record.root)
    faults.push(fault('root', '名单算出来的根和公布的不一样：名单在锁定后被改过'))
  return tickets
}

/** Computes every value anew and holds the published order against it; one step a ticket. */
function* readOrder(
  record: DrawRecord,
  digest: Digest,
  tickets: readonly Ticket[],
  faults: DrawFault[],
): Generator<void> {
  const { result } = record
  if (!result) return
  const key = drawKey(digest, record.commitment, result.drawn)
  if (key !== result.key) faults.push(fault('key', '由承诺值和开奖号码算出来的密钥，和公布的不一样'))
  const value = valuesUnder(digest, key)
  const pools = new Map<string, ValuedTicket[]>()
  for (const ticket of tickets) {
    const pool = pools.get(ticket.pool) ?? []
    pools.set(ticket.pool, pool)
    pool.push({ ticket, value: value(ticket.pool, ticket.number) })
    yield
  }
  const published = new Set(Object.keys(result.order))
  for (const [pool, valued] of pools) {
    const lines = result.order[pool] ?? []
    const at = inOrder(record.order, valued).findIndex(
      (one, place) => lines[place] !== `${ticketName(one.ticket.number)} ${one.value}`,
    )
    if (at >= 0 || lines.length !== valued.length)
      faults.push(fault('order', `“${pool}”的顺序从第 ${(at < 0 ? valued.length : at) + 1} 位起不对`))
    published.delete(pool)
  }
  for (const pool of published) faults.push(fault('order', `“${pool}”没有号，却公布了顺序`))
}

const logFaults = (record: DrawRecord): DrawFault[] => {
  const flats = new Set(record.flats.map(({ flat }) => flat))
  const chosen = new Map<string, string>()
  return record.log.flatMap((line, at) => {
    const bad = (text: string) => [fault('log', `抽签后的记录第 ${at + 1} 行：${text}`)]
    const number = Number(line.ticket.slice(1))
    if (ticketName(number) !== line.ticket || number > record.tickets) return bad('名单里没有这个号')
    if (line.act === 'skip') chosen.delete(line.ticket) // what whoever is gone had chosen may be chosen again
    if (line.act !== 'choose') return line.reason === null ? bad('没有写原因') : []
    if (line.flat === null || !flats.has(line.flat)) return bad('房源里没有这套房')
    if ([...chosen.values()].includes(line.flat)) return bad('这套房选了两次')
    if (chosen.has(line.ticket)) return bad('这个号选了两次')
    chosen.set(line.ticket, line.flat)
    return []
  })
}

/**
 * Computes a whole record again and tells everything that does not hold: list, root, commitment, sources, key, order
 * and what was written since. A generator, so that a phone can show how far it is and stay usable; it yields after
 * each ticket. Costs some six hashes a ticket, and nothing from the network.
 */
export function* checkRecord(record: DrawRecord, digest: Digest): Generator<CheckProgress, DrawFault[]> {
  const faults = committedFaults(record, digest)
  if (record.result) faults.push(...sourceFaults(record))
  const all = record.leaves.length * (record.result ? 2 : 1)
  let done = 0
  const told = function* <T>(steps: Generator<void, T>): Generator<CheckProgress, T> {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value
      done += 1
      yield { done, all }
    }
  }
  const tickets = yield* told(readList(record, digest, faults))
  yield* told(readOrder(record, digest, tickets, faults))
  faults.push(...logFaults(record))
  return faults
}

/** Runs a check to its end at once. */
export const checkAtOnce = (record: DrawRecord, digest: Digest): DrawFault[] => {
  const check = checkRecord(record, digest)
  for (;;) {
    const step = check.next()
    if (step.done === true) return step.value
  }
}

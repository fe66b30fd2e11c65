import { sha256 } from '@noble/hashes/sha2.js'
import { checkAtOnce } from '@jucai/contract/draw/check'
import { toHex } from '@jucai/contract/draw/hash'
import { pathsOf } from '@jucai/contract/draw/lock'
import { isInList, ownValue } from '@jucai/contract/draw/receipt'
import { drawn, roundOf, saltOf, ticketOf } from '../draw/rounds'

// Run by draws.ts without a compiler at run time, as on a phone, with the phone's hash: prints the time of a whole
// recheck and the longest of one's own, in ms.
const record = roundOf(
  'sha-256',
  Array.from({ length: 10_000 }, (_, at) => ticketOf(sha256, at + 1)),
)
const [path = []] = pathsOf(sha256, record.leaves)
const receipt = {
  ...record,
  leaf: record.leaves[0] ?? '',
  salt: toHex(saltOf(1)),
  path,
}
/** Time of the processor, ms: a phone has nothing else to do, this machine may have. */
const timed = (act: () => boolean): number => {
  const began = process.cpuUsage()
  if (!act()) throw new Error('the draw does not hold')
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}
const whole = timed(() => checkAtOnce(record, sha256).length === 0)
const own = Array.from({ length: 9 }, () =>
  timed(
    () =>
      isInList(sha256, receipt) &&
      record.result?.order.all?.includes(ownValue(sha256, receipt, drawn) ?? '') === true,
  ),
)
process.stdout.write(`${whole} ${Math.min(...own)}\n`)

import { parentPort, workerData } from 'node:worker_threads'
import type { OrderRule } from '@jucai/contract/draw/commitment'
import type { DrawAlgorithm } from '@jucai/contract/draw/hash'
import { poolsAmong } from '@jucai/contract/draw/lock'
import { orderOf } from '@jucai/contract/draw/order'
import type { Ticket } from '@jucai/contract/draw/tickets'
import { digestOf } from './digests'

/** Under what an order is computed. */
export interface OrderRules {
  algorithm: DrawAlgorithm
  key: string
  rule: OrderRule
}
/** The next tickets of the list, or, null, its end. */
export type OrderPage = readonly Pick<Ticket, 'number' | 'pool' | 'points'>[] | null
/** The order of one pool: numbers, and the 32 bytes of each one’s value. */
export interface PoolOrder {
  pool: string
  numbers: Uint32Array<ArrayBuffer>
  values: Uint8Array<ArrayBuffer>
}

const { algorithm, key, rule } = workerData as OrderRules
const tickets: Ticket[] = []

const ordered = (pool: string): PoolOrder => {
  const order = orderOf(digestOf(algorithm), { key, rule, pool, tickets })
  const numbers = new Uint32Array(order.length)
  const values = new Uint8Array(32 * order.length)
  for (const [at, { ticket, value }] of order.entries()) {
    numbers[at] = ticket.number
    values.set(Buffer.from(value, 'hex'), 32 * at)
  }
  return { pool, numbers, values }
}

parentPort?.on('message', (page: OrderPage) => {
  if (page) for (const one of page) tickets.push({ ...one, classes: [], state: 'in', holder: '' })
  else
    for (const pool of [...poolsAmong(tickets), null]) {
      const order = pool === null ? null : ordered(pool)
      parentPort?.postMessage(order, order ? [order.numbers.buffer, order.values.buffer] : [])
    }
})

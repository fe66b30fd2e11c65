import path from 'node:path'
import { threadOf } from '../core/thread'
import type { OrderPage, OrderRules, PoolOrder } from './order-thread'

/** What the order of a million tickets takes, three times over. */
const megabytes = 3072

/**
 * Computes the order of every pool in a thread of its own, since hashing and sorting a long list would hold up every
 * request; the list comes by pages. A pool’s order is 36 bytes a ticket here. @returns pools in the order of the record
 */
export const computedOrder = async (
  rules: OrderRules,
  pages: AsyncIterable<NonNullable<OrderPage>>,
): Promise<PoolOrder[]> => {
  const thread = threadOf(path.join(__dirname, 'order-thread.ts'), {
    workerData: rules,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  const orders: PoolOrder[] = []
  const computed = new Promise<void>((resolve, reject) => {
    thread.on('message', (order: PoolOrder | null) => {
      if (order) orders.push(order)
      else resolve()
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the thread ended before the order was computed')))
  })
  computed.catch(() => undefined) // awaited once the list is handed over
  try {
    for await (const page of pages) thread.postMessage(page satisfies OrderPage)
    thread.postMessage(null satisfies OrderPage)
    await computed
    return orders
  } finally {
    await thread.terminate()
  }
}

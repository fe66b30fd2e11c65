import { NetworkError, ProblemError } from '@jucai/contract/client'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { call } from '@/api'
import { phoneStorage } from '@/settings'
import { wordsOf } from '@/words/problems'

/** A service recorded on this phone without a network. `outcome` is null until the server has answered. */
export interface QueuedScan {
  key: string
  code: string
  serviceId: string
  serviceName: string
  stationId: string
  scannedAt: string
  outcome: null | { recorded: boolean; words: string }
}

interface Queue {
  items: QueuedScan[]
  add(item: QueuedScan): void
  settle(key: string, outcome: NonNullable<QueuedScan['outcome']>): void
  dismiss(key: string): void
}

/**
 * What waits for the network, kept until somebody has seen how it ended. The key makes a repeated sending
 * one record.
 */
export const useScanQueue = create<Queue>()(
  persist(
    (set) => ({
      items: [],
      add: (item) => set(({ items }) => ({ items: [...items, item] })),
      settle: (key, outcome) =>
        set(({ items }) => ({
          items: items.map((item) => (item.key === key ? { ...item, outcome, code: '' } : item)),
        })),
      dismiss: (key) => set(({ items }) => ({ items: items.filter((item) => item.key !== key) })),
    }),
    {
      name: 'scan-queue',
      storage: createJSONStorage(() => phoneStorage),
      partialize: ({ items }) => ({ items }),
    },
  ),
)

// Nothing is known about the effect, or the server could not take it just now: try again later.
const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ProblemError &&
    (error.status >= 500 || error.status === 429 || error.code === 'signed-out'))

let running: Promise<void> | null = null

const sendAll = async (): Promise<void> => {
  for (const { key, code, serviceId, stationId, scannedAt, outcome } of useScanQueue.getState().items) {
    if (outcome) continue
    try {
      await call('POST /scans', { body: { code, serviceId, stationId, scannedAt } }, { idempotencyKey: key })
      useScanQueue.getState().settle(key, { recorded: true, words: '已补登' })
    } catch (error) {
      if (isPassing(error)) return
      useScanQueue.getState().settle(key, { recorded: false, words: wordsOf(error) })
    }
  }
}

/** Sends what waits, in order, once at a time. */
export const sendQueue = (): Promise<void> =>
  (running ??= sendAll().finally(() => {
    running = null
  }))

import { NetworkError, ProblemError } from '@jucai/contract/client'
import type { CodeEntry } from '@jucai/contract/vocabulary'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { call } from '@/api'
import { useCityStore } from '@/city-store'
import { newIdempotencyKey } from '@/random'
import { useSession } from '@/session'
import { phoneStorage } from '@/settings'
import { wordsOf } from '@/words/problems'

/**
 * A service recorded on this phone without a network, by one clerk at one station. `outcome` is null until
 * the server has answered; what it refused stays whole until somebody has dealt with it.
 */
export interface QueuedScan {
  key: string
  personId: string
  /** The clerk's name as the next person on this phone may read it. */
  maskedName: string
  code: string
  serviceId: string
  serviceName: string
  stationId: string
  stationName: string
  scannedAt: string
  entry: CodeEntry
  challenge: string | null
  outcome: null | { recorded: boolean; words: string }
}

interface Queue {
  items: QueuedScan[]
  add(item: QueuedScan): void
  change(key: string, change: Partial<QueuedScan>): void
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
      change: (key, change) =>
        set(({ items }) => ({
          items: items.map((item) => (item.key === key ? { ...item, ...change } : item)),
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

/**
 * Keeps a record until there is a network.
 * @returns false when the phone is full: then it lasts only as long as the app stays open.
 */
export const keepScan = (item: QueuedScan): boolean => {
  useScanQueue.getState().add(item)
  return String(phoneStorage.getItem('scan-queue')).includes(item.key)
}

/** What was not recorded yet: it waits, or was refused. */
export const isOpen = ({ outcome }: QueuedScan): boolean => outcome?.recorded !== true

/** Whose records wait on this phone beside those of this person: masked names, each with how many. */
export const waitingOfOthers = (
  items: readonly QueuedScan[],
  personId: string | undefined,
): { maskedName: string; count: number }[] => {
  const others = new Map<string, { maskedName: string; count: number }>()
  for (const item of items) {
    if (item.personId === personId || !isOpen(item)) continue
    const { maskedName } = item
    others.set(item.personId, { maskedName, count: (others.get(item.personId)?.count ?? 0) + 1 })
  }
  return [...others.values()]
}

// Nothing is known about the effect, or the server could not take it just now: try again later.
const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ProblemError &&
    (error.status >= 500 || error.status === 429 || error.code === 'signed-out'))

// The server's words on a code say whom to tell; beside that, it is whoever can look into the records.
const refusedWords = (error: unknown): string => {
  const words = wordsOf(error)
  if (error instanceof ProblemError && ['scan-refused', 'already-recorded'].includes(error.code)) return words
  const phone = useCityStore.getState().city?.officePhone
  return `${words.replace(/。$/, '')}。服务已经提供的，请把时间和服务告诉人才办${phone ? `（${phone}）` : ''}`
}

const send = (
  { key, code, serviceId, stationId, scannedAt, entry, challenge }: QueuedScan,
  more: { queued?: true },
) =>
  call(
    'POST /scans',
    {
      body: {
        code,
        serviceId,
        scannedAt,
        stationId,
        entry,
        ...(challenge ? { challenge } : {}),
        ...more,
      },
    },
    { idempotencyKey: key },
  )

// The first sending had arrived and only its answer was lost: the same words get that answer again.
const isArrived = (error: unknown) => error instanceof ProblemError && error.code === 'idempotency-key-reused'

let running: Promise<void> | null = null

const sendAll = async (): Promise<void> => {
  const personId = useSession.getState().me?.id
  const tried = new Set<string>()
  // Looked up anew each time: meanwhile one may be asked for again or dismissed, or somebody else sign in.
  const nextItem = () =>
    useSession.getState().me?.id === personId
      ? useScanQueue
          .getState()
          .items.find((item) => !item.outcome && item.personId === personId && !tried.has(item.key))
      : undefined
  for (;;) {
    const item = nextItem()
    if (!item) return
    const { key } = item
    tried.add(key)
    try {
      await send(item, { queued: true }).catch((error: unknown) => {
        if (isArrived(error)) return send(item, {})
        throw error
      })
      useScanQueue.getState().change(key, { outcome: { recorded: true, words: '已补登' }, code: '' })
    } catch (error) {
      if (isPassing(error)) return
      useScanQueue.getState().change(key, { outcome: { recorded: false, words: refusedWords(error) } })
    }
  }
}

/** Sends what waits of whoever is signed in, in order, once at a time. */
export const sendQueue = (): Promise<void> =>
  (running ??= sendAll().finally(() => {
    running = null
  }))

/** Asks again for what was refused: a role may have been given back, a clock set right. */
export const sendAgain = async (key: string): Promise<void> => {
  useScanQueue.getState().change(key, { key: await newIdempotencyKey(), outcome: null })
  await sendQueue()
}

import type { QueueItem } from '@jucai/contract/review'
import { create } from 'zustand'

/**
 * The queue as it was left: opening a case and coming back finds the same page, the same row in focus, the
 * same place on it. `search`: its address; `before`: the pages before it.
 */
interface Kept {
  search: string
  before: readonly string[]
  items: QueueItem[]
  next: string | null
  current: number
  scroll: number
}
/** The queue as this tab left it. */
export const useKeptQueue = create<{
  kept: Kept | null
  keep(kept: Kept): void
  forget(): void
  changed(item: QueueItem): void
}>((set) => ({
  kept: null,
  keep: (kept) => set({ kept }),
  forget: () => set({ kept: null }),
  changed: (item) =>
    set(({ kept }) => ({
      kept: kept && { ...kept, items: kept.items.map((row) => (row.id === item.id ? item : row)) },
    })),
}))

const wayTo = (kept: Kept | null) => ({
  to: `/queue${kept?.search ? `?${kept.search}` : ''}`,
  state: { before: kept?.before ?? [] },
})
/** The way back to the queue as it was left, for a link or `navigate`. */
export const useWayBack = (): { to: string; state: { before: readonly string[] } } =>
  wayTo(useKeptQueue(({ kept }) => kept))

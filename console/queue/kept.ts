import type { QueueItem } from '@jucai/contract/review'
import { create } from 'zustand'

/** The queue as it was left: opening a case and coming back finds the same rows, the same one in focus, the same place on the page. */
interface Kept { query: string; items: QueueItem[]; next: string | null; current: number; scroll: number }
export const useKeptQueue = create<{ kept: Kept | null; keep(kept: Kept): void; forget(): void; changed(item: QueueItem): void }>((set) => ({
  kept: null,
  keep: (kept) => set({ kept }),
  forget: () => set({ kept: null }),
  changed: (item) => set(({ kept }) => ({ kept: kept && { ...kept, items: kept.items.map((row) => row.id === item.id ? item : row) } })),
}))

import Taro from '@tarojs/taro'

interface KeptQueue {
  state: { items: { personId: string; outcome: { recorded: boolean } | null }[] }
}

/**
 * How many services a clerk recorded on this phone that are not on the server yet. Reads what
 * staff/scan-queue.ts keeps, so that the main package need not hold it.
 */
export const waitingScans = (personId: string): number => {
  const kept = Taro.getStorageSync<string>('scan-queue')
  return kept
    ? (JSON.parse(kept) as KeptQueue).state.items.filter(
        (item) => item.personId === personId && item.outcome?.recorded !== true,
      ).length
    : 0
}

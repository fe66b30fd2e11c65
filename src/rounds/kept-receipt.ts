import type { DrawReceipt } from '@jucai/contract/draw/receipt'
import { phoneStorage } from '@/settings'

const nameOf = (personId: string, code: string) => `draw-receipt-${code}-${personId}`

/** Keeps a receipt on this phone, for its person alone. The first stays: it is the proof if a later one differs. */
export const keepReceipt = (personId: string, receipt: DrawReceipt): void => {
  if (keptReceipt(personId, receipt.round)) return
  void phoneStorage.setItem(nameOf(personId, receipt.round), JSON.stringify(receipt))
}

/** The receipt that this phone kept of a round; null for none. */
export const keptReceipt = (personId: string, code: string): DrawReceipt | null => {
  try {
    const text = phoneStorage.getItem(nameOf(personId, code)) as string | null
    const receipt = JSON.parse(text ?? 'null') as DrawReceipt | null
    return typeof receipt?.leaf === 'string' && Array.isArray(receipt.path) ? receipt : null
  } catch {
    return null
  }
}

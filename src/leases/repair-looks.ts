import type { Repair } from '@jucai/contract/lease-shapes'
import type { Tone } from '@/components/tag'

/** How a repair’s state is coloured; the word stands beside it. */
export const repairTones: Record<Repair['state'], Tone> = {
  reported: 'star',
  promised: 'night',
  'under-way': 'info',
  done: 'good',
  closed: 'plain',
}

import type { Situation } from '@jucai/contract/vocabulary'
import type { IconName } from '@/theme/icon-names'

/** The picture of a situation, the same wherever it stands. */
export const situationIcons: Record<Situation, IconName> = {
  'look-for-job': 'briefcase',
  'find-home': 'key-round',
  'live-here': 'coffee',
  'start-business': 'rocket',
  family: 'users',
  health: 'heart-pulse',
}

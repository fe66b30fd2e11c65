import type { Situation } from '@jucai/contract/vocabulary'
import { create } from 'zustand'
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

/** Which services the catalogue shows; kept outside the page, because WeChat gives a tab page no query. */
export const useCatalogueFilter = create<{ situation: Situation | null }>(() => ({ situation: null }))

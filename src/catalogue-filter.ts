import type { Situation } from '@jucai/contract/vocabulary'
import { create } from 'zustand'

/** Which services the catalogue shows; kept outside the page, because WeChat gives a tab page no query. */
export const useCatalogueFilter = create<{ situation: Situation | null }>(() => ({ situation: null }))

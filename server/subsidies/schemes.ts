import type { OwnEndReason } from '@jucai/contract/subsidy-vocabulary'

/** A subsidy of this room: the key of its program is the ledger's scheme. */
export interface Scheme {
  title: string
  /** For which reasons its person may end it. */
  endReasons: readonly OwnEndReason[]
}

/** All of them. */
export const schemes = {
  'rent-subsidy': {
    title: '人才租房补贴',
    endReasons: ['left', 'bought-home', 'not-renting', 'in-apartment', 'not-working', 'own-wish'],
  },
  'living-subsidy': { title: '青年人才生活补贴', endReasons: ['left', 'not-working', 'own-wish'] },
  'purchase-subsidy': { title: '人才购房补贴', endReasons: ['left', 'not-working', 'own-wish'] },
  'startup-subsidy': { title: '青年创业补贴', endReasons: ['left', 'own-wish'] },
  'internship-subsidy': {
    title: '就业见习补贴',
    endReasons: ['employed', 'internship-over', 'left', 'own-wish'],
  },
} as const satisfies Record<string, Scheme>
export type SchemeKey = keyof typeof schemes

/** A subsidy by its key; one that is no longer offered keeps its key as a name. */
export const schemeOf = (key: string): Scheme =>
  (schemes as Record<string, Scheme>)[key] ?? { title: key, endReasons: ['own-wish'] }

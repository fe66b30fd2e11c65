import type { Facts, FactValue } from '@jucai/contract/policies/facts'

/** A fact as `GET /me/facts` tells it. */
export interface SentFact {
  code: string
  value: FactValue['value']
  source: FactValue['source']
  asOf: string
  /** null: it does not expire by itself. */
  expiresOn: string | null
}

/** Facts of an answer, as they are held against policies. */
export const factsIn = (items: readonly SentFact[]): Facts =>
  Object.fromEntries(
    items.map(({ code, expiresOn, ...fact }) => [code, expiresOn === null ? fact : { ...fact, expiresOn }]),
  )

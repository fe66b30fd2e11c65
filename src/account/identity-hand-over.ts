import type { DocumentType } from '@jucai/contract/vocabulary'

/** What a person typed to say who they are. */
export interface Identity {
  name: string
  documentType: DocumentType
  documentNumber: string
}

// In memory only: a document number has no business in an address, where histories and logs keep it.
let held: Identity | undefined

/** Keeps what was typed for the next page of the same visit. */
export const handOver = (identity: Identity | undefined): void => {
  held = identity
}

/** What the page before handed over. */
export const handedOver = (): Identity | undefined => held

/**
 * Codes of the facts that a record can hold, by registration or by what was decided: `server/policies/known-elsewhere.ts`
 * reads each of them. Everything else somebody can only tell of themselves.
 */
export const recordFacts = [
  'degree',
  'graduatesOn',
  'documentType',
  'birthday',
  'presentRegion',
  'homeRegion',
  'talentTier',
  'majorClass',
] as const
/** One of {@link recordFacts}. */
export type RecordFact = (typeof recordFacts)[number]

/** Whether a record can hold a fact. */
export const isRecordFact = (code: string): code is RecordFact =>
  (recordFacts as readonly string[]).includes(code)

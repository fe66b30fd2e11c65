import type { Registration } from '@jucai/contract/profiles'
import type { profileOf } from '../profiles'

/** A registered profile. */
export type ProfileRecord = NonNullable<Awaited<ReturnType<typeof profileOf>>>

/** The profile as a registration, for the evaluator of clauses. An erased document number is empty. */
export const registrationOf = ({
  name,
  documentType,
  documentNumber,
  school,
  degree,
  major,
  graduatesOn,
  homeRegion,
  presentRegion,
  aims,
}: ProfileRecord): Registration => ({
  name,
  documentType,
  documentNumber: documentNumber ?? '',
  school,
  degree,
  major,
  graduatesOn,
  homeRegion,
  presentRegion,
  aims,
})

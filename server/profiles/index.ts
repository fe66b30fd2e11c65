export { recordConsent, register } from './commands'
export { consentGiven } from './consents'
export { profiles } from './feature'
export { findableRows, leftPoolAt, leftPoolBefore } from './findable'
export { notice as currentNotice } from './notice'
export {
  countRegistered,
  documentIndex,
  namesOf,
  deleteDocument,
  deleteProfile,
  ownerOfDocument,
  profileOf,
  profilesAfter,
  schoolingOf,
  type ProfileRecord,
} from './repository'
export { holderOf, profileStanding, type Holder } from './show'
export { findableGroups, graduatingGroups, type StudyGroup } from './study-groups'

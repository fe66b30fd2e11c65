export type { HousingDeps, HousingRoomDeps } from './deps'
export { housing } from './feature'
export { expectFree, moveFlat, type FlatMove } from './flat-state'
export { apartmentProgram } from './program'
export {
  householdIn,
  qualificationsOf,
  qualifiedAfter,
  type Qualification,
  type QualifiedPerson,
  type Relative,
} from './qualification'
export {
  flatCounts,
  flatsById,
  insertFlats,
  insertFlatType,
  insertProject,
  type FlatFacts,
  type FlatRow,
  type FlatTypeRow,
  type NewFlat,
  type ProjectRow,
} from './repository'

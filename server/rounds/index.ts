export { apply, withdraw } from './applying'
export { calledAfter, calledFor, nextUp, type NextUp } from './calls'
export {
  chooserOf,
  drawnRoundsOf,
  maskedHousehold,
  personOfNumber,
  roundFlat,
  roundsChoosing,
  type Chooser,
} from './choosers'
export type { RoundDeps, RoundRoomDeps } from './deps'
export { draw } from './drawing'
export { writeRound } from './drafts'
export { rounds } from './feature'
export { askLock, confirmLock } from './locking'
export { waitsOf } from './corrections'
export { bringBack, passOver, recordChoice } from './log'
export { placeOf } from './places'
export { beginChoosing, endRound, markChoosing, publish } from './publishing'
export { roundById, type RoundRow } from './repository'
export { roundFlats } from './homes'
export { enterSource } from './entering'

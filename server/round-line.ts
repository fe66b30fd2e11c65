import type { Called, Line } from './choosing'
import {
  calledAfter,
  calledFor,
  chooserOf,
  drawnRoundsOf,
  endRound,
  markChoosing,
  maskedHousehold,
  nextUp,
  type NextUp,
  passOver,
  personOfNumber,
  recordChoice,
  roundById,
  roundFlat,
  roundFlats,
  roundsChoosing,
  waitsOf,
} from './rounds'

const called = (one: NextUp): Called => ({
  ...one,
  quota: one.quota === 'general' ? 'general' : one.quota.reservedFor,
})

/** The order of rounds, as choosing is handed it. */
export const roundLine: Line = {
  roundById,
  roundsChoosing,
  waitsOf,
  roundFlats,
  roundFlat,
  calledFor,
  nextUp: async (db, roundId, limit) => (await nextUp(db, roundId, limit)).map(called),
  calledAfter: async (db, roundId, after, limit) =>
    (await calledAfter(db, roundId, after, limit)).map(called),
  placeOf: chooserOf,
  personOf: personOfNumber,
  household: maskedHousehold,
  passOver,
  recordChoice,
  markChoosing: (work, roundId) => markChoosing({ ...work, by: null }, roundId),
  endRound: (work, roundId) => endRound({ ...work, by: null }, roundId),
  roundsOf: drawnRoundsOf,
}

export { assignmentsOf, peopleWithRole, rolesOf } from './assignments'
export { mergePeople, signIn } from './commands'
export type { AccountDeps, Standing } from './deps'
export { accountReactions } from './jobs'
export { meOf, signedIn } from './me'
export {
  addPerson,
  closePerson,
  identitiesOf,
  moveIdentities,
  personExists,
  personForIdentity,
  personOfIdentity,
  phoneOf,
  replaceIdentity,
} from './people'
export { accountHandlers } from './routes'
export {
  authenticate,
  endAllSessions,
  endOtherOfficeSessions,
  forgetOldSessions,
  moveSessions,
  officeIdleMs,
  sessionsOf,
} from './sessions'
export { forgetOldCodes, useCode } from './sms-codes'

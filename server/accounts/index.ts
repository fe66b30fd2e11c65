export {
  addAssignment,
  assignmentsOf,
  clerkSince,
  clerksOf,
  endRole,
  holdersForUpdate,
  peopleWithRole,
  rolesOf,
  staffRows,
} from './assignments'
export { mergePeople, signIn, twoRegistrations } from './commands'
export type { AccountDeps, Standing } from './deps'
export { accounts } from './feature'
export { meOf, signedIn } from './me'
export {
  identitiesOf,
  personForIdentity,
  personOfIdentity,
  phoneOf,
  phonesOf,
  replaceIdentity,
  type SignInWay,
} from './people'
export { authenticate, endAllSessions, endOtherOfficeSessions, officeIdleMs } from './sessions'
export { useCode } from './sms-codes'

export { acceptByHash, assign, endAllRoles, invitationFor, invite } from './commands'
export { staffReactions } from './jobs'
export { staffHandlers } from './routes'

export { assign, endAllRoles, invite } from './commands'
export { staffReactions } from './jobs'
export { staffHandlers } from './routes'

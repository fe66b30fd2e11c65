export { acceptByHash, assign, endAllRoles, invitationFor, invite } from './commands'
export { staff } from './feature'

export { isOwner } from './commands'
export { recovery } from './feature'

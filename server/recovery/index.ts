export { recoveryReactions } from './jobs'
export { eraseRecoveries, recoveriesOf } from './repository'
export { recoveryHandlers } from './routes'

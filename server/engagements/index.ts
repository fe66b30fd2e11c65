export type { EngagementDeps } from './deps'
export { engagements } from './feature'
export { openEngagementsOf } from './office'

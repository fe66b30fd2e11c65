export {
  correctByProject,
  moveByProject,
  paidByLedger,
  promisedFor,
  tieToProject,
  type Promised,
} from './by-project'
export { answerReferral, moveReferral, payReward, refer, type ReferralDeps } from './commands'
export { referrals } from './feature'

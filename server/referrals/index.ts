export { answerReferral, moveReferral, payReward, refer, type ReferralDeps } from './commands'
export { referrals } from './feature'

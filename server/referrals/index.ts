export {
  answer as answerReferral,
  move as moveReferral,
  pay as payReferral,
  refer,
  type ReferralDeps,
} from './commands'
export { referrals } from './feature'

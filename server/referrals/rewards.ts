import type { ReferralReward } from '@jucai/contract/referrals'
import type { Source } from '@jucai/contract/city'

const source = (text: string): Source => ({ paper: '星城市人才工作实施意见（示例）', clause: '第十九条', text: `${text}（示例条文）`, effectiveOn: '2026-01-01', sample: true })

/**
 * What referrals are worth while the city has not set its own: sample amounts of 2026, marked 示例. A real city replaces them together
 * with their source before it opens referrals.
 */
export const referralRewards: readonly ReferralReward[] = [
  { kind: 'person', amountFen: 200_000, words: '推荐的人才来星城就业或创业满 3 个月', workingDays: 20, source: source('经亲友、老乡推荐来我市就业创业满三个月的，给予推荐人每人二千元奖励。') },
  { kind: 'project', amountFen: 1_000_000, words: '推荐的项目签约并开工', workingDays: 20, source: source('经亲友、老乡推荐落地的项目，开工后给予推荐人一万元奖励。') },
]

/** The reward of a kind. */
export const rewardFor = (kind: ReferralReward['kind']): ReferralReward => referralRewards.find((reward) => reward.kind === kind) as ReferralReward

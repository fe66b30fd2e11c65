import { yuanText } from './ledger-rules'

/** Where an investment project stands. */
export const projectStages = ['talking', 'signed', 'building', 'producing', 'ended'] as const
/** One of {@link projectStages}. */
export type ProjectStage = (typeof projectStages)[number]
/** The one mapping of stages to words, for office, referrer and whoever was introduced. */
export const projectStageLabels: Readonly<Record<ProjectStage, string>> = {
  talking: '在谈',
  signed: '签约',
  building: '开工',
  producing: '投产',
  ended: '终止',
}

/** What moves a project on. */
export const projectEvents = ['sign', 'build', 'produce', 'end'] as const
/** One of {@link projectEvents}. */
export type ProjectEvent = (typeof projectEvents)[number]
/** What the office presses. */
export const projectEventLabels: Readonly<Record<ProjectEvent, string>> = {
  sign: '登记签约',
  build: '登记开工',
  produce: '登记投产',
  end: '终止',
}
/** From where each event leads where. */
export const projectMachine: Readonly<
  Record<ProjectEvent, { from: readonly ProjectStage[]; to: ProjectStage }>
> = {
  sign: { from: ['talking'], to: 'signed' },
  build: { from: ['signed'], to: 'building' },
  produce: { from: ['building'], to: 'producing' },
  end: { from: ['talking', 'signed', 'building', 'producing'], to: 'ended' },
}
/** What can be done with a project that stands there. */
export const projectEventsAt = (stage: ProjectStage): ProjectEvent[] =>
  projectEvents.filter((event) => projectMachine[event].from.includes(stage))

/** Kinds of entries of capital. */
export const capitalKinds = ['promised', 'in-place'] as const
/** One of {@link capitalKinds}. */
export type CapitalKind = (typeof capitalKinds)[number]
/** Kinds of entries in Chinese. */
export const capitalKindLabels: Readonly<Record<CapitalKind, string>> = {
  promised: '承诺投资',
  'in-place': '到位资金',
}
/** Whether an entry counts: capital in place does once a second officer agreed. */
export const capitalStates = ['waiting', 'counted', 'refused'] as const
/** One of {@link capitalStates}. */
export type CapitalState = (typeof capitalStates)[number]
/** States of entries in Chinese. */
export const capitalStateLabels: Readonly<Record<CapitalState, string>> = {
  waiting: '等另一位复核',
  counted: '已计入',
  refused: '已退回',
}

/** Which talent a project promised, and as what somebody was introduced. */
export const talentKinds = ['leading', 'doctor', 'master', 'graduate', 'skilled'] as const
/** One of {@link talentKinds}. */
export type TalentKind = (typeof talentKinds)[number]
/** Kinds of talent in Chinese. */
export const talentKindLabels: Readonly<Record<TalentKind, string>> = {
  leading: '领军人才',
  doctor: '博士',
  master: '硕士',
  graduate: '本科毕业生',
  skilled: '技能人才',
}

/** Where an introduction stands. `expired` follows from the last moment of its code. */
export const introductionStates = [
  'asked',
  'expired',
  'declined',
  'taken-back',
  'here',
  'left',
  'objected',
  'erased',
] as const
/** One of {@link introductionStates}. */
export type IntroductionState = (typeof introductionStates)[number]
/** The one mapping to words, for office and person. */
export const introductionStateLabels: Readonly<Record<IntroductionState, string>> = {
  asked: '等本人同意',
  expired: '引进码已过期',
  declined: '本人没有同意',
  'taken-back': '已收回',
  here: '随项目引进',
  left: '已离开项目',
  objected: '本人说与自己无关',
  erased: '本人已注销账号',
}
/** Days for which a code can be answered. */
export const introductionDays = 14
/** The first day of somebody introduced: so many days before the signing of the project, and after today, at most. */
export const firstDayBounds = { beforeSigning: 365, ahead: 180 } as const
/** What is put down of a project happened in so many years before today; what is due is so many years ahead, at most. */
export const projectYears = { back: 10, ahead: 30 } as const
/** The page of the phone on which codes are answered and objected to. */
export const introductionsPage = '/projects/mine/index'

/** Kinds of rows of the quota ledger, in Chinese. */
export const quotaKindLabels = {
  earn: '取得',
  'take-back': '收回',
  use: '使用',
  'give-back': '退回',
} as const
/** What a row of the quota ledger does. */
export type QuotaKind = keyof typeof quotaKindLabels

/**
 * Parameters of the policy book: fen in place for one place, places of a project at most, months after which a place
 * counts as used up, percent of a referral’s reward that falls due on signing. In this order.
 */
export const projectParameters = [
  'projectQuotaUnit',
  'projectQuotaCap',
  'projectStays',
  'projectRewardSigned',
] as const
/** Their values on a day. Money in fen. */
export interface ProjectRule {
  unitFen: number
  cap: number
  stays: number
  rewardSignedPercent: number
}

/** Places that capital in place earns: one for each whole unit, up to the cap; none for less than nothing. */
export const placesFor = (
  inPlaceFen: number,
  { unitFen, cap }: Pick<ProjectRule, 'unitFen' | 'cap'>,
): number => Math.min(cap, Math.max(0, Math.floor(inPlaceFen / unitFen)))

/** The same rule as it is read. */
export const quotaRuleText = ({ unitFen, cap, stays }: ProjectRule, signedOn: string): string =>
  `按签约日（${signedOn}）的标准：到位资金每满 ${yuanText(unitFen)} 元得 1 个名额，一个项目最多 ${cap} 个。` +
  `引进的人满 ${stays} 个月以前离开，名额退回；满了以后离开，名额算用完。本人说与自己无关或注销账号，名额一律退回。`

/** Parts in which a reward of a referral falls due. */
export const rewardParts = ['signed', 'producing'] as const
/** One of {@link rewardParts}. */
export type RewardPart = (typeof rewardParts)[number]
/** When each part falls due, in Chinese. */
export const rewardPartLabels: Readonly<Record<RewardPart, string>> = { signed: '签约', producing: '投产' }
/** The scheme under which the ledger pays rewards of referrals. */
export const rewardScheme = 'referral-reward'
/** What a part of a reward comes to; both together are the whole, to the fen. */
export const rewardPartFen = (wholeFen: number, percent: number, part: RewardPart): number => {
  const first = Math.floor((wholeFen * percent) / 100)
  return part === 'signed' ? first : wholeFen - first
}

/** What does not agree between the two ledgers (双招双引), by what the office looks for. */
export const differenceKinds = [
  'capital-without-people',
  'people-without-project',
  'late-people',
  'late-capital',
  'over-quota',
] as const
/** One of {@link differenceKinds}. */
export type DifferenceKind = (typeof differenceKinds)[number]
/** Differences in Chinese. */
export const differenceLabels: Readonly<Record<DifferenceKind, string>> = {
  'capital-without-people': '有资金、没有人',
  'people-without-project': '有人、项目已终止',
  'late-people': '人才承诺逾期',
  'late-capital': '投产了、资金没到齐',
  'over-quota': '名额用超',
}
/** What each means. */
export const differenceDefinitions: Readonly<Record<DifferenceKind, string>> = {
  'capital-without-people': '没有终止的项目，到位资金大于 0，而现在没有一个人是随它引进的。',
  'people-without-project': '项目已经终止，还有人计在它名下。',
  'late-people': '没有终止的项目，有一类人才到约定日期为止，随它引进并在的人少于承诺的人数。',
  'late-capital': '已经投产的项目，到位资金少于承诺投资。',
  'over-quota': '用掉的名额多于取得的：到位资金改正以后收回了已经用掉的名额。',
}
/** How the figures of the comparison come about. */
export const comparisonDefinitions = [
  '承诺投资、到位资金：各笔之和，改正的一笔是负数；到位资金只算另一位负责人复核过的。',
  '承诺人才：没有撤销的承诺人数之和。引进人才：本人同意、现在计在项目名下的人。',
  '名额：取得减收回；已用：使用减退回；剩余可以是负数，这时不能再用。',
  '按产业链合计时不算终止的项目；没有写产业链的归在“未写产业链”。',
] as const

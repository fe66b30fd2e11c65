/**
 * The closed sets of values of applications and their review. Free of the schema library, so that the phone
 * may import it.
 */

/** Who acts on an application. `applicant` is its owner, `system` a job; the rest are roles of staff. */
export const applicationActors = ['applicant', 'clerk', 'reviewer', 'lead', 'system'] as const
export type ApplicationActor = (typeof applicationActors)[number]
/** Actors in Chinese. */
export const applicationActorLabels: Record<ApplicationActor, string> = {
  applicant: '申请人',
  clerk: '工作站',
  reviewer: '审核员',
  lead: '人才办负责人',
  system: '系统',
}

/** Every state of every machine; which of them a program uses stands in docs/machines.md. */
export const applicationStates = [
  'submitted',
  'answered',
  'changes-requested',
  'recommended',
  'public-notice',
  'approved',
  'rejected',
  'appealed',
  'withdrawn',
  'lapsed',
  'landed',
  'closed',
] as const
export type ApplicationState = (typeof applicationStates)[number]
/** States in which nothing more is asked of the office or of the applicant. Named here and nowhere else. */
const restingStates: readonly ApplicationState[] = [
  'approved',
  'rejected',
  'withdrawn',
  'lapsed',
  'landed',
  'closed',
]
/** Whether an application in this state is at rest. */
export const isAtRest = (state: ApplicationState): boolean => restingStates.includes(state)
/** Words for the applicant and for staff alike. */
export const applicationStateLabels: Record<ApplicationState, string> = {
  submitted: '待审核',
  answered: '已答复',
  'changes-requested': '待补正',
  recommended: '待复核',
  'public-notice': '公示中',
  approved: '已通过',
  rejected: '未通过',
  appealed: '申诉中',
  withdrawn: '已撤回',
  lapsed: '已失效',
  landed: '已落地',
  closed: '已结束',
}

/** Every event of every machine, imperative. */
export const applicationEvents = [
  'answer',
  'request-changes',
  'correct',
  'recommend',
  'return',
  'publish',
  'approve',
  'reject',
  'appeal',
  'uphold',
  'overturn',
  'withdraw',
  'lapse',
  'land',
  'close',
] as const
export type ApplicationEvent = (typeof applicationEvents)[number]
/** Events in Chinese, as a button says them. */
export const applicationEventLabels: Record<ApplicationEvent, string> = {
  answer: '答复',
  'request-changes': '请补正',
  correct: '提交补正',
  recommend: '提请复核',
  return: '退回初审',
  publish: '提交公示',
  approve: '通过',
  reject: '不通过',
  appeal: '申诉',
  uphold: '维持原决定',
  overturn: '撤销原决定，重新审核',
  withdraw: '撤回申请',
  lapse: '逾期失效',
  land: '登记落地',
  close: '结束',
}

/** Kinds of form fields. */
export const fieldKinds = [
  'text',
  'paragraph',
  'number',
  'money',
  'date',
  'date-range',
  'single',
  'multiple',
  'region',
  'school',
  'employer',
  'file',
  'document',
  'phone',
  'group',
  'consent',
] as const
export type FieldKind = (typeof fieldKinds)[number]

/** Where a value comes from; `told`: what the person answered under “我的情况”. */
export const valueSources = ['self', 'wechat', 'verified', 'application', 'told'] as const
export type ValueSource = (typeof valueSources)[number]

/** Result of one clause of eligibility; `office`: for the office to judge, which no data tells. */
export const criterionResults = ['pass', 'fail', 'unknown', 'not-applicable', 'office'] as const
export type CriterionResult = (typeof criterionResults)[number]

/** What a returnee could bring. */
export const contributions = ['people', 'knowledge', 'project', 'capital'] as const
export type Contribution = (typeof contributions)[number]
/** Contributions in Chinese. */
export const contributionLabels: Record<Contribution, string> = {
  people: '人才',
  knowledge: '技术经验',
  project: '项目',
  capital: '资金',
}

/** What became of a conversation with a returnee. */
export const followUpKinds = [
  'contacted',
  'met',
  'visited',
  'returned',
  'project-landed',
  'capital-invested',
] as const
export type FollowUpKind = (typeof followUpKinds)[number]
/** Follow-ups in Chinese. */
export const followUpKindLabels: Record<FollowUpKind, string> = {
  contacted: '已联系',
  met: '已见面',
  visited: '已来访',
  returned: '已回来',
  'project-landed': '项目落地',
  'capital-invested': '资金到位',
}

/** States of a referral (亲情招商). */
export const referralStates = ['asked', 'agreed', 'declined', 'followed', 'landed', 'closed'] as const
export type ReferralState = (typeof referralStates)[number]
/** States of a referral in Chinese. */
export const referralStateLabels: Record<ReferralState, string> = {
  asked: '等待对方同意',
  agreed: '对方已同意',
  declined: '对方已谢绝',
  followed: '正在跟进',
  landed: '已落地',
  closed: '已结束',
}

/** Messages for which the phone asks WeChat's consent, by what they say. */
export const subscriptionTopics = [
  'application-progress',
  'changes-requested',
  'visit-reminder',
  'turn-to-choose',
] as const
export type SubscriptionTopic = (typeof subscriptionTopics)[number]

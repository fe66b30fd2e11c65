/** Where an employer stands (用人单位): only `verified` may offer work and look at people. */
export const employerStates = ['draft', 'submitted', 'returned', 'verified', 'suspended', 'closed'] as const
/** One of {@link employerStates}. */
export type EmployerState = (typeof employerStates)[number]
/** The same words for the employer, the office and whoever looks at a post. */
export const employerStateLabels: Record<EmployerState, string> = {
  draft: '还没有提交',
  submitted: '等人才办核对',
  returned: '退回补正',
  verified: '已核实',
  suspended: '暂停',
  closed: '已注销',
}

/** Kinds of employers that can register; which one follows from the credit code. */
export const employerKinds = [
  'company',
  'sole-trader',
  'cooperative',
  'public-institution',
  'social-organisation',
  'practice',
] as const
/** One of {@link employerKinds}. */
export type EmployerKind = (typeof employerKinds)[number]
/** In words. */
export const employerKindLabels: Record<EmployerKind, string> = {
  company: '企业',
  'sole-trader': '个体工商户',
  cooperative: '农民专业合作社',
  'public-institution': '事业单位',
  'social-organisation': '社会组织',
  practice: '律师、公证、鉴定机构',
}

/** How many work there. */
export const employerSizes = ['micro', 'small', 'medium', 'large'] as const
/** One of {@link employerSizes}. */
export type EmployerSize = (typeof employerSizes)[number]
/** In words. */
export const employerSizeLabels: Record<EmployerSize, string> = {
  micro: '不到 20 人',
  small: '20–99 人',
  medium: '100–499 人',
  large: '500 人以上',
}

/** What somebody may do for an employer: an owner (负责人) everything, a recruiter (招聘经办人) posts and people. */
export const memberRights = ['owner', 'recruiter'] as const
/** One of {@link memberRights}. */
export type MemberRight = (typeof memberRights)[number]
/** In words. */
export const memberRightLabels: Record<MemberRight, string> = { owner: '负责人', recruiter: '招聘经办人' }

/** Where a request to be let in stands. */
export const joinRequestStates = ['open', 'granted', 'refused', 'withdrawn'] as const
/** One of {@link joinRequestStates}. */
export type JoinRequestState = (typeof joinRequestStates)[number]

/** What the office can decide of an employer. */
export const employerEvents = ['verify', 'return', 'suspend', 'resume', 'close'] as const
/** One of {@link employerEvents}. */
export type EmployerEvent = (typeof employerEvents)[number]
/** In words. */
export const employerEventLabels: Record<EmployerEvent, string> = {
  verify: '核实通过',
  return: '退回补正',
  suspend: '暂停',
  resume: '恢复',
  close: '注销',
}

/** From which states the office may decide what, and where that leads. */
export const employerMachine: Record<EmployerEvent, { from: readonly EmployerState[]; to: EmployerState }> = {
  verify: { from: ['submitted'], to: 'verified' },
  return: { from: ['submitted'], to: 'returned' },
  suspend: { from: ['verified'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'verified' },
  close: { from: ['submitted', 'returned', 'verified', 'suspended'], to: 'closed' },
}
/** What the office can decide of an employer that stands there. */
export const employerEventsAt = (state: EmployerState): EmployerEvent[] =>
  employerEvents.filter((event) => employerMachine[event].from.includes(state))

/** Limits of this room. */
export const employerLimits = {
  /** Drafts that one person has at once. */
  drafts: 5,
  /** People of one employer. */
  people: 50,
  /** Invitations that wait at once. */
  invitations: 20,
  /** Days an invitation is good for. */
  invitationDays: 7,
  /** Requests to be let in that one person has waiting. */
  joinRequests: 3,
  /** People an employer may look at on one day, and how many more for each open post. */
  looksADay: 30,
  looksPerPost: 20,
  /** However many posts are open: an employer publishes them itself, so they alone cannot be the limit. */
  mostLooksADay: 200,
} as const

/** How many different people an employer may look at on one day. */
export const looksAllowed = (openPosts: number): number =>
  Math.min(employerLimits.mostLooksADay, employerLimits.looksADay + employerLimits.looksPerPost * openPosts)

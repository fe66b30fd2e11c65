// Words of the talent search with consent (寻才) that the phone and the console share; free of schemas.

/** For what the office searches the pool. */
export const searchKinds = ['post', 'project', 'invitation'] as const
/** One of {@link searchKinds}. */
export type SearchKind = (typeof searchKinds)[number]
/** Kinds in Chinese. */
export const searchKindLabels: Readonly<Record<SearchKind, string>> = {
  post: '岗位',
  project: '项目',
  invitation: '活动',
}

/**
 * Where an invitation stands. `void`: the person withdrew from the pool, or is gone, before they answered.
 */
export const poolInvitationStates = ['open', 'accepted', 'declined', 'expired', 'void'] as const
/** One of {@link poolInvitationStates}. */
export type PoolInvitationState = (typeof poolInvitationStates)[number]
/** States as whoever was invited reads them. */
export const poolInvitationLabels: Readonly<Record<PoolInvitationState, string>> = {
  open: '等你答复',
  accepted: '已接受',
  declined: '已谢绝',
  expired: '已过期',
  void: '已作废',
}
/** States as the office reads them. */
export const sentInvitationLabels: Readonly<Record<PoolInvitationState, string>> = {
  ...poolInvitationLabels,
  open: '等对方答复',
}

/** How much the office may look and ask, so that nobody is looked through or pressed. */
export const poolLimits = {
  /** Searches that one officer may put on record a day: numbers of many of them could point at somebody. */
  searchesADay: 30,
  /** Different people whom one officer may be shown a day. */
  peopleADay: 200,
  /** Invitations that wait for one person's answer. */
  openEach: 3,
  /** Invitations that one officer may send a day. */
  invitationsADay: 5,
  /** The last day to answer lies at most so many days ahead. */
  answerWithinDays: 60,
} as const

/** Where a person answers, below which messages of the pool are settled. */
export const poolPage = '/pool/invitations/index'

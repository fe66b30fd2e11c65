const dayMs = 86_400_000

/** For how many days rows are kept that only tell what was done. */
export const keptDays = {
  /** Events whose reactions are all done. Those set aside stay until somebody has looked at them. */
  doneEvents: 30,
  /** Deadlines and reminders that have fired; what they did is in the steps and messages. */
  firedTimers: 30,
  /** That something was sent outside, which its person finds in the export of their data; never its words. */
  deliveries: 180,
  /** To what role somebody was invited, and by whom. */
  invitations: 365,
  /** The masked name on a talent code, after the code has lapsed. The privacy notice says six months. */
  namesOnLapsedCodes: 180,
  /** What somebody said of themselves to get an account back, after the decision. */
  recoveryClaims: 365,
} as const

/** The moment before which rows of a kind are old enough to go. */
export const keptSince = (now: Date, kind: keyof typeof keptDays): Date =>
  new Date(now.getTime() - keptDays[kind] * dayMs)

import type { JobApplicationState, PostState } from '@jucai/contract/post-vocabulary'
import type { Tone } from '@/components/tag'

/** The tone in which a state of a job application is shown; its word says what it means. */
export const jobTones: Readonly<Record<JobApplicationState, Tone>> = {
  sent: 'night',
  seen: 'night',
  shortlisted: 'info',
  interview: 'info',
  offered: 'star',
  accepted: 'good',
  declined: 'plain',
  rejected: 'plain',
  withdrawn: 'plain',
  'closed-with-post': 'plain',
}
/** The same of a post. */
export const postTones: Readonly<Record<PostState, Tone>> = {
  draft: 'plain',
  checking: 'night',
  returned: 'care',
  open: 'good',
  closed: 'plain',
}

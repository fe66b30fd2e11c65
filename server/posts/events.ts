import type { ClosingCause, JobApplicationState } from '@jucai/contract/post-vocabulary'

declare module '../core/outbox' {
  interface Events {
    'post.submitted': { postId: string; employerId: string }
    /** It is public and takes applications. */
    'post.opened': { postId: string; employerId: string }
    /** It takes no more; with `expired`, who waits is still answered. */
    'post.closed': { postId: string; employerId: string; cause: ClosingCause }
    'post.returned': { postId: string }
    'post.appealed': { postId: string }
    'post.appeal-decided': { postId: string }
    /** A page of those who had a draft or waited is told that a post closed early. */
    'post.drafters-left': { postId: string; after: string | null }
    /** A page of the applications that ended with a post stands again: its take-down was wrong. */
    'post.restored': { postId: string }
    'post.waiting-left': { postId: string; all: boolean }
    'job-application.sent': { jobApplicationId: string; postId: string; personId: string }
    /** The employer answered: shortlisted, interview, offered or rejected. */
    'job-application.answered': {
      jobApplicationId: string
      postId: string
      personId: string
      state: JobApplicationState
    }
    /** The candidate accepted, declined or withdrew. */
    'job-application.settled': {
      jobApplicationId: string
      postId: string
      personId: string
      state: JobApplicationState
    }
  }
}

export {}

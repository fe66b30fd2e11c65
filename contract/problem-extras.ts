import type { ApplicationState } from './application-vocabulary'
import type { Draft } from './applications'
import type { EmployerState } from './employer-vocabulary'
import type { FlatState } from './housing-vocabulary'
import type { JobApplicationState } from './post-vocabulary'
import type { RoundState } from './rounds-vocabulary'
import type { Purpose, Verdict } from './vocabulary'

/**
 * What a reply carries beside title and detail, by problem code (RFC 9457, section 3.2). The server may give
 * nothing else, and clients read nothing else: see `extraOf` in client.ts. Codes that are not here carry
 * nothing.
 */
export interface ProblemExtras {
  /** Absent where the limit is not one of time. */
  'too-many-requests': { retryAfterSeconds?: number }
  'account-locked': { retryAfterSeconds: number }
  'sms-code-wrong': { triesLeft: number }
  'confirmation-not-matched': { triesLeft: number }
  'one-time-code-wrong': { triesLeft: number }
  /** `reached`: whether the gateway may have sent it all the same. */
  'sms-not-sent': { reached?: boolean }

  /** What has to be agreed to first. */
  'consent-needed': { purposes: Purpose[] }
  /** The version in force. */
  'notice-outdated': { noticeVersion: number }
  'document-registered': { recoverable: true }

  'scan-refused': { verdict: Verdict }
  /** When it was recorded. */
  'already-recorded': { recordedAt: string | null }

  /** The draft as the other device left it; null when it was submitted or thrown away. */
  'draft-changed': { draft: Draft | null }
  /** The version of the program in force. */
  'form-changed': { version: number }
  /** Id of the draft, which stays. */
  'program-closed': { draft?: string }
  'application-open': { applicationId: string | null }
  /**
   * The version now; of an application also its state, and in words what happened since: one sentence for
   * each step.
   */
  'stale-version': { version: number; state?: ApplicationState; changed?: string[] }
  /** The state that forbids it, where it is the state. */
  'event-not-allowed': { state?: ApplicationState }
  /** Where the job application stands now. */
  'job-application-moved': { state: JobApplicationState }

  /** First days from which as many nights in a row are free, nearest first. */
  'nights-taken': { nextFree: string[] }
  /** How many nights are booked there, and how many stays they belong to. */
  'bed-booked': { nights: number; stays: number }

  /** What is missing for the key, each in words. */
  'no-key-today': { missing: string[] }

  /** Where the flat stands now. */
  'flat-not-there': { state: FlatState }
  /** Codes of flats that the caller may take now, nearest to the wanted one first; at most six. */
  'flat-taken': { free: string[] }
  'hold-ended': { free: string[] }
  /** In how many seconds the same person may hold it again. */
  'hold-again-later': { retryAfterSeconds: number }

  /** Where the round stands now. */
  'round-not-open': { state: RoundState }
  /** Codes of the flats that are in another round. */
  'flat-in-round': { flats: string[] }

  /** Where the employer stands now. */
  'employer-settled': { state: EmployerState }
  'employer-not-verified': { state: EmployerState }
  /** What is open, each in words with its number: `3 个公开的岗位`. */
  'employer-open-things': { open: string[] }

  /** What is left, and what was asked for, in fen. */
  'budget-exhausted': { scheme: string; year: number; availableFen: number; neededFen: number }

  'evidence-too-large': { maxBytes: number }
  /** How much has arrived: go on from there. */
  'evidence-out-of-order': { receivedBytes: number }
  'evidence-incomplete': { receivedBytes?: number }
}

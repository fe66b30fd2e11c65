import type { ApplicationSummary } from '@jucai/contract/applications'

type Standing = Pick<ApplicationSummary, 'state' | 'due' | 'waitingFor'>

/** By when something comes, in the server's words; empty when nothing is due. */
export const dueText = ({ due }: Pick<ApplicationSummary, 'due'>): string =>
  due.at === null ? '' : due.words

/** Who has it now, as a sentence. */
export const holderText = ({ state, due, waitingFor }: Standing): string =>
  due.at === null || due.stopped || state === 'public-notice' ? waitingFor : `现在由${waitingFor}办理`

import type { ApplicationSummary } from '@jucai/contract/applications'

const dayOf = (moment: string): string => {
  const at = new Date(Date.parse(moment) + 8 * 3_600_000)
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
}

type Standing = Pick<ApplicationSummary, 'state' | 'due' | 'waitingFor'>

/** By when something comes: “还剩 3 个工作日（11月25日前）”; empty when nothing is due. */
export const dueText = ({ state, due }: Standing): string => {
  if (due.at === null) return ''
  if (state === 'public-notice' || due.stopped || due.overdue || due.workingDaysLeft === null) return due.words
  return due.workingDaysLeft === 0 ? '今天内答复' : `还剩 ${due.workingDaysLeft} 个工作日（${dayOf(due.at)}前）`
}

/** Who has it now, as a sentence. */
export const holderText = ({ state, due, waitingFor }: Standing): string =>
  due.at === null || due.stopped || state === 'public-notice' ? waitingFor : `现在由${waitingFor}办理`

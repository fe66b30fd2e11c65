import { applicationStateLabels, type ApplicationState } from '@jucai/contract/application-vocabulary'
import { dayOf } from '../core/clock'
import type { Db } from '../core/db'
import type { SmsNotice } from '../core/ports'
import { deliver, type DeliveryDeps } from './deliveries'

/** What a message outside needs to know of an application. */
export interface ApplicationWords {
  number: string
  /** The program's title. */
  title: string
  /** Until when a request for changes waits. */
  answerBy: Date | null
  /** Until when a rejection may be appealed against. */
  appealBy: Date | null
}

/** An application changed, as the outbox tells it. */
export interface Change {
  applicationId: string
  personId: string
  event: string
  state: ApplicationState
}

/**
 * Events that the applicant did not cause and wants to hear of; the office's inner steps are not among
 * them.
 */
const told = new Set([
  'answer',
  'request-changes',
  'publish',
  'approve',
  'reject',
  'uphold',
  'overturn',
  'lapse',
  'land',
])

const spokenDay = (at: Date): string => {
  const [, month, day] = dayOf(at).split('-').map(Number)
  return `${month}月${day}日`
}
/** As WeChat's `time` wants it: `2026年11月22日 10:00`, here. */
export const wechatTime = (at: Date): string => {
  const [year = '', month = '', day = ''] = dayOf(at).split('-')
  return `${year}年${month}月${day}日 ${new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)}`
}

/**
 * What cannot wait goes by SMS too: it names the number and the day, never what was applied for, because
 * phones lie about on tables.
 */
const smsFor = (event: string, { number, answerBy, appealBy }: ApplicationWords): SmsNotice | undefined => {
  if (event === 'request-changes')
    return { topic: 'changes-requested', values: [number, answerBy ? spokenDay(answerBy) : '期限'] }
  if (event === 'reject')
    return { topic: 'rejected', values: [number, appealBy ? spokenDay(appealBy) : '期限'] }
  return undefined
}

/**
 * Puts down what is sent outside about a change; nothing where the applicant did it or nothing is to be
 * said.
 */
export const deliverChange = async (
  db: Db,
  deps: DeliveryDeps,
  now: Date,
  eventId: string,
  change: Change,
  words: ApplicationWords,
): Promise<void> => {
  const { applicationId, personId, event, state } = change
  if (!told.has(event)) return
  const sms = smsFor(event, words)
  await deliver(db, deps, now, {
    eventId,
    personId,
    ...(sms ? { sms } : {}),
    wechat: {
      topic: event === 'request-changes' ? 'changes-requested' : 'application-progress',
      values: [words.title, applicationStateLabels[state], wechatTime(now)],
      page: `applications/application/index?id=${applicationId}`,
    },
  })
}

import { applicationStateLabels } from '@jucai/contract/application-vocabulary'
import { spokenDay, wechatTime } from '../core/clock'
import type { SmsNotice } from '../core/ports'
import type { NamedReactions } from '../core/feature'
import { deliver, type DeliveryDeps } from '../notifications'
import type { ApplicationDeps } from './ports'
import { applicationOf, type ApplicationRecord } from './records'

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

/**
 * What cannot wait goes by SMS too: it names the number and the day, never what was applied for, because
 * phones lie about on tables.
 */
const smsFor = (event: string, { number, answerBy, appealBy }: ApplicationRecord): SmsNotice | undefined => {
  if (event === 'request-changes')
    return { topic: 'changes-requested', values: [number, answerBy ? spokenDay(answerBy) : '期限'] }
  if (event === 'reject')
    return { topic: 'rejected', values: [number, appealBy ? spokenDay(appealBy) : '期限'] }
  return undefined
}

/**
 * Puts down what is sent outside when an application changed; nothing where the applicant did it or nothing
 * is to be said.
 */
export const outsideReactions = (deps: ApplicationDeps, deliveries: DeliveryDeps): NamedReactions => ({
  'application.changed': {
    'send-outside': async ({ tx, now, eventId }, { applicationId, personId, event, state }) => {
      const record = await applicationOf(tx, deps.vault, applicationId)
      if (!record || !told.has(event)) return
      const title = deps.programs.definition(record.program).title
      const sms = smsFor(event, record)
      await deliver(tx, deliveries, now, {
        eventId,
        personId,
        ...(sms ? { sms } : {}),
        wechat: {
          topic: event === 'request-changes' ? 'changes-requested' : 'application-progress',
          values: [title, applicationStateLabels[state], wechatTime(now)],
          page: `applications/application/index?id=${applicationId}`,
        },
      })
    },
  },
})

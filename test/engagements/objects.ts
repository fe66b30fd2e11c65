import { addDays } from '@jucai/contract/policies/days'
import { createHash } from 'node:crypto'
import { tokenHash } from '../../server/core/token'
import type { Fixture } from '../fixtures'
import { accepted, home, proposed, record, signedByTwo, terms, today } from './world'

/** A link as it would stand in a message. */
const secretOf = (id: string): string => createHash('sha256').update(id).digest('base64url')

/** The holder's engagement in force at somebody's employer, with hours, a review, a code and a link. */
export const objects: Fixture = {
  after: ['employers'],
  make: async ({ harness, holder }) => {
    const { db } = harness
    const world = await accepted(
      await proposed(harness, { expert: holder, lastDay: addDays(today(harness), 800) }),
    )
    await signedByTwo(world)
    const { employer, id } = world
    const secret = secretOf(id)
    // The link went nowhere where the city has no address.
    await db
      .updateTable('engagement_consent')
      .set({ state: 'open', token_hash: tokenHash(secret) })
      .where('engagement_id', '=', id)
      .execute()
    await harness.as()('POST /engagement-consents/:consent/signature-codes', {
      params: { consent: secret },
      body: { name: '贺主任' },
    })
    const begun = addDays(today(harness), -360)
    // In force, and almost a year old.
    await db
      .updateTable('engagement')
      .set({ state: 'running', in_force: 1, first_day: begun, review_due: addDays(today(harness), 5) })
      .where('id', '=', id)
      .execute()
    const last = (weekday: number) => {
      const now = new Date(`${today(harness)}T00:00:00Z`).getUTCDay() || 7
      return addDays(today(harness), weekday - now - 7)
    }
    const hours = await record(world, last(6))
    const params = { employer: employer.id, engagement: id }
    await employer.recruiter.call('PUT /employers/:employer/engagements/:engagement/hours/:hours', {
      params: { ...params, hours: hours.id },
      body: { confirmed: false, why: '十一点就走了' },
    })
    await holder.call('PUT /me/engagements/:engagement/review', {
      params: { engagement: id },
      body: { goOn: true, why: '合作顺利，想继续' },
    })
    await holder.call('POST /me/engagement-codes')
    const ending = { lastDay: today(harness), why: '项目已经完成' }
    const sha256 = '0'.repeat(64)
    const signature = { sha256, code: '123456' }
    const theirs = '/employers/:employer/engagements/:engagement'
    const link = '/engagement-consents/:consent'
    return {
      ids: { engagement: id, hours: hours.id, consent: secret },
      owners: { engagement: holder.token, hours: holder.token },
      vocabulary: ['consent'],
      exported: {
        agreements: ['周末专家三方协议'],
        engagements: [
          '材料工艺顾问',
          world.at.name,
          world.at.phone,
          '看配方试验',
          '十一点就走了',
          '合作顺利',
        ],
      },
      bodies: {
        'PUT /me/engagements/:engagement/acceptance': home(),
        'POST /me/engagements/:engagement/signature-codes': { sha256 },
        'POST /me/engagements/:engagement/signature': signature,
        'POST /me/engagements/:engagement/hours': {
          ...{ day: last(7), from: '09:00', to: '12:00', what: '看配方试验' },
        },
        'PUT /me/engagements/:engagement/review': { goOn: true, why: '合作顺利' },
        'POST /me/engagements/:engagement/ending': ending,
        'POST /employers/:employer/engagements': {
          ...{ kind: 'weekend', applicationId: null, code: '0000-0000-0000-0000', terms: terms(harness) },
        },
        [`PUT ${theirs}/terms`]: { terms: terms(harness), revision: 1 },
        [`POST ${theirs}/signature-codes`]: { sha256 },
        [`POST ${theirs}/signature`]: signature,
        [`PUT ${theirs}/hours/:hours`]: { confirmed: true, why: '' },
        [`PUT ${theirs}/review`]: { goOn: true, why: '项目要继续' },
        [`POST ${theirs}/ending`]: ending,
        [`POST ${link}/signature-codes`]: { name: '贺主任' },
        [`POST ${link}/signature`]: signature,
        [`POST ${link}/refusal`]: { why: '手上的项目离不开' },
        [`POST ${link}/ending`]: { lastDay: today(harness), why: '单位任务有变化', code: '123456' },
        'POST /engagements/:engagement/ending': ending,
        'PUT /engagements/:engagement/hours/:hours': { confirmed: true, why: '看过签到表，属实' },
      },
    }
  },
}

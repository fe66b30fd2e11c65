import { randomUUID } from 'node:crypto'
import type { Fixture } from '../fixtures'
import { uploaded } from '../evidence/files'
import { creditCodeOf, employerOf, picture } from './world'

/** An employer of the holder with everything: people, an invitation, a request, a licence, a contact. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const creditCode = creditCodeOf()
    const begun = await holder.call('POST /employers', {
      body: { creditCode, name: '示例材料厂', memberName: '林负责' },
    })
    const licence = await uploaded(holder.call, await picture(), '执照.jpg')
    const details = {
      creditCode,
      name: '示例材料厂',
      address: '星沙街道 1 号',
      field: '新能源材料',
      chainKeys: [],
      size: 'small' as const,
      contactName: '林联系人',
      contactPhone: '073188889999',
      licence: licence.id,
    }
    const params = { employer: begun.id }
    const saved = await holder.call('PUT /employers/:employer/details', {
      params,
      body: { ...details, version: begun.version },
    })
    const given = await holder.call('POST /employers/:employer/submission', {
      params,
      body: { version: saved.version },
    })
    await lead.call('POST /office/employers/:employer/decisions', {
      params,
      body: { event: 'verify', version: given.version },
    })
    const { invitation } = await holder.call('POST /employers/:employer/invitations', {
      params,
      body: { right: 'recruiter', note: '小何' },
    })
    const other = await employerOf(harness)
    const { code } = await other.owner.call('POST /employers/:employer/invitations', {
      params: { employer: other.id },
      body: { right: 'recruiter', note: '小林' },
    })
    await holder.call('POST /me/employers', { body: { code, memberName: '林经办' } })
    const asked = await employerOf(harness)
    const request = await holder.call('POST /me/employer-requests', {
      body: { creditCode: asked.creditCode, memberName: '林申请', words: '新来的人事，工号十二' },
    })
    const asker = await harness.registerPerson()
    const atMine = await asker.call('POST /me/employer-requests', {
      body: { creditCode, memberName: '何来', words: '新来的人事' },
    })
    const looker = await employerOf(harness)
    await harness.db
      .insertInto('employer_look')
      .values({
        employer_id: looker.id,
        day: '2026-11-22',
        person_id: holder.personId,
        at: harness.clock.now(),
      })
      .execute()
    await harness.db
      .insertInto('employer_returnee')
      .values({
        id: randomUUID(),
        application_id: randomUUID(),
        person_id: holder.personId,
        field_key: '新能源材料',
        at: harness.clock.now(),
      })
      .execute()
    const { items } = await holder.call('GET /employers/:employer/people', { params })
    const version = 1
    return {
      ids: {
        employer: begun.id,
        member: items[0]?.id ?? '',
        employerInvitation: invitation.id,
        joinRequest: atMine.id,
        askedRequest: request.id,
      },
      owners: { employer: holder.token, askedRequest: holder.token },
      bodies: {
        'POST /employers': { creditCode: '91350100M000100Y43', name: '示例公司', memberName: '林负责' },
        'POST /me/employers': { code: 'AAAA-BBBB-CCCC-DDDD', memberName: '林负责' },
        'POST /me/employer-requests': {
          creditCode: '91350100M000100Y43',
          memberName: '林负责',
          words: '新来的人事',
        },
        'POST /me/employer-requests/:askedRequest/dispute': { words: '登记的人我不认识' },
        'PUT /employers/:employer/details': { ...details, version },
        'POST /employers/:employer/submission': { version },
        'POST /employers/:employer/closing': { version, reason: '公司迁往外地' },
        'PUT /employers/:employer/people/:member': { right: 'owner' },
        'POST /employers/:employer/invitations': { right: 'recruiter', note: '小何' },
        'PUT /employers/:employer/requests/:joinRequest/decision': { grant: true, right: 'recruiter' },
        'POST /office/employers/:employer/decisions': { event: 'verify', version },
        'PUT /office/employers/:employer/requests/:joinRequest/decision': { grant: true, right: 'recruiter' },
        'PUT /office/employers/:employer/people/:member': { reason: '按单位来函指定' },
      },
      exported: {
        employers: ['林负责', '示例材料厂', '林经办'],
        employerContacts: ['林联系人', '073188889999'],
        employerRequests: ['林申请', '新来的人事，工号十二'],
      },
    }
  },
}

import type { Fixture } from '../fixtures'
import { inviteTo, majorOfTest, saidTo, searchAs } from './world'

/** Somebody who was found and invited, twice: one invitation accepted, one declined with a reason. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const { major } = await holder.call('GET /me/profile')
    const found = await harness.registerPerson({ major: majorOfTest() })
    const [search, other] = [
      await searchAs(lead, { majors: [major] }),
      await searchAs(lead, { aims: ['job'] }, '回乡青年座谈会'),
    ]
    const [accepted, declined] = [
      await inviteTo(lead, search.id, holder.personId),
      await inviteTo(lead, other.id, holder.personId, { subject: '来座谈会坐坐' }),
    ]
    await holder.call('PUT /me/pool-invitations/:poolInvitation/answer', {
      params: { poolInvitation: accepted.id },
      body: { answer: 'accept', contact: 'other', phone: '+6581234567' },
    })
    await holder.call('PUT /me/pool-invitations/:poolInvitation/answer', {
      params: { poolInvitation: declined.id },
      body: { answer: 'decline', reason: '那天在外地考试' },
    })
    return {
      ids: { search: search.id, poolInvitation: accepted.id },
      owners: { poolInvitation: holder.token },
      bodies: {
        'POST /pool/searches/:search/invitations': saidTo(found.personId),
        'PUT /me/pool-invitations/:poolInvitation/answer': { answer: 'decline' },
      },
      exported: { poolInvitations: ['想约你周末来园区看看实验室', '+6581234567', '那天在外地考试'] },
    }
  },
}

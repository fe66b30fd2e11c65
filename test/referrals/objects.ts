import type { Fixture } from '../fixtures'

/** Somebody referred, who agreed; the office wrote down what it did. And somebody who has not answered. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const refer = (phone: string) =>
      holder.call('POST /me/referrals', {
        body: {
          kind: 'person',
          name: '周远山',
          phone,
          title: '材料工程师，在深圳',
          about: '我表哥，做电池材料十年，想回来看看。',
          relation: '表哥',
        },
      })
    const phone = `139${holder.phone.slice(3)}`
    const referral = await refer(phone)
    await refer(`138${holder.phone.slice(3)}`) // not answered yet
    const link = new URL(harness.sms.lastReferralLink(phone) as string, 'https://rc.example.cn')
    await harness.as()('PUT /referral-requests/:code/answer', {
      params: { code: link.searchParams.get('code') as string },
      body: { agree: true },
    })
    await lead.call('POST /referrals/:referral/steps', {
      params: { referral: referral.id },
      body: { state: 'followed', note: '电话里聊过一次' },
    })
    return {
      ids: { referral: referral.id, code: 'x'.repeat(32) },
      owners: { referral: holder.token },
      exported: { referrals: ['材料工程师，在深圳', '我表哥', '电话里聊过一次'] },
    }
  },
}

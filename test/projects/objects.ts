import type { Fixture } from '../fixtures'
import { projectsOf, unitFen } from './world'

/** A project with everything: capital, a commitment, a referral and its reward, a code, and the holder introduced. */
export const objects: Fixture = {
  make: async ({ harness, holder, lead }) => {
    const act = projectsOf(harness, [lead, await harness.office('lead')])
    const phone = `136${holder.phone.slice(3)}`
    const referral = await holder.call('POST /me/referrals', {
      body: {
        kind: 'project',
        name: '周远帆',
        phone,
        title: '一条回收产线',
        about: '同学的公司想在家乡建一条产线。',
        relation: '同学',
      },
    })
    const link = new URL(harness.sms.lastReferralLink(phone) as string, 'https://rc.example.cn')
    await harness.as()('PUT /referral-requests/:code/answer', {
      params: { code: link.searchParams.get('code') as string },
      body: { agree: true },
    })
    const begun = await act.add()
    const params = act.at(begun)
    const tied = await lead.call('PUT /office/investment-projects/:investmentProject/referral', {
      params,
      body: { referral: referral.id, version: begun.version },
    })
    const signed = await act.move(tied, 'sign')
    const project = await act.agree(await act.enter(signed, 3 * unitFen))
    const promised = await act.promise(project, 'master', 2, '2027-06-30')
    const left = await act.ask(project)
    const { introduction: gone } = await act.answer(holder, left.code)
    await act.end(project, gone?.id ?? '', '2026-11-10')
    const { code } = await act.ask(project)
    const { introduction } = await act.answer(holder, code)
    const document = '银行进账单 2026-18'
    const details = {
      name: '另一个名字（示例）',
      employer: null,
      employerName: '星河',
      chain: null,
      link: null,
    }
    return {
      ids: {
        investmentProject: project.id,
        capitalEntry: project.capital[0]?.id ?? '',
        commitment: promised.commitments[0]?.id ?? '',
        introduction: introduction?.id ?? '',
      },
      owners: { introduction: holder.token },
      bodies: {
        'POST /office/investment-projects': details,
        'PUT /office/investment-projects/:investmentProject/details': { ...details, version: 1 },
        'POST /office/investment-projects/:investmentProject/steps': {
          event: 'build',
          on: '2026-11-20',
          note: '',
          version: 1,
        },
        'POST /office/investment-projects/:investmentProject/step-corrections': {
          reason: '登记到别的项目上了',
          version: 1,
        },
        'POST /office/investment-projects/:investmentProject/capital': {
          kind: 'promised',
          amountFen: 100,
          on: '2026-11-20',
          document,
        },
        'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/correction': {
          reason: '重复登记',
          document,
        },
        'POST /office/investment-projects/:investmentProject/capital/:capitalEntry/decision': {
          agrees: true,
        },
        'POST /office/investment-projects/:investmentProject/commitments': {
          kind: 'master',
          people: 1,
          due: '2027-06-30',
          document,
        },
        'POST /office/investment-projects/:investmentProject/commitments/:commitment/withdrawal': {
          reason: '协议改过',
        },
        'POST /office/investment-projects/:investmentProject/introductions': {
          kind: 'master',
          firstDay: '2026-11-01',
          note: '小何',
        },
        'POST /office/investment-projects/:investmentProject/introductions/:introduction/end': {
          on: '2026-11-20',
          reason: '劳动合同到期',
        },
        'PUT /office/investment-projects/:investmentProject/referral': {
          referral: crypto.randomUUID(),
          version: 1,
        },
        'POST /me/introduction-requests': { code: 'AAAA-BBBB-CCCC-DDDD' },
        'POST /me/introductions': { code: 'AAAA-BBBB-CCCC-DDDD', agrees: true },
        'POST /me/introductions/:introduction/objection': { words: '我没有在这家公司上班' },
      },
      exported: {
        projectIntroductions: ['研发部小何', '劳动合同已经解除', project.name],
        projectRewards: ['签约', '500000'],
      },
    }
  },
}

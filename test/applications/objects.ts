import type { Fixture } from '../fixtures'
import { pdf, uploaded } from '../evidence/files'
import { apartmentAnswers, apply, decide, homecomingAnswers } from './world'

/** An application of a returnee, one in public notice with an objection, a draft, a saved view. */
export const objects: Fixture = {
  make: async ({ harness, holder, reviewer, lead }) => {
    const application = await apply(holder, 'homecoming', homecomingAnswers())
    const { version } = await holder.call('GET /programs/:program', { params: { program: 'schooling' } })
    await holder.call('PUT /programs/:program/draft', {
      params: { program: 'schooling' },
      body: { answers: { phone: '13900001234' }, revision: 0, version, device: '测试手机' },
    })
    const applicant = await harness.registerPerson()
    const file = await uploaded(applicant.call, pdf(), '学位证.pdf')
    const noticed = await apply(applicant, 'apartment', apartmentAnswers(file.id))
    await decide(reviewer, noticed.id, { event: 'recommend' })
    await decide(lead, noticed.id, { event: 'publish' })
    const [notice] = (await harness.as()('GET /public-notices')).items
    await holder.call('POST /public-notices/:notice/objections', {
      params: { notice: notice?.id ?? '' },
      body: { text: '他毕业的学校与公示的不一样' },
    })
    const view = await reviewer.call('POST /me/saved-views', { body: { name: '我的', filter: {} } })
    return {
      ids: { program: 'homecoming', notice: application.id, application: application.id, view: view.id },
      owners: { application: holder.token, view: reviewer.token },
      vocabulary: ['program', 'notice'], // a public notice is for everybody
      exported: {
        applications: ['新能源材料', '公示中'],
        applicationDrafts: ['测试手机', '13900001234'],
        objections: ['他毕业的学校与公示的不一样'],
        savedViews: ['我的'],
      },
      bodies: { 'POST /me/applications/:application/events': { event: 'withdraw', version: 1 } },
    }
  },
}

import { sampleBook } from '../../mock/policies/book'
import { publishBook } from '../../server/policies'
import type { Fixture } from '../fixtures'
import { pdf, uploaded } from '../evidence/files'
import { apply } from '../applications/world'
import { approve, budget, startupAnswers } from './world'

/** A subsidy that is paid once, granted, and one by the month that its person may end. */
export const objects: Fixture = {
  make: async ({ harness, holder, reviewer, lead }) => {
    // Other rooms publish books of their own.
    await publishBook(harness.db, { book: sampleBook, source: '示例政策' }, harness.clock.now())
    await budget(lead, 'internship-subsidy', 2026, 100_000_000)
    const file = await uploaded(holder.call, pdf(), '见习协议.pdf')
    const {
      company: _company,
      companyRole: _role,
      companyFoundedOn: _day,
      companyEmployees: _count,
      license,
      ...rest
    } = startupAnswers(file.id)
    const { id } = await apply(holder, 'internship-subsidy', {
      ...rest,
      base: '示例智能制造有限公司',
      internshipFrom: '2026-09-01',
      internshipTo: '2027-02-28',
      agreement: license,
      employed: 'no',
    })
    await approve(reviewer, lead, id)
    const grant = (await holder.call('GET /me/subsidies')).items[0]?.id ?? ''
    return {
      ids: { grant },
      owners: { grant: holder.token },
      bodies: {
        'POST /me/subsidies/:grant/end': { because: 'left', on: '2026-12-01' },
        'POST /subsidies/:grant/end': { because: 'conditions', note: '见习单位报告已离开', on: '2026-12-01' },
        'POST /subsidies/:grant/resumption': { why: '登记错了人' },
      },
      exported: { subsidies: ['就业见习补贴', '按协议见习'] },
    }
  },
}

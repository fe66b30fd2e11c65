import type { Policy, PolicyBook } from '@jucai/contract/policies/book'
import { sampleBook } from './book'

/** A policy with other words wherever they stand. */
const worded = (policy: Policy, now: string, before: string): Policy =>
  JSON.parse(JSON.stringify(policy).replaceAll(now, before)) as Policy

const policyBefore = (policy: Policy): Policy[] => {
  if (policy.code === 'medical-lane') return []
  if (policy.code === 'talent-hostel') return [worded(policy, '7 天', '5 天')]
  if (policy.code === 'rent-subsidy') return [worded(policy, '1,200 元', '1,000 元')]
  if (policy.code === 'start-up-workspace')
    return [
      {
        ...policy,
        offered: false,
        papers: ['学生证或毕业证书', '创业计划，一页即可'],
        clauses: policy.clauses.filter(({ key }) => key !== '6'),
      },
    ]
  return [policy]
}
const valuesBefore: Readonly<Record<string, number>> = { hostelDays: 5, rentMaster: 100_000 }

/** The book of half a year ago, so that there is something to compare: fewer days, a smaller subsidy, one policy less. */
export const earlierBook: PolicyBook = {
  ...sampleBook,
  policies: sampleBook.policies.flatMap(policyBefore),
  parameters: sampleBook.parameters.map((one) => {
    const value = valuesBefore[one.code]
    return value === undefined ? one : { ...one, values: one.values.map((dated) => ({ ...dated, value })) }
  }),
}

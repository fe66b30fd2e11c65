import { bodyOf, emptyDraft, faultsOf, isComplete } from '../../console/case/decision-rules'

const template = '请补交【年份】的社保记录'
const refusal = {
  ...emptyDraft,
  event: 'reject' as const,
  code: 'no-record',
  field: 'proof',
  note: '2025 年没有记录',
  fix: '请补交 2025 年的社保记录',
}

test('a refusal needs its ground, the field, what is amiss and a way out', () => {
  expect(Object.keys(faultsOf({ ...emptyDraft, event: 'reject' }, undefined)).sort()).toEqual([
    'changes',
    'code',
    'field',
    'fix',
    'note',
  ])
  expect(isComplete(faultsOf(refusal, template))).toBe(true)
})

test('a template sent as it is says nothing of this case', () => {
  expect(faultsOf({ ...refusal, fix: template }, template).fix).toContain('具体情况')
  expect(faultsOf({ ...refusal, fix: `${template}。` }, template).fix).toContain('【】')
})

test('a request for changes names fields, and what to change in each', () => {
  const draft = { ...emptyDraft, event: 'request-changes' as const }
  expect(faultsOf(draft, undefined).fields).toBeDefined()
  expect(faultsOf({ ...draft, changes: { phone: '' } }, undefined).changes).toHaveProperty('phone')
  expect(bodyOf({ ...draft, changes: { phone: ' 少一位 ' } }, 'request-changes', 3)).toEqual({
    event: 'request-changes',
    version: 3,
    fields: [{ field: 'phone', what: '少一位' }],
  })
})

test('an approval needs nothing', () =>
  expect(isComplete(faultsOf({ ...emptyDraft, event: 'approve' }, undefined))).toBe(true))

import fc from 'fast-check'
import {
  askedAnswers,
  fieldsOf,
  isAsked,
  type Answer,
  type Answers,
  type FormDefinition,
  type FormField,
} from '@jucai/contract/forms'
import { checkAnswers } from '@jucai/contract/form-checks'

const today = '2026-11-22'
const field = (part: Partial<FormField> & Pick<FormField, 'kind'>): FormField => ({
  key: 'one',
  label: '一项',
  why: '为了试',
  required: true,
  ...part,
})
const formOf = (...fields: FormField[]): FormDefinition => ({
  sections: [{ key: 'all', title: '全部', fields }],
})
const faultOf = (one: FormField, answer: Answer | undefined) =>
  checkAnswers(formOf(one), { one: answer }, today)[0]?.detail
const options = [
  { value: 'a', label: '甲' },
  { value: 'b', label: '乙' },
]
const file = '019aa000-0000-7000-8000-000000000001'

describe('an answer that passes', () => {
  it.each<[string, FormField, Answer]>([
    ['text', field({ kind: 'text' }), '工程师'],
    ['paragraph of the longest length', field({ kind: 'paragraph', maxLength: 4 }), '星城星城'],
    ['emoji counted as people count', field({ kind: 'text', maxLength: 2 }), '🌟🌟'],
    ['number at its bound', field({ kind: 'number', min: 0, max: 40 }), 40],
    ['the long name of an institution', field({ kind: 'employer' }), '厂'.repeat(120)],
    ['money in fen', field({ kind: 'money' }), 120_050],
    ['date today', field({ kind: 'date', max: 'today' }), today],
    ['leap day', field({ kind: 'date' }), '2024-02-29'],
    ['range until now', field({ kind: 'date-range' }), { from: '2020-01-01', to: '' }],
    ['range of one day', field({ kind: 'date-range' }), { from: '2020-01-01', to: '2020-01-01' }],
    ['single', field({ kind: 'single', options }), 'a'],
    ['multiple', field({ kind: 'multiple', options, minItems: 2 }), ['b', 'a']],
    ['region', field({ kind: 'region' }), '430102'],
    ['school', field({ kind: 'school' }), '湖南大学'],
    ['employer', field({ kind: 'employer' }), '星城机床厂'],
    ['file', field({ kind: 'file', maxItems: 1 }), [file]],
    ['document', field({ kind: 'document', documentType: 'resident-id' }), '11010519491231002X'],
    ['phone', field({ kind: 'phone' }), '13912340000'],
    ['phone abroad', field({ kind: 'phone' }), '+6581234567'],
    ['consent', field({ kind: 'consent' }), true],
    ['consent that may be refused', field({ kind: 'consent', required: false }), false],
    ['group', field({ kind: 'group', fields: [field({ key: 'name', kind: 'text' })] }), [{ name: '林小满' }]],
  ])('%s', (_, one, answer) => expect(faultOf(one, answer)).toBeUndefined())
})

describe('an answer that does not pass says what to do', () => {
  it.each<[string, FormField, unknown, RegExp]>([
    ['nothing', field({ kind: 'text' }), undefined, /请填写一项/],
    ['an empty text', field({ kind: 'text' }), '', /请填写一项/],
    ['no file', field({ kind: 'file' }), [], /请上传一项/],
    ['too long', field({ kind: 'paragraph', maxLength: 3 }), '星城星城', /最多 3 个字，现在 4 个/],
    ['no text', field({ kind: 'text' }), 7, /请填写文字/],
    ['below', field({ kind: 'number', min: 1, unit: '人' }), 0, /不能小于 1人/],
    ['above', field({ kind: 'money', max: 100_000 }), 100_001, /不能大于 ¥1,000/],
    ['not a number', field({ kind: 'number' }), Number.NaN, /请填写整数/],
    ['typed money that is none', field({ kind: 'money' }), '12.345', /最多两位小数/],
    ['part of a fen', field({ kind: 'money' }), 1.5, /最多两位小数/],
    ['no such day', field({ kind: 'date' }), '2026-02-30', /有效的日期/],
    ['tomorrow', field({ kind: 'date', max: 'today' }), '2026-11-23', /不能晚于今天/],
    ['yesterday', field({ kind: 'date', min: 'today' }), '2026-11-21', /不能早于今天/],
    [
      'backwards',
      field({ kind: 'date-range' }),
      { from: '2020-02-01', to: '2020-01-01' },
      /结束日期不能早于开始日期/,
    ],
    ['without a beginning', field({ kind: 'date-range' }), { from: '', to: '2020-01-01' }, /请填写/],
    ['a choice that is none', field({ kind: 'single', options }), 'c', /从列表中选择/],
    ['twice the same', field({ kind: 'multiple', options }), ['a', 'a'], /从列表中选择/],
    ['too few', field({ kind: 'multiple', options, minItems: 2 }), ['a'], /至少 2 项/],
    ['too many files', field({ kind: 'file', maxItems: 1 }), [file, file.replace(/1$/, '2')], /最多 1 份/],
    ['a file that is no id', field({ kind: 'file' }), ['../etc/passwd'], /从列表中选择/],
    ['a region by name', field({ kind: 'region' }), '长沙', /选择地区/],
    ['a short phone', field({ kind: 'phone' }), '1391234', /11 位手机号/],
    ['a mainland phone written as one abroad', field({ kind: 'phone' }), '+8613912340000', /境外号码以 \+/],
    ['a wrong document', field({ kind: 'document' }), '110105194912310021', /./],
    ['no consent', field({ kind: 'consent' }), false, /需要你同意/],
    ['a group that is a text', field({ kind: 'group', fields: [] }), '一条', /请逐条填写/],
  ])('%s', (_, one, answer, words) => expect(faultOf(one, answer as Answer)).toMatch(words))

  it('judges the number of a document by the type that is chosen, not before one is', () => {
    const form = formOf(
      field({ key: 'type', kind: 'single', options: [{ value: 'taiwan-permit', label: '台湾居民居住证' }] }),
      field({ kind: 'document', typeFrom: 'type' }),
    )
    const faults = (type: string | undefined) =>
      checkAnswers(form, { type, one: '810000199001010014' }, today).map(({ pointer }) => pointer)
    expect([faults('taiwan-permit'), faults(undefined)]).toEqual([['/answers/one'], ['/answers/type']])
  })

  it('names the item and the field inside a group', () => {
    const group = field({
      key: 'family',
      kind: 'group',
      fields: [field({ key: 'name', kind: 'text', label: '姓名' })],
    })
    expect(checkAnswers(formOf(group), { family: [{ name: '林一' }, { name: '' }] }, today)).toEqual([
      { pointer: '/answers/family/1/name', detail: '请填写姓名' },
    ])
  })
})

it.each([5.5, 0.1 + 0.2, 1e-7, 1e300])('counts in whole numbers: %d is none', (answer) => {
  expect(faultOf(field({ kind: 'number' }), answer)).toBe('请填写整数')
})

it.each([' ', '\u200b\u200b', '\u3164', '\u2800'])(
  'asks again where nothing of the answer is seen: %j',
  (answer) => {
    expect(faultOf(field({ kind: 'text' }), answer)).toBe('请填写一项')
  },
)

describe('a field with a condition', () => {
  const chain = [
    field({ key: 'job', kind: 'single', options }),
    field({ key: 'shop', kind: 'text', when: { field: 'job', is: ['a'] } }),
    field({ key: 'floor', kind: 'text', when: { field: 'shop', is: ['大'] } }),
    field({ key: 'ways', kind: 'multiple', options, required: false }),
    field({ key: 'about', kind: 'paragraph', when: { field: 'ways', is: ['b'] } }),
  ]
  const asked = (answers: Answers) =>
    chain.filter((one) => isAsked(one, answers, chain)).map(({ key }) => key)
  it.each<[string, Answers, string[]]>([
    ['is hidden without its answer', {}, ['job', 'ways']],
    ['is asked with it', { job: 'a' }, ['job', 'shop', 'ways']],
    ['hides what hangs on it', { job: 'b', shop: '大' }, ['job', 'ways']],
    ['asks what hangs on it', { job: 'a', shop: '大' }, ['job', 'shop', 'floor', 'ways']],
    ['looks into several choices', { ways: ['a', 'b'] }, ['job', 'ways', 'about']],
  ])('%s', (_, answers, keys) => expect(asked(answers)).toEqual(keys))

  it('drops answers to what is hidden or unknown', () =>
    expect(askedAnswers(chain, { job: 'b', shop: '大', floor: '三', gone: 'x' })).toEqual({ job: 'b' }))
})

it('whatever is answered, only fields that are asked are at fault, each once', () => {
  const form = formOf(
    field({ key: 'a', kind: 'single', options }),
    field({ key: 'b', kind: 'number', min: 1, when: { field: 'a', is: ['a'] } }),
    field({ key: 'c', kind: 'date-range', required: false }),
    field({ key: 'd', kind: 'group', maxItems: 2, fields: [field({ key: 'e', kind: 'phone' })] }),
  )
  const answer = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.record({ from: fc.string(), to: fc.string() }),
    fc.constant({ toString: 1, valueOf: 1 }),
    fc.constant(undefined),
  )
  fc.assert(
    fc.property(
      fc.record({ a: fc.oneof(fc.constantFrom('a', 'b'), answer), b: answer, c: answer, d: answer }),
      (answers) => {
        const found = checkAnswers(form, answers as Answers, today).map(({ pointer }) => pointer)
        const keys = new Set(
          fieldsOf(form)
            .filter((one) => isAsked(one, answers as Answers, fieldsOf(form)))
            .map(({ key }) => key),
        )
        expect(new Set(found).size).toBe(found.length)
        for (const pointer of found) expect(keys.has(pointer.split('/')[2] ?? '')).toBe(true)
      },
    ),
  )
})

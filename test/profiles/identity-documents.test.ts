import { checkCharacter, checkDocument, normalDocument } from '@jucai/contract/identity-documents'
import type { DocumentType } from '@jucai/contract/vocabulary'
import fc from 'fast-check'
import { containing } from '../matchers'

const today = '2026-11-22'
const sealed = (digits17: string) => digits17 + checkCharacter(digits17)
const check = (type: DocumentType, number: string) => checkDocument(type, number, today)

it('knows the example of GB 11643', () => {
  expect(checkCharacter('11010519491231002')).toBe('X')
  expect(check('resident-id', '11010519491231002X')).toEqual({
    ok: true,
    number: '11010519491231002X',
    birth: '1949-12-31',
  })
})

it.each<[string, DocumentType, string, string]>([
  ['lower-case x and spaces', 'resident-id', ' 110105 19491231 002x', '1949-12-31'],
  ['full-width digits', 'resident-id', '１１０１０５１９４９１２３１００２Ｘ', '1949-12-31'],
  ['a leap day', 'resident-id', sealed('43010220000229123'), '2000-02-29'],
  ['Hong Kong', 'hk-macao-permit', sealed('81000019990101123'), '1999-01-01'],
  ['Macao', 'hk-macao-permit', sealed('82000019990101123'), '1999-01-01'],
  ['Taiwan', 'taiwan-permit', sealed('83000019990101123'), '1999-01-01'],
  ['the foreign card since 2023', 'foreign-permanent-id', sealed('91184019900715001'), '1990-07-15'],
  ['the foreign card before', 'foreign-permanent-id', 'USA110085071512', '1985-07-15'],
  ['an old foreign card of this century', 'foreign-permanent-id', 'usa110005071512', '2005-07-15'],
])('takes %s', (_case, type, number, birth) => {
  expect(check(type, number)).toEqual({ ok: true, number: normalDocument(number), birth })
})

it.each<[string, DocumentType, string, string]>([
  ['nothing', 'resident-id', '  ', '请填写证件号码'],
  ['17 digits', 'resident-id', '11010519491231002', '现在是 17 位'],
  ['15 digits', 'resident-id', '110105491231002', '旧号码已停用'],
  ['a letter', 'resident-id', '11010519491231OO2X', '只有数字'],
  ['X in the middle', 'resident-id', '1101051949X2310021', '只能出现在最后一位'],
  [
    'an unknown province',
    'resident-id',
    sealed('99010519491231002').replace(/^99/, '70'),
    '没有“70”这个省份',
  ],
  ['30 February', 'resident-id', sealed('43010220000230123'), '不是有效日期'],
  ['29 February of a common year', 'resident-id', sealed('43010219000229123'), '不是有效日期'],
  ['month 13', 'resident-id', sealed('43010220001301123'), '不是有效日期'],
  ['tomorrow', 'resident-id', sealed('43010220261123123'), '在今天之后'],
  ['the century before last', 'resident-id', sealed('43010218991231123'), '不是有效日期'],
  ['a wrong check digit', 'resident-id', '110105194912310021', '号码校验不通过'],
  [
    'a Hong Kong permit as a resident card',
    'resident-id',
    sealed('81000019990101123'),
    '请把证件类型改为“港澳居民居住证”',
  ],
  [
    'a Taiwan permit as a resident card',
    'resident-id',
    sealed('83000019990101123'),
    '请把证件类型改为“台湾居民居住证”',
  ],
  [
    'a foreign card as a resident card',
    'resident-id',
    sealed('91184019900715001'),
    '请把证件类型改为“外国人永久居留身份证”',
  ],
  ['a travel permit', 'hk-macao-permit', 'H12345678', '不是通行证的号码'],
  ['a resident card as a permit', 'taiwan-permit', '11010519491231002X', '以 830000 开头'],
  ['a permit of an odd place', 'hk-macao-permit', sealed('81010019990101123'), '以 810000'],
  ['an old foreign card cut short', 'foreign-permanent-id', 'USA11008507151', '3 个字母加 12 位数字'],
  ['an old foreign card of no date', 'foreign-permanent-id', 'USA110085133012', '不是有效日期'],
  ['another card as a foreign one', 'foreign-permanent-id', '11010519491231002X', '以 9 开头'],
])('refuses %s with a sentence that helps', (_case, type, number, words) => {
  expect(check(type, number)).toEqual({ ok: false, detail: containing(words) })
})

it('finds every single wrong digit and every swap of two neighbours', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1950-01-01'), max: new Date('2010-01-01'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      (born, sequence, place, shift) => {
        const number = sealed(
          `430102${born.toISOString().slice(0, 10).replace(/-/g, '')}${String(sequence).padStart(3, '0')}`,
        )
        const digits = [...number]
        digits[place] = String((Number(digits[place]) + shift) % 10)
        expect(check('resident-id', digits.join('')).ok).toBe(false)
        const swapped = [...number]
        ;[swapped[place], swapped[place + 1]] = [swapped[place + 1] as string, swapped[place] as string]
        if (swapped.join('') !== number) expect(check('resident-id', swapped.join('')).ok).toBe(false)
      },
    ),
  )
})

it('answers whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<DocumentType>(
        'resident-id',
        'hk-macao-permit',
        'taiwan-permit',
        'foreign-permanent-id',
      ),
      fc.string({ unit: 'binary' }),
      (type, text) => {
        expect(typeof check(type, text).ok).toBe('boolean')
      },
    ),
  )
})

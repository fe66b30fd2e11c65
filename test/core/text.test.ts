import { checkDocument } from '@jucai/contract/identity-documents'
import { nameFault, yearsOn } from '@jucai/contract/registration-rules'
import {
  digitsOf,
  fileNameText,
  isBlank,
  isSameName,
  nameText,
  phoneText,
  toldApart,
  typedText,
} from '@jucai/contract/text'
import { sampleDocument } from '../../mock/people/people'

it.each([
  '',
  ' ',
  '\u200b\u200b',
  '\u2800',
  '\u00ad',
  '\u2060',
  '\u3164\u3164',
  '\u115f\u1160',
  '\uffa0',
  '\u034f',
  '\u17b4\u17b5',
  '\ufe0f',
  '\u{e0100}',
  '\u3000\n\t',
])('takes %j for empty', (text) => {
  expect([isBlank(text), typedText(text)]).toEqual([true, ''])
})
it.each(['我', ' a ', '❤️', '👩‍🎓', '。', 'Zu\u0308rich'])('does not take %j for empty', (text) => {
  expect([isBlank(text), typedText(text)]).toEqual([false, text.trim().normalize('NFC')])
})

describe('a name', () => {
  it.each([
    ['阿卜杜‧热合曼', '阿卜杜·热合曼'],
    ['买买提．艾力', '买买提·艾力'],
    ['买买提.艾力', '买买提·艾力'],
    ['古丽∙娜', '古丽·娜'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['买买提 • 艾力', '买买提·艾力'],
    ['D’Souza Ana', "D'Souza Ana"],
    ['Anne‑Marie', 'Anne-Marie'],
    ['Ａｎａ　Ｌｉ', 'Ana Li'],
    ['\u200b李\u202a明\ufeff', '李明'],
    ['John F. Kennedy', 'John F. Kennedy'],
    ['李〇', '李〇'],
    ['𠮷田', '𠮷田'],
    ['王\ue863', '王\ue863'],
  ])('%j is kept as %j and taken', (typed, kept) => {
    expect([nameText(typed), nameFault(typed)]).toEqual([kept, null])
  })
  it.each([
    ['张（小）', '('],
    ['李明3', '3'],
    ['李😀', '😀'],
    ['李/明', '/'],
    ['李\u0378明', 'U+0378'],
  ])('%j is refused, and the refusal names the sign', (typed, sign) => {
    expect(nameFault(typed)).toContain(`“${sign}”`)
  })
  it('does not begin with an accent or a hyphen', () => {
    expect(['\u0300\u0300', '-李', ''].map(nameFault)).toEqual(
      Array(3).fill('姓名要以文字开头，请与证件上一致'),
    )
  })
  it('is the same however it was typed', () => {
    const pairs = [
      ["D'Souza Ana", 'D’Souza Ana'],
      ['Anne-Marie', 'Anne‑Marie'],
      ['Ana', 'Ａｎａ'],
      ['欧阳 娜', '欧阳娜'],
      ['买买提·艾力', '买买提‧艾力'],
      ['买买提·艾力', '买买提艾力'],
      ['ANA LI', 'Ana Li'],
    ] as const
    expect(pairs.filter(([one, other]) => !isSameName(one, other))).toEqual([])
    expect(isSameName('李明', '李名')).toBe(false)
  })
})

it.each([
  ['+86 138 0013 8000', '13800138000'],
  ['138-0013-8000', '13800138000'],
  ['\u202d13800138000\u202c', '13800138000'],
  ['8613800138000', '13800138000'],
  ['0086 (138) 0013‑8000', '13800138000'],
  ['１３８００１３８０００', '13800138000'],
  ['+65 8123 4567', '+6581234567'],
  ['1380013', '1380013'],
  ['abc', 'abc'],
])('reads the phone number %j as %j', (typed, read) => {
  expect(phoneText(typed)).toBe(read)
})

it('reads the digits of a code', () => {
  expect(['123 456', '１２３４５６', '验证码：123456', '\u202a123456'].map(digitsOf)).toEqual(
    Array(4).fill('123456'),
  )
})

it('reads the number of a document through what copying brought along', () => {
  const number = sampleDocument('430102', '1990-01-01', 1)
  for (const typed of [
    `${number.slice(0, 6)}\u200b${number.slice(6)}`,
    number.replace(/^(.{6})(.{8})/, '$1 $2 '),
    `\u202d${number}\u202c`,
    `${number.slice(0, 6)}–${number.slice(6)}`,
  ])
    expect(checkDocument('resident-id', typed, '2026-11-22')).toMatchObject({ ok: true, number })
})

it.each([
  ['\u200e劳动合同.pdf', '劳动合同.pdf'],
  ['劳动\u202c合同.pdf', '劳动合同.pdf'],
  ['\ufeff合同.pdf', '合同.pdf'],
  ['合同\n(1).pdf', '合同 (1).pdf'],
  ['../../a.pdf', 'a.pdf'],
  ['C:\\Users\\x\\b.pdf', 'b.pdf'],
  ['Zu\u0308rich.pdf', 'Zürich.pdf'],
  ['合\ud83d.pdf', '合.pdf'],
  ['\uffff合.pdf', '合.pdf'],
  ['', '未命名文件'],
  ['..', '未命名文件'],
  ['\u200b', '未命名文件'],
  ['x/', '未命名文件'],
  ['.pdf', '.pdf'],
  [`${'合'.repeat(121)}.pdf`, `${'合'.repeat(116)}.pdf`],
  [`${'合'.repeat(115)}😀😀.pdf`, `${'合'.repeat(115)}😀.pdf`],
  ['没有后缀'.repeat(40), '没有后缀'.repeat(30)],
])('calls the file %j %j', (given, name) => {
  expect(fileNameText(given)).toBe(name)
  expect(fileNameText(name)).toBe(name)
})

it('tells files of one name apart', () => {
  expect(toldApart(['证书.pdf', '证书.pdf', 'a', '证书.pdf', 'a'])).toEqual([
    '证书.pdf',
    '证书(2).pdf',
    'a',
    '证书(3).pdf',
    'a(2)',
  ])
  expect(toldApart(['a.pdf', 'a(2).pdf', 'a.pdf', 'a.pdf'])).toEqual([
    'a.pdf',
    'a(2).pdf',
    'a(3).pdf',
    'a(4).pdf',
  ])
})

it('adds years on a day that there is', () => {
  expect([
    yearsOn('2024-02-29', 5),
    yearsOn('2024-02-29', 4),
    yearsOn('2000-02-29', 100),
    yearsOn('2026-06-30', 5),
  ]).toEqual(['2029-02-28', '2028-02-29', '2100-02-28', '2031-06-30'])
})

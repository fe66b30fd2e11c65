import fc from 'fast-check'
import {
  accountNumberFault,
  fenOf,
  luhnHolds,
  maskedAccount,
  maxBudgetFen,
  plainYuan,
  splitFen,
  yuanText,
} from '@jucai/contract/ledger-rules'

describe('instalments', () => {
  it('add up to the whole, differ by a fen at most, and the first ones get the odd fen', () => {
    expect(splitFen(100, 3)).toEqual([34, 33, 33])
    expect(splitFen(2, 3)).toEqual([1, 1, 0])
    expect(splitFen(0, 2)).toEqual([0, 0])
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: maxBudgetFen }),
        fc.integer({ min: 1, max: 400 }),
        (total, parts) => {
          const split = splitFen(total, parts)
          expect(split.reduce((sum, part) => sum + part, 0)).toBe(total)
          expect(split).toHaveLength(parts)
          expect((split[0] as number) - (split.at(-1) as number)).toBeLessThanOrEqual(1)
          expect([...split].sort((a, b) => b - a)).toEqual(split)
        },
      ),
    )
  })

  it.each([
    [1.5, 2],
    [-1, 2],
    [2 ** 53, 2],
    [10, 0],
    [10, 1.5],
  ])('of %d in %d are refused', (total, parts) => {
    expect(() => splitFen(total, parts)).toThrow(RangeError)
  })
})

describe('amounts', () => {
  it('are shown with two digits, and read back to the fen', () => {
    expect([5, 50, 123_450, -7].map(yuanText)).toEqual(['0.05', '0.50', '1,234.50', '-0.07'])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxBudgetFen }), (fen) => {
        expect(fenOf(yuanText(fen))).toBe(fen)
        expect(fenOf(plainYuan(fen))).toBe(fen)
      }),
    )
  })

  it.each([
    ['800', 80_000],
    ['800.5', 80_050],
    ['¥1,234.50', 123_450],
    ['￥12元', 1_200],
    ['0.30', 30],
    ['12.3400', 1_234],
    ['1.005', null],
    ['1,23', null],
    ['-5', null],
    ['1e3', null],
    ['', null],
    ['100000000001', null],
    ['999999999999999999', null],
  ])('“%s” is %s fen', (text, fen) => {
    expect(fenOf(text)).toBe(fen)
  })
})

describe('an account number', () => {
  it('of a card has a check digit that tells every slip of one digit', () => {
    const card = '6222021234567890128'
    expect(luhnHolds(card)).toBe(true)
    for (let at = 0; at < card.length; at += 1)
      for (let digit = 0; digit < 10; digit += 1)
        if (String(digit) !== card[at])
          expect(luhnHolds(card.slice(0, at) + String(digit) + card.slice(at + 1))).toBe(false)
  })

  it.each([
    ['6222021234567890128', null],
    ['6222021234567890129', '这个卡号有一位不对（校验位不符），请对照银行卡逐位核对'],
    ['43050174590100000123', null], // a passbook has none
    ['1234567', '账号有 7 位，应为 8 到 30 位，请对照银行卡或存折核对'],
    ['1'.repeat(31), '账号有 31 位，应为 8 到 30 位，请对照银行卡或存折核对'],
    ['62220212a', '账号只能是数字'],
  ])('%s: %s', (number, fault) => {
    expect(accountNumberFault(number)).toBe(fault)
  })

  it('is shown by its last four digits', () => {
    expect(maskedAccount('6222021234567890128')).toBe('**** 0128')
  })
})

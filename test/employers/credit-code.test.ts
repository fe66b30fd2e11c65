import { creditCheckSign, creditCodeFault, creditCodeText, kindOfCode } from '../../contract/credit-code'

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
// 91350100M000100Y43 is the example of GB 32100-2015; the others are published codes of well-known companies.
const published = ['91350100M000100Y43', '91440300708461136T', '91110000802100433B', '91330100799655058B']

it.each(published)('takes the published code %s', (code) => {
  expect(creditCodeFault(code)).toBeNull()
  expect(creditCheckSign(code.slice(0, 17))).toBe(code.charAt(17))
  expect(kindOfCode(code)).toBe('company')
})

it.each([
  [' 9135 0100 m000 100y 43 ', '91350100M000100Y43'],
  ['91350100-M000100Y43', '91350100M000100Y43'],
  ['９１３５０１００Ｍ０００１００Ｙ４３', '91350100M000100Y43'],
  ['\u202d91350100m000100y43\u202c', '91350100M000100Y43'],
])('reads %j as it was meant', (typed, code) => {
  expect(creditCodeText(typed)).toBe(code)
})

it('finds every single wrong sign, and every two neighbours exchanged', () => {
  for (const code of published)
    for (let at = 0; at < 18; at += 1) {
      for (const sign of signs)
        if (sign !== code.charAt(at))
          expect(creditCodeFault(code.slice(0, at) + sign + code.slice(at + 1))).not.toBeNull()
      const [one = '', other = ''] = [code.charAt(at), code.charAt(at + 1)]
      if (at < 17 && one !== other)
        expect(creditCodeFault(code.slice(0, at) + other + one + code.slice(at + 2))).not.toBeNull()
    }
})

it.each([
  ['', '18 位'],
  ['430100123456789', '旧注册号'],
  ['91350100M000100Y4', '现在填了 17 位'],
  ['9135O100M000100Y43', '第 5 位“O”不对：代码只有数字和大写字母，没有 I、O、S、V、Z，是不是数字 0？'],
  ['91350100M000I00Y43', '第 13 位“I”不对'],
  ['9135A100M000100Y43', '第 5 位“A”不对：第 3 至 8 位是登记机关所在地'],
  ['11350100M000100Y43', '前两位“11”是机关'],
  ['81350100M000100Y43', '前两位“81”是工会'],
  ['N2350100M000100Y43', '前两位“N2”是村集体经济组织'],
  ['99350100M000100Y43', '前两位“99”不对'],
  ['91350100M000200Y43', '错误多半在第 9 至 17 位'],
  ['91350100M000100Y44', '错误多半在第 1 至 8 位或最后一位'],
  ['91360100M000100Y43', '错误多半在第 1 至 8 位或最后一位'],
])('says of %j which place is wrong', (code, words) => {
  expect(creditCodeFault(code)).toContain(words)
})

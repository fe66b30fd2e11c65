import type { EmployerKind } from './employer-vocabulary'
import { narrowed, withoutUnseen } from './text'

// GB 32100-2015, 法人和其他组织统一社会信用代码编码规则: 31 signs, digits and letters without I, O, S, V, Z.
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] // 3^(i-1) mod 31
const codeLength = 18

/** A code as it is kept: plain capitals and digits, without the spaces and hyphens of a copied one. */
export const creditCodeText = (typed: string): string =>
  withoutUnseen(narrowed(typed))
    .replace(/[\p{Pd}\u2212]/gu, '')
    .toUpperCase()

/** The last sign of a code whose first 17 are these. Only for signs of the standard. */
export const creditCheckSign = (first17: string): string => {
  const sum = weights.reduce((total, weight, at) => total + weight * signs.indexOf(first17.charAt(at)), 0)
  return signs.charAt((31 - (sum % 31)) % 31)
}

// GB 11714: the last of the nine signs of the organisation code inside. Used to say where a slip is, never to refuse.
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const isInnerRight = (code: string): boolean => {
  const inner = [...code.slice(8, 16)]
  const values = inner.map((sign) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55))
  const rest = 11 - (innerWeights.reduce((sum, weight, at) => sum + weight * (values[at] ?? 0), 0) % 11)
  return code.charAt(16) === (rest === 10 ? 'X' : rest === 11 ? '0' : String(rest))
}

const kindOf: Readonly<Record<string, EmployerKind>> = {
  '12': 'public-institution',
  '31': 'practice',
  '32': 'practice',
  '34': 'practice',
  '51': 'social-organisation',
  '52': 'social-organisation',
  '53': 'social-organisation',
  '91': 'company',
  '92': 'sole-trader',
  '93': 'cooperative',
}
// What a code of another kind is, where people may well try it.
const otherKinds: Readonly<Record<string, string>> = {
  '11': '机关；机关招录请看公务员考试公告',
  '13': '编办管理的群众团体',
  '33': '基层法律服务所',
  '35': '仲裁委员会',
  '71': '宗教活动场所',
  '72': '宗教院校',
  '81': '工会',
  N1: '村民小组集体经济组织',
  N2: '村集体经济组织',
  N3: '乡镇集体经济组织',
}
/** Who can register, for the page that asks for the code. */
export const kindsInWords =
  '企业、个体工商户、农民专业合作社、事业单位、社会组织（社会团体、民办非企业单位、基金会）和律师、公证、鉴定机构可以登记'

const looksLike: Readonly<Record<string, string>> = {
  O: '，是不是数字 0？',
  I: '，是不是数字 1？',
  S: '，是不是数字 5？',
  Z: '，是不是数字 2？',
  V: '，是不是字母 U 或 Y？',
}

const faultOfSign = (code: string): string | null => {
  const at = [...code].findIndex((sign) => !signs.includes(sign))
  if (at >= 0) {
    const sign = [...code][at] as string
    return `第 ${at + 1} 位“${sign}”不对：代码只有数字和大写字母，没有 I、O、S、V、Z${looksLike[sign] ?? ''}`
  }
  const region = [...code.slice(2, 8)].findIndex((sign) => !/\d/.test(sign))
  return region >= 0
    ? `第 ${region + 3} 位“${code.charAt(region + 2)}”不对：第 3 至 8 位是登记机关所在地，只有数字`
    : null
}

const faultOfKind = (code: string): string | null => {
  const kind = code.slice(0, 2)
  if (kindOf[kind]) return null
  const what = otherKinds[kind]
  return what
    ? `前两位“${kind}”是${what}，不在登记范围。${kindsInWords}`
    : `前两位“${kind}”不对，或不在登记范围。企业是 91，个体工商户是 92，事业单位是 12，社会组织是 51、52、53`
}

/**
 * What is wrong with a code in its one form ({@link creditCodeText}), in a sentence that says which place;
 * null when it is one of somebody who can register. Every single wrong sign and every two neighbours
 * exchanged are found by the check sign.
 */
export const creditCodeFault = (code: string): string | null => {
  const length = [...code].length
  if (length === 0) return '请填写统一社会信用代码，在营业执照或登记证书上，18 位'
  if (length === 15) return '这是 15 位的旧注册号，已经停用。请填写现在的统一社会信用代码，18 位'
  if (length !== codeLength) return `统一社会信用代码是 18 位，现在填了 ${length} 位`
  const fault = faultOfSign(code) ?? faultOfKind(code)
  if (fault) return fault
  if (creditCheckSign(code.slice(0, 17)) === code.charAt(17)) return null
  return isInnerRight(code)
    ? '校验不符，请对照证件核对：错误多半在第 1 至 8 位或最后一位'
    : '校验不符，请对照证件核对：错误多半在第 9 至 17 位'
}

/** Which kind of employer a faultless code is of. */
export const kindOfCode = (code: string): EmployerKind | null => kindOf[code.slice(0, 2)] ?? null

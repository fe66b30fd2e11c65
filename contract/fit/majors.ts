import { narrowed, withoutUnseen } from '../text'
import { majorNames } from './major-names'

/** A discipline (学科门类) or one of its classes (专业类), by the number that the Ministry of Education gave it. */
export interface MajorGroup {
  /** Two digits of a discipline, `08`; four of a class, `0809`. */
  code: string
  label: string
}

const inDiscipline: Readonly<Record<string, string>> = {
  '01 哲学': '哲学类',
  '02 经济学': '经济学类 财政学类 金融学类 经济与贸易类',
  '03 法学': '法学类 政治学类 社会学类 民族学类 马克思主义理论类 公安学类',
  '04 教育学': '教育学类 体育学类',
  '05 文学': '中国语言文学类 外国语言文学类 新闻传播学类',
  '06 历史学': '历史学类',
  '07 理学':
    '数学类 物理学类 化学类 天文学类 地理科学类 大气科学类 海洋科学类 地球物理学类 地质学类 生物科学类 心理学类 统计学类',
  '08 工学':
    '力学类 机械类 仪器类 材料类 能源动力类 电气类 电子信息类 自动化类 计算机类 土木类 水利类 测绘类 化工与制药类 地质类 矿业类 ' +
    '纺织类 轻工类 交通运输类 海洋工程类 航空航天类 兵器类 核工程类 农业工程类 林业工程类 环境科学与工程类 生物医学工程类 ' +
    '食品科学与工程类 建筑类 安全科学与工程类 生物工程类 公安技术类 交叉工程类',
  '09 农学': '植物生产类 自然保护与环境生态类 动物生产类 动物医学类 林学类 水产类 草学类',
  '10 医学':
    '基础医学类 临床医学类 口腔医学类 公共卫生与预防医学类 中医学类 中西医结合类 药学类 中药学类 法医学类 医学技术类 护理学类',
  '12 管理学':
    '管理科学与工程类 工商管理类 农业经济管理类 公共管理类 图书情报与档案管理类 物流管理与工程类 工业工程类 电子商务类 旅游管理类',
  '13 艺术学': '艺术学理论类 音乐与舞蹈学类 戏剧与影视学类 美术学类 设计学类',
}

/** The twelve disciplines that undergraduates study in. Source: 普通高等学校本科专业目录. */
export const disciplines: readonly MajorGroup[] = Object.keys(inDiscipline).map((said) => ({
  code: said.slice(0, 2),
  label: said.slice(3),
}))
/** The classes of all disciplines, ascending. Source: 普通高等学校本科专业目录. */
export const majorClasses: readonly MajorGroup[] = Object.entries(inDiscipline).flatMap(([said, classes]) =>
  classes
    .split(' ')
    .map((label, at) => ({ code: `${said.slice(0, 2)}${String(at + 1).padStart(2, '0')}`, label })),
)
/** What stands for every major that is in no class, and for none. */
export const noMajorClass = 'none'

const labels = new Map([...disciplines, ...majorClasses].map(({ code, label }) => [code, label]))
/** A discipline or class in words; null when there is none of that number. */
export const majorLabel = (code: string): string | null => labels.get(code) ?? null

/** The classes that lie in some disciplines and classes, ascending, each once. What does not exist has none. */
export const classesIn = (codes: readonly string[]): string[] =>
  majorClasses.filter(({ code }) => codes.some((one) => code.startsWith(one))).map(({ code }) => code)

/** Some majors that belong to a class, to tell what is meant. */
export const majorsOf = (code: string): readonly string[] => majorNames[code]?.split(' ') ?? []

// What people write around the name of their major: “（师范类）”, “专业”, a full stop.
const plain = (typed: string): string =>
  withoutUnseen(narrowed(typed.normalize('NFC')))
    .toLowerCase()
    .replace(/[(【[（].*?[)】\]）]/g, '')
    .replace(/[.。·•]/g, '')
    .replace(/专业$/, '')

const namesOf = (): [name: string, code: string][] =>
  majorClasses.flatMap(({ code, label }): [string, string][] => [
    [label, code],
    [label.replace(/类$/, ''), code],
    ...majorsOf(code).map((name): [string, string] => [plain(name), code]),
  ])
let named: ReadonlyMap<string, string> | null = null
const classNamed = (name: string): string | undefined => (named ??= new Map(namesOf())).get(name)

/** How a name sounds: its pinyin without tones and spaces, in small letters; what is no Chinese stays. */
export type Reading = (name: string) => string
// Two classes that sound alike tell nothing of which one was meant.
const readings = new WeakMap<Reading, ReadonlyMap<string, string | null>>()
const classesByReading = (read: Reading): ReadonlyMap<string, string | null> => {
  const known = readings.get(read)
  if (known) return known
  const sounds = new Map<string, string | null>()
  for (const [name, code] of namesOf()) {
    const sound = read(name)
    const before = sounds.get(sound)
    sounds.set(sound, before === undefined || before === code ? code : null)
  }
  readings.set(read, sounds)
  return sounds
}

const classOfOne = (name: string, read: Reading | undefined): string | null =>
  classNamed(name) ?? (read ? (classesByReading(read).get(read(name)) ?? null) : null)

/**
 * The class that a major belongs to, as people write it: the name of the major or of the class, with what stands around
 * it left away; with `read`, also in pinyin and with a sign mistaken for one that sounds the same. Several majors count
 * when all are of one class. Null: not known, which is never a no.
 */
export const majorClassOf = (typed: string, read?: Reading): string | null => {
  const whole = plain(typed)
  if (whole === '') return null
  const one = classOfOne(whole, read)
  if (one !== null) return one
  const parts = whole.split(/[/、,;，；+]|和|与(?!技术|工程|管理)/).filter(Boolean)
  const codes = new Set(parts.map((part) => classOfOne(part, read)))
  const [code = null] = codes
  return parts.length > 1 && codes.size === 1 ? code : null
}

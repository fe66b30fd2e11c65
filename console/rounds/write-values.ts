import type { DeskRound } from '@jucai/contract/round-desk'
import type { RoundBody } from '@jucai/contract/round-schemas'
import { conditionFault, type RoundCondition } from '@jucai/contract/round-rules'
import type { RedoCause, RoundRule } from '@jucai/contract/rounds-vocabulary'
import { games, namedFault, type GameCode, type NamedSource } from '@jucai/contract/draw/sources'
import { isDrawCode } from '@jucai/contract/draw/tickets'
import type { DrawAlgorithm } from '@jucai/contract/draw/hash'

/** A class or a rule of points as it is written. `points` is empty for a class. */
export interface WrittenRule {
  code: string
  title: string
  clause: string
  points: string
  when: RoundCondition[]
}
/** A source as it is written: official numbers, the fallbacks after the first. */
export interface WrittenSource {
  game: GameCode | ''
  issues: string
}
/** A flat that was picked, with what is shown of it. */
export interface PickedFlat {
  flatId: string
  pool: string
  reservedFor: string | null
}
/** A round as it is written: everything that is typed stays text. Moments are `2026-12-01T09:00`, in China. */
export interface Values {
  code: string
  title: string
  rule: RoundRule
  rules: string
  classes: WrittenRule[]
  scoring: WrittenRule[]
  reserved: 'first' | 'last'
  algorithm: DrawAlgorithm
  sources: WrittenSource[]
  firstDrawingAt: string
  opensAt: string
  closesAt: string
  openingMinutes: string
  choosingFrom: string
  slotMinutes: string
  longerSlotMinutes: string
  holdSeconds: string
  atOnce: string
  refusing: string
  cause: RedoCause | ''
  why: string
  flats: PickedFlat[]
  /** What pools are called. */
  pools: { code: string; title: string }[]
}

/** A round that nothing was written of yet. */
export const emptyValues: Values = {
  code: '',
  title: '',
  rule: 'draw',
  rules: '',
  classes: [],
  scoring: [],
  reserved: 'first',
  algorithm: 'sha-256',
  sources: [
    { game: 'cwl-kl8', issues: '' },
    { game: 'lottery-pl5', issues: '' },
  ],
  firstDrawingAt: '',
  opensAt: '',
  closesAt: '',
  openingMinutes: '30',
  choosingFrom: '',
  slotMinutes: '30',
  longerSlotMinutes: '60',
  holdSeconds: '120',
  atOnce: '10',
  refusing: '',
  cause: '',
  why: '',
  flats: [],
  pools: [],
}

const localOf = (moment: string): string =>
  new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16)
const momentOf = (local: string): string => new Date(`${local}:00+08:00`).toISOString()
const isLocal = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}:00+08:00`))

/** A round that is there, to be changed. */
export const valuesOf = (round: DeskRound): Values => ({
  code: round.code,
  title: round.title,
  rule: round.rule,
  rules: round.rules,
  classes: round.classes.map((one) => ({ ...one, points: '' })),
  scoring: round.scoring.map((one) => ({ ...one, points: String(one.points) })),
  reserved: round.reserved,
  algorithm: round.algorithm,
  sources: round.sources.map(({ game, issues }) => ({ game, issues: issues.join(' ') })),
  firstDrawingAt: localOf(round.firstDrawingAt),
  opensAt: localOf(round.opensAt),
  closesAt: localOf(round.closesAt),
  openingMinutes: String(round.openingMinutes),
  choosingFrom: localOf(round.choosingFrom),
  slotMinutes: String(round.slotMinutes),
  longerSlotMinutes: String(round.longerSlotMinutes),
  holdSeconds: String(round.holdSeconds),
  atOnce: String(round.atOnce),
  refusing: round.refusing,
  cause: round.redo?.cause ?? '',
  why: round.redo?.why ?? '',
  flats: round.flats.map((one) => ({ ...one })),
  pools: round.pools.map((one) => ({ ...one })),
})

/** Official numbers as they were typed, parted by anything that is no digit. */
export const issuesOf = (text: string): string[] => text.split(/[^0-9]+/).filter(Boolean)
const sourcesOf = ({ sources }: Pick<Values, 'sources'>): NamedSource[] =>
  sources.flatMap(({ game, issues }) => (game === '' ? [] : [{ game, issues: issuesOf(issues) }]))

/** The parts in which a round is written, in their order. */
export const writtenParts = {
  basics: '批次和规则',
  times: '时间',
  classes: '类别和保留',
  flats: '房源',
  sources: '开奖来源',
  choosing: '选房怎么进行',
  text: '规则全文',
} as const
/** One of {@link writtenParts}. */
export type WrittenPart = keyof typeof writtenParts
/** What is wrong, in words, by field; each belongs to a part. */
export type WriteFaults = Partial<Record<string, { part: WrittenPart; text: string }>>

const within = (text: string, least: number, most: number): boolean =>
  /^\d{1,7}$/.test(text) && Number(text) >= least && Number(text) <= most
const length = (text: string) => [...text.trim()].length

const ruleFaults = (rules: readonly WrittenRule[], isScoring: boolean): string | null => {
  for (const [at, { code, title, clause, points, when }] of rules.entries()) {
    const name = title.trim() || `第 ${at + 1} 项`
    if (!isDrawCode(code)) return `${name}：代码用小写字母、数字和短横，例如 couple`
    if (rules.findIndex((one) => one.code === code) !== at) return `${name}：代码 ${code} 用了两次`
    if (length(title) === 0 || length(clause) === 0) return `${name}：请写名称和条款`
    if (isScoring && !within(points, 1, 1_000_000)) return `${name}：请写多少分，1 到 1000000`
    if (when.length === 0) return `${name}：至少要有一个条件`
    const fault = when.map(conditionFault).find((text) => text !== null)
    if (fault) return `${name}：${fault}`
  }
  return null
}

/** Each moment, the one that it has to come after, and why. */
const order = [
  ['opensAt', null, ''],
  ['closesAt', 'opensAt', '截止要晚于开始'],
  ['firstDrawingAt', 'closesAt', '开奖要晚于截止：名单先锁定，号码后开出'],
  ['choosingFrom', 'firstDrawingAt', '选房要晚于开奖'],
] as const
const timeFaults = (values: Values): [string, string][] =>
  order.flatMap(([key, before, text]): [string, string][] => {
    if (!isLocal(values[key])) return [[key, '请选日期和时间']]
    return before && isLocal(values[before]) && values[key] <= values[before] ? [[key, text]] : []
  })

/** The pools that the flats are in. */
export const poolCodes = ({ flats }: Pick<Values, 'flats'>): string[] => [
  ...new Set(flats.map(({ pool }) => pool)),
]
/** Those that were given a name; what no flat is in any more is left out. */
const namedPools = (values: Values): { code: string; title: string }[] =>
  poolCodes(values).flatMap((code) => {
    const title = values.pools.find((one) => one.code === code)?.title.trim() ?? ''
    return title === '' ? [] : [{ code, title }]
  })

/** Everything that is wrong with what is written, in words, by field; nothing when it can be saved. */
export const faultsOf = (values: Values, isRedo: boolean): WriteFaults => {
  const faults: WriteFaults = {}
  const add = (part: WrittenPart, key: string, text: string | null | false) => {
    if (text) faults[key] = { part, text }
  }
  add('basics', 'code', !isDrawCode(values.code) && '代码用小写字母、数字和短横，例如 2026-r03；以后不能再用')
  add('basics', 'title', length(values.title) < 2 && '请写名称，至少 2 个字')
  add(
    'basics',
    'openingMinutes',
    values.rule === 'first-come' && !within(values.openingMinutes, 0, 1440) && '0 到 1440 分钟',
  )
  add(
    'basics',
    'scoring',
    values.rule === 'points' &&
      (values.scoring.length === 0 ? '按积分的批次至少要有一条计分' : ruleFaults(values.scoring, true)),
  )
  if (isRedo) {
    add('basics', 'cause', values.cause === '' && '请选重新抽签的原因，只有这两种')
    add('basics', 'why', length(values.why) < 5 && '请写明经过，至少 5 个字，会公开')
  }
  for (const [key, text] of timeFaults(values)) add('times', key, text)
  add('classes', 'classes', ruleFaults(values.classes, false))
  const unknown = values.flats.find(
    ({ reservedFor }) => reservedFor !== null && !values.classes.some(({ code }) => code === reservedFor),
  )
  add(
    'flats',
    'flats',
    values.flats.length === 0
      ? '请从房源里挑选至少一套'
      : unknown
        ? `有房留给“${unknown.reservedFor ?? ''}”，但没有这个类别`
        : null,
  )
  const noPool = values.flats.find(({ pool }) => !isDrawCode(pool))
  if (noPool) add('flats', 'pool', '组的代码用小写字母、数字和短横，例如 all')
  const titles = namedPools(values).map(({ title }) => title)
  add('flats', 'pools', new Set(titles).size < titles.length && '两组不能叫同一个名字：申请的人分不开')
  add('sources', 'sources', namedFault(sourcesOf(values)))
  add('choosing', 'slotMinutes', !within(values.slotMinutes, 1, 10_080) && '1 到 10080 分钟')
  add(
    'choosing',
    'longerSlotMinutes',
    !within(values.longerSlotMinutes, 1, 20_160)
      ? '1 到 20160 分钟'
      : Number(values.longerSlotMinutes) < Number(values.slotMinutes) && '不能比一般的时间短',
  )
  add('choosing', 'holdSeconds', !within(values.holdSeconds, 30, 86_400) && '30 到 86400 秒')
  add('choosing', 'atOnce', !within(values.atOnce, 1, 500) && '1 到 500 个')
  add('choosing', 'refusing', length(values.refusing) < 2 && '请写明不选会怎样')
  add('text', 'rules', length(values.rules) < 20 && '请写规则全文，至少 20 个字')
  return faults
}

/** What is sent of a round without faults. @param follows the round after which it is drawn anew */
export const bodyOf = (values: Values, follows: string | null): RoundBody => ({
  code: values.code,
  title: values.title.trim(),
  rule: values.rule,
  rules: values.rules.trim(),
  classes: values.classes.map(({ code, title, clause, when }) => ({
    code,
    title: title.trim(),
    clause: clause.trim(),
    when,
  })),
  scoring:
    values.rule === 'points'
      ? values.scoring.map(({ code, title, clause, points, when }) => ({
          code,
          title: title.trim(),
          clause: clause.trim(),
          points: Number(points),
          when,
        }))
      : [],
  reserved: values.reserved,
  algorithm: values.algorithm,
  sources: sourcesOf(values).map(({ game, issues }) => ({ game, issues: [...issues] })),
  firstDrawingAt: momentOf(values.firstDrawingAt),
  opensAt: momentOf(values.opensAt),
  closesAt: momentOf(values.closesAt),
  openingMinutes: values.rule === 'first-come' ? Number(values.openingMinutes) : 0,
  choosingFrom: momentOf(values.choosingFrom),
  slotMinutes: Number(values.slotMinutes),
  longerSlotMinutes: Number(values.longerSlotMinutes),
  holdSeconds: Number(values.holdSeconds),
  atOnce: Number(values.atOnce),
  refusing: values.refusing.trim(),
  redo:
    follows !== null && values.cause !== '' ? { follows, cause: values.cause, why: values.why.trim() } : null,
  flats: values.flats.map(({ flatId, pool, reservedFor }) => ({ flatId, pool, reservedFor })),
  pools: namedPools(values),
})

/** Games to choose from, with who holds them. */
export const gameChoices = (Object.keys(games) as GameCode[]).map((value) => ({
  value,
  label: `${games[value].label}（${games[value].operator === 'welfare' ? '福利彩票' : '体育彩票'}）`,
}))
/** How many numbers a drawing of a game has. */
export const countOf = (game: GameCode): number =>
  games[game].parts.reduce((sum, { count }) => sum + count, 0)

import type { EChartsCoreOption } from 'echarts/core'
import type { Budget, MonthTotals } from '@jucai/contract/ledger'
import { plainYuan, yuanText } from '@jucai/contract/ledger-rules'
import type { ResponseOf } from '@jucai/contract/routes'
import type { Figures } from '../parts/chart'
import type { Palette } from '../tokens'

/** What the public reads too. */
export type Totals = ResponseOf<'GET /ledger/totals'>
/** A drawing and its figures; `narrow` is what is otherwise where it has no more room than on a phone. */
export interface Drawn {
  option: EChartsCoreOption
  narrow?: EChartsCoreOption
  table: Figures
}

const grid = {
  left: 8,
  right: 16,
  top: 48,
  bottom: 8,
  outerBoundsMode: 'same',
  outerBounds: { left: 0, right: 0, top: 40, bottom: 0 },
}
const legend = { type: 'scroll', top: 0, left: 0 }
/** Names beside horizontal bars, broken where a phone is narrow. */
const names = { axisLabel: { width: 112, overflow: 'break' } }
/** On a phone: names take less room, amounts have three marks. */
const narrowNames = { axisLabel: { width: 84, fontSize: 12 } }
const narrowAmounts = { splitNumber: 2, axisLabel: { fontSize: 12 } }
const inWan = (fen: number): number => fen / 1_000_000
const wanWords = (wan: unknown): string => `${yuanText(Math.round(Number(wan) * 1_000_000))} 元`
const amounts = { type: 'value', name: '万元' }
const axisTip = { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: wanWords, confine: true }

const monthsOf = (rows: readonly MonthTotals[]): string[] =>
  [...new Set(rows.map(({ month }) => month))].sort()
type Fen = 'promisedFen' | 'paidFen' | 'overdueFen'
const sumOf = (rows: readonly MonthTotals[], key: Fen): number => rows.reduce((sum, row) => sum + row[key], 0)

/** Promised and paid as bars, overdue as a line, month by month. */
export const byMonth = (rows: readonly MonthTotals[], palette: Palette): Drawn => {
  const months = monthsOf(rows)
  const of = (month: string) => rows.filter((row) => row.month === month)
  const values = (key: Fen) => months.map((month) => inWan(sumOf(of(month), key)))
  return {
    option: {
      color: [palette.night, palette.good, palette.bad],
      tooltip: axisTip,
      legend,
      grid,
      xAxis: { type: 'category', data: months },
      yAxis: amounts,
      series: [
        { type: 'bar', name: '批准', data: values('promisedFen'), barMaxWidth: 28 },
        { type: 'bar', name: '到账', data: values('paidFen'), barMaxWidth: 28 },
        { type: 'line', name: '逾期的增减', data: values('overdueFen') },
      ],
    },
    table: {
      words: 2,
      columns: ['月份', '项目', '批准（元）', '到账（元）', '逾期的增减（元）'],
      rows: rows.map((row) => [
        row.month,
        row.schemeTitle,
        plainYuan(row.promisedFen),
        plainYuan(row.paidFen),
        plainYuan(row.overdueFen),
      ]),
    },
  }
}

/** Promised, paid and overdue of each scheme in all. */
export const byScheme = (schemes: Totals['schemes'], palette: Palette): Drawn => {
  const values = (key: Fen) => schemes.map((row) => inWan(row[key]))
  return {
    option: {
      color: [palette.night, palette.good, palette.bad],
      tooltip: axisTip,
      legend,
      grid,
      yAxis: {
        type: 'category',
        data: schemes.map(({ schemeTitle }) => schemeTitle),
        inverse: true,
        ...names,
      },
      xAxis: { ...amounts, nameLocation: 'end' },
      series: [
        { type: 'bar', name: '批准', data: values('promisedFen'), barMaxWidth: 16 },
        { type: 'bar', name: '到账', data: values('paidFen'), barMaxWidth: 16 },
        { type: 'bar', name: '现在逾期', data: values('overdueFen'), barMaxWidth: 16 },
      ],
    },
    narrow: { yAxis: narrowNames, xAxis: narrowAmounts },
    table: {
      words: 1,
      columns: ['项目', '批准（元）', '到账（元）', '现在逾期（元）'],
      rows: schemes.map((row) => [
        row.schemeTitle,
        plainYuan(row.promisedFen),
        plainYuan(row.paidFen),
        plainYuan(row.overdueFen),
      ]),
    },
  }
}

const budgetParts = [
  { key: 'paidFen', name: '已入账', colour: 'good' },
  { key: 'submittedFen', name: '已送出', colour: 'star' },
  { key: 'budgetedFen', name: '已列入计划', colour: 'night' },
  { key: 'approvedFen', name: '已批准', colour: 'ink-3' },
  { key: 'returnedFen', name: '被退回', colour: 'bad' },
] as const

/** How much of each budget is used, in per cent, by the step that its money is at; 80 and 100 marked. */
export const budgetUse = (budgets: readonly Budget[], palette: Palette): Drawn => {
  const percent = (fen: number, of: number) => (of === 0 ? 0 : Math.round((fen / of) * 1000) / 10)
  return {
    option: {
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        confine: true,
        valueFormatter: (value: unknown) => `${String(value)}%`,
      },
      legend,
      grid,
      yAxis: { type: 'category', data: budgets.map(({ title }) => title), inverse: true, ...names },
      xAxis: {
        type: 'value',
        max: 100,
        interval: 20,
        axisLabel: { formatter: '{value}%', hideOverlap: true },
      },
      series: budgetParts.map(({ key, name, colour }, at) => ({
        type: 'bar',
        name,
        stack: 'use',
        barMaxWidth: 22,
        color: palette[colour],
        itemStyle: { borderRadius: 0, borderColor: palette.surface, borderWidth: 1 },
        data: budgets.map((budget) => percent(budget[key], budget.budgetFen)),
        ...(at === 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false }, // the axis says 80% and 100%
                lineStyle: { color: palette['ink-3'], type: 'dashed' },
                data: [{ xAxis: 80 }, { xAxis: 100 }],
              },
            }
          : {}),
      })),
    },
    narrow: {
      yAxis: narrowNames,
      xAxis: {
        name: '%',
        axisLabel: { fontSize: 12, formatter: (at: number) => ([0, 80, 100].includes(at) ? String(at) : '') },
      },
    },
    table: {
      words: 1,
      columns: [
        '项目',
        '预算（元）',
        ...budgetParts.map(({ name }) => `${name}（元）`),
        '还可以批准（元）',
        '已用',
      ],
      rows: budgets.map((budget) => [
        budget.title,
        plainYuan(budget.budgetFen),
        ...budgetParts.map(({ key }) => plainYuan(budget[key])),
        plainYuan(budget.availableFen),
        `${budget.usedPercent}%`,
      ]),
    },
  }
}

/** The median of days from approval to the bank's payment, by month and scheme. */
export const daysWaited = (rows: readonly MonthTotals[]): Drawn => {
  const waited = rows.filter(({ medianDays }) => medianDays !== null)
  const months = monthsOf(waited)
  const titles = [...new Set(waited.map(({ schemeTitle }) => schemeTitle))].sort()
  const days = (month: string, title: string) =>
    waited.find((row) => row.month === month && row.schemeTitle === title)?.medianDays ?? null
  return {
    option: {
      tooltip: {
        trigger: 'axis',
        confine: true,
        valueFormatter: (value: unknown) =>
          value === null || value === undefined ? '没有' : `${String(value)} 天`,
      },
      legend,
      grid,
      xAxis: { type: 'category', data: months },
      yAxis: { type: 'value', name: '天', minInterval: 1 },
      series: titles.map((title) => ({
        type: 'line',
        name: title,
        connectNulls: true,
        data: months.map((month) => days(month, title)),
      })),
    },
    table: {
      words: 2,
      columns: ['月份', '项目', '天数（中位数）', '到账笔数'],
      rows: waited.map((row) => [row.month, row.schemeTitle, String(row.medianDays), String(row.paidCount)]),
    },
  }
}

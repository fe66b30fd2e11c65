import type { EChartsCoreOption } from 'echarts/core'
import type { Occupancy, OccupancyMonth } from '@jucai/contract/housing-office'
import type { Figures } from '../parts/chart'
import type { Palette } from '../tokens'

/** A drawing and its figures. */
export interface Drawn {
  option: EChartsCoreOption
  table: Figures
}

/** Part of the days of flats, in whole percent; null where there were none. */
export const percentOf = (days: number, all: number): number | null =>
  all === 0 ? null : Math.round((days / all) * 100)
const words = (percent: number | null): string => (percent === null ? '—' : `${percent}%`)

const sum = (rows: readonly OccupancyMonth[], key: Exclude<keyof OccupancyMonth, 'month'>): number =>
  rows.reduce((total, row) => total + row[key], 0)
/** All months of a project together. */
export const yearOf = ({ months }: Occupancy) => ({
  flatDays: sum(months, 'flatDays'),
  letDays: sum(months, 'letDays'),
  vacantDays: sum(months, 'vacantDays'),
  lets: sum(months, 'lets'),
  freed: sum(months, 'freed'),
})

/** Share let of each project, month by month, as lines. */
export const shareByMonth = (items: readonly Occupancy[], palette: Palette): Drawn => {
  const months = items[0]?.months.map(({ month }) => month) ?? []
  return {
    option: {
      color: [palette.night, palette.star, palette.good, palette.info, palette.care],
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => words(value as number | null),
        confine: true,
      },
      legend: { type: 'scroll', top: 0, left: 0 },
      grid: {
        left: 8,
        right: 16,
        top: 48,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBounds: { left: 0, right: 0, top: 40, bottom: 0 },
      },
      xAxis: { type: 'category', data: months },
      yAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value}%' } },
      series: items.map(({ name, months: rows }) => ({
        type: 'line',
        name,
        symbolSize: 7,
        data: rows.map(({ letDays, flatDays }) => percentOf(letDays, flatDays)),
      })),
    },
    table: {
      words: 2,
      columns: ['月份', '项目', '出租率', '出租天数', '空置天数', '维修天数', '租出', '退出'],
      rows: items.flatMap(({ name, months: rows }) =>
        rows
          .filter(({ flatDays }) => flatDays > 0)
          .map((row) => [
            row.month,
            name,
            words(percentOf(row.letDays, row.flatDays)),
            ...[row.letDays, row.vacantDays, row.repairDays, row.lets, row.freed].map(String),
          ]),
      ),
    },
  }
}

import type { LeaseMonthFigures } from '@jucai/contract/lease-shapes'
import { flatStateLabels, type FlatState } from '@jucai/contract/housing-vocabulary'
import { useMemo } from 'react'
import { Chart } from '../parts/chart'
import { Facts } from '../parts/facts'
import { Card } from '../parts/page'
import { usePalette } from '../theme'

interface Figures {
  months: LeaseMonthFigures[]
  flats: { state: FlatState; count: number }[]
  repairsOpen: number
  repairsLate: number
}

const shareWords = (part: number, all: number): string =>
  all === 0 ? '还没有房' : `${Math.round((part / all) * 1000) / 10}%`

/** Turnover by month, drawn, and how many flats are lived in. */
export function LeaseFiguresView({ figures }: { figures: Figures }) {
  const palette = usePalette()
  const { months, flats, repairsOpen, repairsLate } = figures
  const all = flats.reduce((sum, { count }) => sum + count, 0)
  const counted = (state: FlatState) => flats.find((one) => one.state === state)?.count ?? 0
  const lettable = all - counted('withdrawn')
  const drawn = useMemo(
    () => ({
      option: {
        color: [palette.night, palette.care, palette.star],
        legend: { type: 'scroll', top: 0, left: 0 },
        grid: { left: 40, right: 40, top: 56, bottom: 28 },
        tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
        xAxis: { type: 'category', data: months.map(({ month }) => month) },
        yAxis: [
          { type: 'value', name: '户次', minInterval: 1 },
          { type: 'value', name: '在住', minInterval: 1, splitLine: { show: false } },
        ],
        series: [
          { type: 'bar', name: '入住', data: months.map(({ began }) => began), barMaxWidth: 24 },
          { type: 'bar', name: '退房', data: months.map(({ ended }) => ended), barMaxWidth: 24 },
          { type: 'line', name: '月末在住', yAxisIndex: 1, data: months.map(({ lived }) => lived) },
        ],
      },
      table: {
        columns: ['月份', '入住', '退房', '月末在住'],
        rows: months.map(({ month, began, ended, lived }) => [
          month,
          String(began),
          String(ended),
          String(lived),
        ]),
        words: 1,
      },
    }),
    [months, palette],
  )
  return (
    <>
      <Card title="现在">
        <Facts
          of={[
            { name: '房屋', value: `${all} 套` },
            { name: flatStateLabels.let, value: `${counted('let')} 套` },
            { name: '入住率（不算不出租的）', value: shareWords(counted('let'), lettable) },
            { name: '空着', value: `${counted('free')} 套` },
            { name: flatStateLabels.repairing, value: `${counted('repairing')} 套` },
            { name: '没有修完的报修', value: `${repairsOpen} 件，过了日子 ${repairsLate} 件` },
          ]}
        />
      </Card>
      <Chart
        title="每月入住和退房"
        definition="入住：这个月领到钥匙的户数。退房：这个月交回钥匙的户数。在住：月末（本月为今天）手里有钥匙的户数。"
        {...drawn}
      />
    </>
  )
}

import { View } from '@tarojs/components'
import { exactYuan } from '../words'
import { isMonthOf, monthText, type MonthShown, type Sums } from './figures'

interface TableProps {
  months: readonly { month: string; sums: NonNullable<MonthShown['sums']> }[]
  years: readonly { year: string; sums: Sums & { folded: string[] } }[]
  /** Whether the middle of days is known: of one scheme it is. */
  withDays: boolean
}

/** From here on, in fen, four columns have no room beside each other, and five. */
const wideFen = { four: 100_000_000, five: 1_000_000 }

/** Every figure that is drawn, to the fen. In large text, or of large amounts, a row becomes a block. */
export function NumbersTable({ months, years, withDays }: TableProps) {
  const heads = ['月份', '承诺', '入账', '逾期', ...(withDays ? ['天数'] : [])]
  const isWide = years.some(({ sums }) => Math.abs(sums.promisedFen) >= wideFen[withDays ? 'five' : 'four'])
  return (
    <View className={isWide ? 'numbers numbers-wide' : 'numbers'}>
      <View aria-role="table" aria-label="按月和按年的数字">
        <View className="numbers-row numbers-head" aria-role="row">
          {heads.map((head) => (
            <View key={head} className="numbers-cell" aria-role="columnheader">
              {head}
            </View>
          ))}
        </View>
        {years.map(({ year, sums }) => (
          <Year
            key={year}
            year={year}
            sums={sums}
            months={months.filter(({ month }) => isMonthOf(month, year))}
            withDays={withDays}
          />
        ))}
      </View>
      {years.map(
        ({ year, sums: { folded } }) =>
          folded.length > 0 && (
            <View key={year} className="tiny numbers-note">
              {`${year}年不单列的月份：${folded.map((month) => foldedText(month, year)).join('、')}。金额在${wholeText(year)}里。`}
            </View>
          ),
      )}
    </View>
  )
}

/** A month beside its year; of several years with its own. */
const foldedText = (month: string, year: string): string =>
  year.length > 4 ? monthText(month) : `${Number(month.slice(5))}月`
const wholeText = (year: string): string => (year.length > 4 ? '合计' : '全年')

interface YearProps extends Pick<TableProps, 'months' | 'withDays'> {
  year: string
  sums: Sums
}

function Year({ year, sums, months, withDays }: YearProps) {
  return (
    <>
      {months.map(({ month, sums: own }) => (
        <NumbersRow
          key={month}
          name={monthText(month)}
          sums={own}
          days={withDays ? (own.medianDays ?? '—') : undefined}
        />
      ))}
      <NumbersRow name={`${year}年${wholeText(year)}`} sums={sums} days={withDays ? '' : undefined} isWhole />
    </>
  )
}

interface NumbersRowProps {
  name: string
  sums: Sums
  days: number | string | undefined
  isWhole?: boolean
}

function NumbersRow({ name, sums, days, isWhole }: NumbersRowProps) {
  return (
    <View className={isWhole ? 'numbers-row numbers-whole' : 'numbers-row'} aria-role="row">
      <View className="numbers-cell numbers-name" aria-role="rowheader">
        {name}
      </View>
      <Figure label="承诺">{exactYuan(sums.promisedFen)}</Figure>
      <Figure label="入账">{exactYuan(sums.paidFen)}</Figure>
      <Figure label="逾期">{exactYuan(sums.overdueFen)}</Figure>
      {days !== undefined && <Figure label="天数">{String(days)}</Figure>}
    </View>
  )
}

function Figure({ label, children }: { label: string; children: string }) {
  return (
    <View className="numbers-cell" aria-role="cell">
      <View className="numbers-label" aria-hidden>
        {label}
      </View>
      {children}
    </View>
  )
}

import { View } from '@tarojs/components'
import { shortYuan } from '../words'
import { monthText, share, type MonthShown } from './figures'

/** By month, what was promised beside what was paid: two columns over a base line, below it where more was taken back. */
export function Months({ months }: { months: readonly MonthShown[] }) {
  const drawn = months.flatMap(({ sums }) => (sums ? [sums.promisedFen, sums.paidFen] : []))
  const [most, least] = [Math.max(0, ...drawn), Math.max(0, ...drawn.map((fen) => -fen))]
  if (most + least === 0) return <View className="small">最近一年还没有能按月列出的数字。</View>
  return (
    <View className="cols" aria-role="img" aria-label={wordsOf(months)}>
      <View className="cols-most tiny" aria-hidden>
        {shortYuan(most)}
      </View>
      <View className="cols-in" aria-hidden>
        {months.map(({ month, sums }) => (
          <View key={month} className={sums ? 'col-month' : 'col-month col-none'}>
            <View className="col-up" style={{ height: `${share(most, most + least)}%` }}>
              <View
                className="col col-promised"
                style={{ height: `${share(sums?.promisedFen ?? 0, most)}%` }}
              />
              <View className="col col-paid" style={{ height: `${share(sums?.paidFen ?? 0, most)}%` }} />
            </View>
            {least > 0 && (
              <View className="col-down" style={{ height: `${share(least, most + least)}%` }}>
                <View
                  className="col col-promised"
                  style={{ height: `${share(-(sums?.promisedFen ?? 0), least)}%` }}
                />
                <View
                  className="col col-paid"
                  style={{ height: `${share(-(sums?.paidFen ?? 0), least)}%` }}
                />
              </View>
            )}
          </View>
        ))}
      </View>
      <View className="cols-foot" aria-hidden>
        {months.map(({ month }, at) => (
          <View key={month} className="col-name">
            {months.length <= 6 || at % 2 === 1 ? String(Number(month.slice(5))) : ''}
          </View>
        ))}
      </View>
    </View>
  )
}

/** What the columns show, for who cannot see them. */
const wordsOf = (months: readonly MonthShown[]): string => {
  const said = months.flatMap(({ month, sums }) =>
    sums ? [`${monthText(month)}承诺 ${shortYuan(sums.promisedFen)}、入账 ${shortYuan(sums.paidFen)}`] : [],
  )
  return `最近 ${months.length} 个月：${said.join('；')}`
}

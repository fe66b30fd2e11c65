import { View } from '@tarojs/components'
import { talentFen } from '@jucai/contract/housing-vocabulary'
import type { RoundHome } from '@jucai/contract/round-schemas'
import type { PublicRound } from '@jucai/contract/rounds'
import { amountText } from '@/words/amounts'
import { homeWords, poolTitle } from '../words'

/** What a round has to give, type by type. */
export function Homes({ round }: { round: PublicRound }) {
  return (
    <View className="cells">
      <View className="cells-title" aria-role="heading" aria-level={2}>
        {`房源，共 ${round.flats} 套`}
      </View>
      <View className="card card-flush" aria-role="list">
        {round.homes.map((home) => (
          <View key={`${home.typeId} ${home.pool}`} className="round-home list-row" aria-role="listitem">
            <Home home={home} round={round} />
          </View>
        ))}
      </View>
    </View>
  )
}

function Home({ home, round }: { home: RoundHome; round: PublicRound }) {
  const kept = home.reserved.map(({ class: code, flats }) => {
    const title = round.classes.find((one) => one.code === code)?.title ?? code
    return `${flats} 套留给${title}`
  })
  return (
    <>
      <View className="strong">{`${home.stationName} ${home.typeName}，${home.flats} 套`}</View>
      <View className="small">{homeWords(home)}</View>
      {round.pools.length > 1 && <View className="tiny">{`在“${poolTitle(round, home.pool)}”一组`}</View>}
      <View className="small">
        {round.rentPercent === null
          ? `市场租金 ${amountText(home.marketFenPerMonth)}/月，人才租金还没有定`
          : `人才租金 ${amountText(talentFen(home.marketFenPerMonth, round.rentPercent))}/月，市场租金的 ${round.rentPercent}%`}
      </View>
      {kept.length > 0 && <View className="tiny">{`其中 ${kept.join('，')}`}</View>}
    </>
  )
}

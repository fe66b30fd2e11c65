import { View } from '@tarojs/components'
import { bedKindLabels, runsInWords } from '@jucai/contract/stay-vocabulary'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { useRefresh } from '@/use-refresh'

const looks = {
  '.': { name: 'board-night', word: '空' },
  x: { name: 'board-night board-x', word: '住' },
  '-': { name: 'board-night board-out', word: '停' },
} as const
const lookOf = (sign: string) => looks[sign as keyof typeof looks]

/** Beds by night for a fortnight; each row is said in words too. */
export function Board({ hostel }: { hostel: string }) {
  const loaded = useLoaded(() => call('GET /hostels/:hostel/board', { params: { hostel } }))
  useRefresh(loaded.reload)
  return (
    <Loaded of={loaded}>
      {({ nights, beds }) => (
        <Card title="两周的床位" aside="空、住、停用">
          <View className="board-row" aria-hidden>
            <View className="board-label">日期</View>
            <View className="board-nights">
              {nights.map((night) => (
                <View key={night} className="tiny">
                  {String(Number(night.slice(8)))}
                </View>
              ))}
            </View>
          </View>
          {beds.map(({ label, kind, nights: signs }) => {
            const free = nights.filter((_, index) => signs[index] === '.')
            return (
              <View
                key={label}
                className="board-row"
                aria-role="img"
                aria-label={`床位 ${label}，${bedKindLabels[kind]}。${free.length === 0 ? '两周内没有空' : `空着的晚上：${runsInWords(free)}`}`}
              >
                <View className="board-label">{label}</View>
                <View className="board-nights">
                  {[...signs].map((sign, index) => (
                    <View key={nights[index]} className={lookOf(sign).name}>
                      {lookOf(sign).word}
                    </View>
                  ))}
                </View>
              </View>
            )
          })}
        </Card>
      )}
    </Loaded>
  )
}

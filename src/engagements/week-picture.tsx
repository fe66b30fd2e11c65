import { View } from '@tarojs/components'
import type { EngagementWeek } from '@jucai/contract/engagement-shapes'
import { durationWords, minutesOf, weekdayOf, weekdayWords } from '@jucai/contract/engagement-vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { dayText } from '@/words/dates'
import './engagements.scss'

const earliest = 6 * 60
const place = ({ from, to }: { from: string; to: string }) => {
  const top = Math.max(0, minutesOf(from) - earliest) / (24 * 60 - earliest)
  const bottom = Math.max(0, minutesOf(to) - earliest) / (24 * 60 - earliest)
  return { top: `${(top * 100).toFixed(1)}%`, height: `${((bottom - top) * 100).toFixed(1)}%` }
}

/** A week as a picture, from six in the morning to midnight, and the same beneath as a list. */
export function WeekPicture({ week, move }: { week: EngagementWeek; move(days: number): void }) {
  const done = week.days.flatMap(({ hours }) => hours)
  return (
    <Card title="一周" aside={`${dayText(week.from)}起`}>
      <View className="eng-week" aria-hidden>
        {week.days.map(({ day, home, agreed, hours }) => (
          <View key={day} className="eng-day">
            <View className="eng-day-name">{weekdayWords(weekdayOf(day)).slice(1)}</View>
            <View className="eng-track">
              {home.map((one) => (
                <View key={one.from} className="eng-bar eng-home" style={place(one)} />
              ))}
              {agreed.map((one) => (
                <View key={`${one.number} ${one.from}`} className="eng-bar eng-agreed" style={place(one)} />
              ))}
              {hours.map((one) => (
                <View key={one.id} className="eng-bar eng-done" style={place(one)} />
              ))}
            </View>
          </View>
        ))}
      </View>
      <View className="eng-key" aria-hidden>
        <View className="eng-key-one">
          <View className="eng-bar eng-home eng-swatch" />
          现单位
        </View>
        <View className="eng-key-one">
          <View className="eng-bar eng-agreed eng-swatch" />
          约定
        </View>
        <View className="eng-key-one">
          <View className="eng-bar eng-done eng-swatch" />
          已登记
        </View>
      </View>
      <View className="eng-lines">
        <View className="strong">{`这一周登记 ${durationWords(week.minutes)}`}</View>
        {done.map((one) => (
          <View key={one.id} className="small">
            {`${weekdayWords(weekdayOf(one.day))} ${one.from}–${one.to}　${one.employer}，${one.what}`}
          </View>
        ))}
        <View className="eng-do">
          <Button kind="secondary" onClick={() => move(-7)}>
            上一周
          </Button>
          <Button kind="secondary" onClick={() => move(7)}>
            下一周
          </Button>
        </View>
      </View>
    </Card>
  )
}

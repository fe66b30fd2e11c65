import { Button, View } from '@tarojs/components'
import type { HostelNight } from '@jucai/contract/stays'
import { nightInWords, runsInWords, type BedKind } from '@jucai/contract/stay-vocabulary'

const weekdays = ['日', '一', '二', '三', '四', '五', '六']
const columnOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()
/** How many beds of a kind are free in a night. */
export const freeOf = (night: HostelNight, kind: BedKind): number =>
  night.free.find((one) => one.kind === kind)?.beds ?? 0

/** One's own stay, whose bed is free for oneself when its days are changed. */
export interface OwnNights {
  kind: BedKind
  fromDay: string
  toDay: string
}
/** Free nights as they are for whoever has this stay and moves it. */
export const withOwn = (
  nights: readonly HostelNight[],
  own: OwnNights | undefined,
): readonly HostelNight[] =>
  own === undefined
    ? nights
    : nights.map((one) =>
        one.night >= own.fromDay && one.night < own.toDay
          ? {
              ...one,
              free: one.free.map(({ kind, beds }) => ({ kind, beds: beds + (kind === own.kind ? 1 : 0) })),
            }
          : one,
      )

interface NightsProps {
  nights: readonly HostelNight[]
  kind: BedKind
  /** First day and day of leaving that are chosen. */
  chosen: { fromDay: string; toDay: string } | undefined
  onChoose(night: string): void
}

/** Free nights as a calendar, and the same in words for whoever does not read it as a picture. */
export function Nights({ nights, kind, chosen, onChoose }: NightsProps) {
  const full = nights.filter((one) => freeOf(one, kind) === 0).map(({ night }) => night)
  return (
    <>
      <View className="nights">
        {weekdays.map((day) => (
          <View key={day} className="nights-head" aria-hidden>
            {day}
          </View>
        ))}
        {Array.from({ length: columnOf(nights[0]?.night ?? '1970-01-04') }, (_, index) => (
          <View key={`gap${index}`} className="night-gap" aria-hidden />
        ))}
        {nights.map((one) => (
          <Night
            key={one.night}
            night={one.night}
            free={freeOf(one, kind)}
            isChosen={chosen !== undefined && one.night >= chosen.fromDay && one.night < chosen.toDay}
            onChoose={onChoose}
          />
        ))}
      </View>
      <View className="small night-words">
        {full.length === 0
          ? '这些晚上都有空床。'
          : full.length === nights.length
            ? '这些晚上都订满了，换一种床看看。'
            : `订满的晚上：${runsInWords(full)}。其余都有空床。`}
      </View>
    </>
  )
}

interface NightProps {
  night: string
  free: number
  isChosen: boolean
  onChoose(night: string): void
}

function Night({ night, free, isChosen, onChoose }: NightProps) {
  const [month, date] = [Number(night.slice(5, 7)), Number(night.slice(8))]
  const look = ['night', free === 0 && 'night-full', isChosen && 'night-on'].filter(Boolean).join(' ')
  return (
    <Button
      className={look}
      aria-label={nightInWords(night, free, isChosen)}
      disabled={free === 0}
      onClick={() => onChoose(night)}
    >
      {/* what is read aloud holds what is seen, so that it can be spoken to */}
      {date === 1 && <View className="night-note">{`${month}月`}</View>}
      <View>{`${date}日`}</View>
      <View className="night-note night-free">{free === 0 ? '满' : `空${free}`}</View>
    </Button>
  )
}

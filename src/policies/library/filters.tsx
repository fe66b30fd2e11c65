import { Button as Chip, View } from '@tarojs/components'
import { webOnly } from '@/web-only'
import '@/components/choice.scss'

interface ChipsProps<Value extends string> {
  /** For who cannot see them: `按你想办的事`. */
  label: string
  values: readonly Value[]
  chosen: Value | null
  wordsOf(value: Value): string
  onChoose(value: Value | null): void
}

/** One of several, or all. */
export function Chips<Value extends string>({ label, values, chosen, wordsOf, onChoose }: ChipsProps<Value>) {
  return (
    <View className="chips chips-tight" aria-role="radiogroup" aria-label={label}>
      {[null, ...values].map((one) => (
        <Chip
          key={one ?? 'all'}
          className={one === chosen ? 'chip chip-on' : 'chip'}
          aria-role="radio"
          aria-checked={one === chosen}
          {...webOnly({ tabIndex: one === chosen ? 0 : -1 })}
          onClick={() => onChoose(one)}
        >
          {one === null ? '全部' : wordsOf(one)}
        </Chip>
      ))}
    </View>
  )
}

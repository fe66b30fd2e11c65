import { Button as TaroButton, View } from '@tarojs/components'
import { Icon } from '@/components/icon'

/** A list with one of its items moved one up or down. */
export const moved = <Item,>(items: readonly Item[], at: number, by: -1 | 1): Item[] => {
  const next = [...items]
  const [item] = next.splice(at, 1)
  if (item !== undefined) next.splice(at + by, 0, item)
  return next
}

interface OrderedProps {
  items: readonly { id: string; words: string }[]
  /** What is ordered, for the names of the buttons. */
  what: string
  onMove(at: number, by: -1 | 1): void
  /** Takes one out, where that is a choice. */
  onDrop?: (at: number) => void
}

/** Things in order, moved by two buttons, which every finger and every screen reader can use. */
export function Ordered({ items, what, onMove, onDrop }: OrderedProps) {
  return (
    <View aria-role="list">
      {items.map(({ words }, at) => (
        <View key={at} className="intern-wish" aria-role="listitem">
          <View className="intern-wish-turn">{String(at + 1)}</View>
          <View className="intern-wish-main">{words}</View>
          <View className="intern-wish-do">
            <Key up label={`第 ${at + 1} ${what}上移`} disabled={at === 0} onClick={() => onMove(at, -1)} />
            <Key
              label={`第 ${at + 1} ${what}下移`}
              disabled={at === items.length - 1}
              onClick={() => onMove(at, 1)}
            />
            {onDrop && <Key icon="x" label={`去掉第 ${at + 1} ${what}`} onClick={() => onDrop(at)} />}
          </View>
        </View>
      ))}
    </View>
  )
}

function Key({
  icon = 'chevron-down',
  up,
  label,
  disabled,
  onClick,
}: {
  icon?: 'chevron-down' | 'x'
  up?: boolean
  label: string
  disabled?: boolean
  onClick(): void
}) {
  return (
    <TaroButton
      className={up ? 'intern-wish-key intern-up' : 'intern-wish-key'}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </TaroButton>
  )
}

import { Text } from '@tarojs/components'
import './tag.scss'

/** The colour of a tag by its meaning. */
export type Tone = 'plain' | 'night' | 'star' | 'good' | 'care' | 'bad' | 'info'

/**
 * A word that classifies what it stands beside, for instance 示例 or 进行中. The word carries the meaning, not
 * the colour.
 */
export function Tag({ children, tone = 'plain' }: { children: string; tone?: Tone }) {
  return <Text className={`tag tag-${tone}`}>{children}</Text>
}

/**
 * A count of things waiting; nothing at zero, 99+ at most. `of` names what is counted for a screen reader.
 */
export function Badge({ count, of }: { count: number; of: string }) {
  if (count <= 0) return null
  return (
    <Text className="badge" aria-role="img" aria-label={`${count} ${of}`}>
      {count > 99 ? '99+' : String(count)}
    </Text>
  )
}

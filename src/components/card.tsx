import type { ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import './card.scss'

interface CardProps {
  /** Heading of the card; without it the card is only a surface. */
  title?: string
  /** A word or a link at the end of the heading line. */
  aside?: ReactNode
  /** Without inner margin, for rows that reach the edge. */
  flush?: boolean
  children: ReactNode
}

/** A white surface that floats on the page. */
export function Card({ title, aside, flush, children }: CardProps) {
  return (
    <View className={flush ? 'card card-flush' : 'card'}>
      {title && (
        <View className="card-top">
          <View className="h3" aria-role="heading" aria-level={2}>
            {title}
          </View>
          {aside && <Text className="tiny">{aside}</Text>}
        </View>
      )}
      {children}
    </View>
  )
}

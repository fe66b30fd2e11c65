import type { ReactNode } from 'react'
import { View } from '@tarojs/components'

/** A named group of samples. */
export function Sample({ title, children }: { title: string; children: ReactNode }) {
  return (
    <View className="stack">
      <View className="h2" aria-role="heading" aria-level={2}>
        {title}
      </View>
      {children}
    </View>
  )
}

import type { ReactNode } from 'react'
import { View } from '@tarojs/components'

/**
 * A place on a page that is there whether or not something stands in it. On WeChat a page sends all children of
 * a node again when one comes or goes; within a slot that is the one child.
 */
export function Slot({ show = true, children }: { show?: boolean; children: ReactNode }) {
  return <View className={show ? 'slot' : 'off'}>{children}</View>
}

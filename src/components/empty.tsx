import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { IconName } from '@/theme/icon-names'
import { Icon } from './icon'
import './empty.scss'

interface EmptyProps {
  icon?: IconName
  title: string
  /** What to do about it. */
  text?: string
  action?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export function Empty({ icon = 'star', title, text, action }: EmptyProps) {
  return (
    <View className="empty">
      <View className="empty-mark">
        <Icon name={icon} />
      </View>
      <View className="strong">{title}</View>
      {text && <View className="small">{text}</View>}
      {action && <View className="empty-do">{action}</View>}
    </View>
  )
}

import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { IconName } from '@/theme/icon-names'
import { Icon } from './icon'
import './notice.scss'

const looks: Record<NoticeKind, { icon: IconName; word: string }> = {
  info: { icon: 'info', word: '说明' },
  good: { icon: 'circle-check', word: '完成' },
  care: { icon: 'triangle-alert', word: '注意' },
  bad: { icon: 'circle-alert', word: '出错' },
}

/** How grave a notice is. */
export type NoticeKind = 'info' | 'good' | 'care' | 'bad'

interface NoticeProps {
  kind?: NoticeKind
  /** The word beside the icon; says the kind in words when nothing better is given. */
  title?: string
  children?: ReactNode
  /** Announced at once by a screen reader; for what appears after the page was read. */
  live?: boolean
}

/** A calm block of information: icon, word and colour together, never colour alone. */
export function Notice({ kind = 'info', title, children, live }: NoticeProps) {
  const { icon, word } = looks[kind]
  return (
    <View
      className={`notice notice-${kind}`}
      aria-role={live ? (kind === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Icon name={icon} />
      <View className="notice-main">
        <View className="strong">{title ?? word}</View>
        {children && <View className="notice-text">{children}</View>}
      </View>
    </View>
  )
}

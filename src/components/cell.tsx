import type { ReactNode } from 'react'
import { Button, Navigator, Text, View } from '@tarojs/components'
import { openTypeOf } from '@/page-address'
import type { IconName } from '@/theme/icon-names'
import { Icon } from './icon'
import './card.scss'
import './cell.scss'

interface CellProps {
  title: string
  icon?: IconName
  /** One line under the title. */
  note?: ReactNode
  /** What stands at the end of the row: a value, a tag, a switch. */
  value?: ReactNode
  /** Page this row leads to. */
  to?: string
  onClick?(): void
}

/**
 * One row of a card: a link when it leads somewhere, a button when it does something, plain text otherwise.
 */
export function Cell({ title, icon, note, value, to, onClick }: CellProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} className="cell-icon" />}
      <View className="cell-main">
        <Text className="cell-title">{title}</Text>
        {note && <View className="cell-note">{note}</View>}
      </View>
      {value !== undefined && <View className="cell-value">{value}</View>}
      {(to ?? onClick) && <Icon name="chevron-right" className="cell-go" />}
    </>
  )
  const cell =
    value === undefined
      ? 'cell'
      : typeof value === 'string'
        ? 'cell cell-valued cell-worded'
        : 'cell cell-valued'
  if (to)
    return (
      <Navigator className={cell} url={to} openType={openTypeOf(to)}>
        {inside}
      </Navigator>
    )
  if (onClick)
    return (
      <Button className={cell} onClick={onClick}>
        {inside}
      </Button>
    )
  return <View className={cell}>{inside}</View>
}

/** Rows in one card. */
export function CellGroup({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <View className="cells">
      {title && (
        <View className="cells-title" aria-role="heading" aria-level={2}>
          {title}
        </View>
      )}
      <View className="card card-flush">{children}</View>
    </View>
  )
}

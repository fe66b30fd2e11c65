import { Navigator, Text, View } from '@tarojs/components'
import type { ProgramSummary } from '@jucai/contract/applications'
import { Icon } from '@/components/icon'
import { Tag } from '@/components/tag'
import { openTypeOf } from '@/page-address'
import { situationIcons } from '@/words/situations'

/** Something to apply for: what it is, and until when one is answered; a closed one says why. */
export function ProgramRow({
  program: { key, title, summary, situation, open, closedBecause, workingDays },
}: {
  program: ProgramSummary
}) {
  const url = `/applications/program/index?key=${key}`
  return (
    <Navigator className="cell" url={url} openType={openTypeOf(url)}>
      <Icon name={situationIcons[situation]} className="cell-icon" />
      <View className="cell-main">
        <Text className="cell-title">{title}</Text>
        <View className="cell-note">{summary}</View>
        {open ? (
          <Tag tone="night">{`网上申请 · ${workingDays} 个工作日答复`}</Tag>
        ) : (
          <View className="closed">{`暂停申请：${closedBecause ?? '开放时间另行通知'}`}</View>
        )}
      </View>
      <Icon name="chevron-right" className="cell-go" />
    </Navigator>
  )
}

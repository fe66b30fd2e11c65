import { View } from '@tarojs/components'
import { call } from '@/api'
import { Cell } from '@/components/cell'
import { momentText } from '@/components/dates'
import { Empty } from '@/components/empty'
import { PagedRows } from '@/components/paged-list'

/** Records of service whose holders say: this was not me. */
export function Disputes() {
  return (
    <PagedRows
      load={(from) => call('GET /disputes', { query: from })}
      keyOf={({ scanId }) => scanId}
      row={(dispute) => (
        <Cell
          icon="triangle-alert"
          title={`${dispute.maskedName}：这不是我办的`}
          note={
            <View>
              {momentText(dispute.scannedAt)} 在{dispute.stationName}，{dispute.serviceName}
              {dispute.note && <View>“{dispute.note}”</View>}
              <View>{momentText(dispute.disputedAt)} 申诉</View>
            </View>
          }
        />
      )}
      empty={<Empty icon="circle-check" title="没有申诉" text="持码人在“足迹”里说“不是我”的记录会出现在这里。" />}
    />
  )
}

import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { timeInChina } from '@jucai/contract/china-time'
import type { Scan } from '@jucai/contract/credentials'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { clerkNow } from '../clerk-clock'
import { codeEntryLabels } from '@jucai/contract/vocabulary'
import { useSession } from '@/session'
import { OthersWaiting } from '../others-waiting'
import { sendAgain, sendQueue, useScanQueue, type QueuedScan } from '../scan-queue'

/** What this clerk has recorded, and what still waits for a network. */
export default function TodayPage() {
  const list = usePaged((from) => call('GET /scans', { query: { limit: 20, ...from } }))
  const personId = useSession(({ me }) => me?.id)
  const queue = useScanQueue(({ items }) => items).filter((item) => item.personId === personId)
  const refresh = () => sendQueue().then(list.reload)
  useRefresh(refresh)
  useDidShow(() => void sendQueue())
  useEffect(() => void sendQueue(), [])

  const undo = async (scan: Scan) => {
    try {
      const undone = await call('DELETE /scans/:scan', { params: { scan: scan.id } })
      list.change((item) => (item.id === undone.id ? undone : item))
      toast('已撤销')
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
    }
  }

  return (
    <Page title="今日记录" up="/staff/scan/index">
      <OthersWaiting />
      {queue.length > 0 && <Waiting items={queue} onSend={refresh} />}
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty icon="scan-line" title="今天还没有记录" text="扫码登记的服务会出现在这里。" />
          </Card>
        }
      >
        {(items) => (
          <CellGroup title="今天登记的">
            <Rows items={items} keyOf={({ id }) => id}>
              {(scan) => <ScanRow scan={scan} onUndo={undo} />}
            </Rows>
          </CellGroup>
        )}
      </PagedList>
    </Page>
  )
}

function ScanRow({ scan, onUndo }: { scan: Scan; onUndo(scan: Scan): Promise<void> }) {
  const canUndo = !scan.undoneAt && Date.parse(scan.undoUntil) > clerkNow().getTime()
  const value = scan.undoneAt ? (
    <Tag>已撤销</Tag>
  ) : canUndo ? (
    <Button
      kind="quiet"
      label={`撤销 ${scan.service.name}，${scan.holder.maskedName}`}
      onClick={() => onUndo(scan)}
    >
      撤销
    </Button>
  ) : scan.offline ? (
    <Tag tone="care">补登</Tag>
  ) : undefined
  return (
    <Cell
      title={scan.service.name}
      note={[
        timeInChina(scan.scannedAt),
        scan.holder.maskedName,
        scan.holder.tier.name,
        ...(scan.entry && scan.entry !== 'camera' ? [codeEntryLabels[scan.entry]] : []),
        ...(scan.challenged ? ['已答口令'] : []),
      ].join(' · ')}
      {...(value ? { value } : {})}
    />
  )
}

function Waiting({ items, onSend }: { items: QueuedScan[]; onSend(): Promise<void> }) {
  const dismiss = useScanQueue((queue) => queue.dismiss)
  return (
    <View>
      <CellGroup title="没有网络时登记的">
        {items.map(({ key, serviceName, stationName, scannedAt, outcome }) => (
          <Cell
            key={key}
            title={serviceName}
            note={`${momentText(scannedAt)} · ${stationName} · ${outcome ? outcome.words : '等待联网补登'}`}
            value={
              outcome?.recorded ? (
                <Button kind="quiet" label={`知道了，${serviceName}`} onClick={() => dismiss(key)}>
                  知道了
                </Button>
              ) : outcome ? (
                <View>
                  <Button kind="quiet" label={`再试一次，${serviceName}`} onClick={() => sendAgain(key)}>
                    再试一次
                  </Button>
                  <Button
                    kind="quiet"
                    label={`已告诉人才办，移除 ${serviceName}`}
                    onClick={() => dismiss(key)}
                  >
                    已告诉人才办
                  </Button>
                </View>
              ) : (
                <Tag tone="care">待补登</Tag>
              )
            }
          />
        ))}
      </CellGroup>
      {items.some(({ outcome }) => !outcome) && (
        <Button kind="secondary" wide icon="refresh-cw" onClick={onSend}>
          现在补登
        </Button>
      )}
    </View>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import type { TimelineEntry } from '@jucai/contract/credentials'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { byMonth } from './months'
import './timeline.scss'

/** Every service received by talent code, by month, with the way to dispute one. */
export default function TimelinePage() {
  const list = usePaged((from) => call('GET /me/timeline', { query: { limit: 20, ...from } }))
  const [doubted, setDoubted] = useState<TimelineEntry | null>(null)
  useRefresh(list.reload)

  const disputed = (entry: TimelineEntry) => {
    list.change((item) => (item.id === entry.id ? entry : item))
    setDoubted(null)
    toast('已提交，人才办会核实')
  }

  return (
    <Page title="足迹" up="/pages/mine/index">
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="footprints"
              title="足迹从第一步开始"
              text="登记、领码、每次扫码享受的服务，都会记在这里。"
              action={<Button onClick={() => openPage('/pages/code/index')}>去看人才码</Button>}
            />
          </Card>
        }
      >
        {(items) => (
          <View>
            {byMonth(items).map(({ month, entries }) => (
              <View key={month}>
                <View className="month" aria-role="heading" aria-level={2}>
                  {month}
                </View>
                <View className="steps-line">
                  <Rows items={entries} keyOf={({ id }) => id}>
                    {(entry) => <Step entry={entry} onDoubt={setDoubted} />}
                  </Rows>
                </View>
              </View>
            ))}
          </View>
        )}
      </PagedList>
      {doubted && <DisputeSheet entry={doubted} onDone={disputed} onClose={() => setDoubted(null)} />}
    </Page>
  )
}

function Step({ entry, onDoubt }: { entry: TimelineEntry; onDoubt(entry: TimelineEntry): void }) {
  return (
    <View className={entry.kind === 'service' ? 'step' : 'step step-milestone'}>
      <View className="strong">{entry.title}</View>
      <View className="small">{[momentText(entry.at), entry.station].filter(Boolean).join(' · ')}</View>
      {entry.offline && <Tag tone="care">当时无网络，之后补登</Tag>}
      {entry.disputedAt && (
        <Notice kind="info" title="已申报“这不是我”">
          {entry.disputeNote ?? ''}
        </Notice>
      )}
      {entry.disputable && (
        <Button
          kind="quiet"
          label={`${entry.title}，${momentText(entry.at)}：这不是我`}
          onClick={() => onDoubt(entry)}
        >
          这不是我
        </Button>
      )}
    </View>
  )
}

interface DisputeSheetProps {
  entry: TimelineEntry
  onDone(entry: TimelineEntry): void
  onClose(): void
}

function DisputeSheet({ entry, onDone, onClose }: DisputeSheetProps) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const send = async () => {
    setProblem(null)
    try {
      onDone(await call('PUT /me/timeline/:entry/dispute', { params: { entry: entry.id }, body: { note } }))
    } catch (error) {
      setProblem(wordsOf(error))
    }
  }
  return (
    <Sheet title="这不是我" onClose={onClose}>
      <View className="strong">{entry.title}</View>
      <View className="small">{[momentText(entry.at), entry.station].filter(Boolean).join(' · ')}</View>
      <TextArea
        label="补充说明"
        hint="例如那天在哪里，有没有借出过手机"
        required={false}
        value={note}
        onChange={setNote}
        maxLength={300}
      />
      <View className="small">提交后，人才办会核实这条记录并告诉你结果。如果手机丢了，请先停用人才码。</View>
      {problem && (
        <Notice kind="bad" title="没有提交成功" live>
          {problem}
        </Notice>
      )}
      <Button wide onClick={send}>
        提交，这不是我
      </Button>
    </Sheet>
  )
}

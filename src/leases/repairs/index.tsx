import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import {
  repairKindLabels,
  repairKinds,
  repairStateLabels,
  repairWithinDays,
  type RepairKind,
} from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Sheet } from '@/components/sheet'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { TakePhotos } from '../photos'
import '../leases.scss'

/** Repairs of one’s home, and reporting a new one. */
export default function RepairsPage() {
  const { params } = useRouter()
  const lease = params.lease ?? ''
  const list = usePaged((from) => call('GET /me/leases/:lease/repairs', { params: { lease }, query: from }))
  const [reports, setReports] = useState(false)
  useRefresh(list.reload)
  const button = (
    <Button wide kind="star" icon="plus" onClick={() => setReports(true)}>
      报修
    </Button>
  )
  return (
    <Page title="报修" up={`/leases/mine/index?id=${lease}`}>
      <View className="stack">
        <PagedList
          of={list}
          empty={
            <Card>
              <Empty icon="settings" title="没有报修" text="灯不亮、水管漏、门锁坏，拍张照告诉我们。" />
            </Card>
          }
        >
          {(items) => (
            <View className="card card-flush">
              <Rows items={items} keyOf={({ id }) => id}>
                {(repair) => (
                  <Cell
                    title={repairKindLabels[repair.kind]}
                    note={
                      repair.promisedOn && repair.state === 'promised'
                        ? `${dayText(repair.promisedOn)}上门`
                        : `${momentText(repair.reportedAt)}报修`
                    }
                    value={repairStateLabels[repair.state]}
                    to={`/leases/repair/index?lease=${lease}&id=${repair.id}`}
                  />
                )}
              </Rows>
            </View>
          )}
        </PagedList>
        {button}
        <Notice kind="care" title="闻到燃气味、冒烟、触电">
          先离开，再拨 119 或燃气公司电话，不要等报修。
        </Notice>
      </View>
      {reports && (
        <Report
          lease={lease}
          onClose={() => setReports(false)}
          onDone={async () => {
            setReports(false)
            toast('收到了')
            await list.reload()
          }}
        />
      )}
    </Page>
  )
}

interface Draft {
  kind?: RepairKind
  urgent: boolean
  words: string
  photos: string[]
}
const read = (kept: string): Draft => {
  try {
    return { urgent: false, words: '', photos: [], ...(JSON.parse(kept) as Partial<Draft>) }
  } catch {
    return { urgent: false, words: '', photos: [] }
  }
}

function Report({ lease, onClose, onDone }: { lease: string; onClose(): void; onDone(): Promise<void> }) {
  const [kept, keep] = useKeptWords(`lease-report-${lease}`)
  const draft = read(kept)
  const set = (part: Partial<Draft>) => keep(JSON.stringify({ ...draft, ...part }))
  const [fault, setFault] = useState<string>()
  const attempt = useAttempt()
  const send = async () => {
    if (!draft.kind) return
    setFault(undefined)
    try {
      await call(
        'POST /me/leases/:lease/repairs',
        {
          params: { lease },
          body: { kind: draft.kind, urgent: draft.urgent, words: draft.words.trim(), photos: draft.photos },
        },
        { attempt },
      )
      keep('')
      await onDone()
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="报修" tall onClose={onClose}>
      <View className="stack">
        <Choice
          label="哪里坏了"
          options={repairKinds.map((value) => ({ value, label: repairKindLabels[value] }))}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
        <TextArea
          label="怎么回事"
          hint="在哪个房间、从什么时候开始、什么时候方便上门"
          value={draft.words}
          error={undefined}
          onChange={(words) => set({ words })}
        />
        <Choice
          label="急不急"
          options={[
            { value: 'usual', label: '不急', note: `${repairWithinDays.usual} 天内上门` },
            {
              value: 'urgent',
              label: '紧急',
              note: `漏水、停电、门锁打不开，${repairWithinDays.urgent} 天内上门`,
            },
          ]}
          value={draft.urgent ? 'urgent' : 'usual'}
          onChange={(value) => set({ urgent: value === 'urgent' })}
        />
        <TakePhotos
          label="报修的照片"
          ids={draft.photos}
          look={(evidence) => call('GET /me/evidence/:evidence/content', { params: { evidence } })}
          onAdd={(ids) => set({ photos: [...draft.photos, ...ids] })}
          onRemove={(id) => set({ photos: draft.photos.filter((one) => one !== id) })}
        />
        {fault && (
          <Notice kind="bad" title="没有报上" live>
            {fault}
          </Notice>
        )}
        <Button
          wide
          disabledReason={
            (!draft.kind && '先选哪里坏了') ||
            (draft.words.trim().length < 4 && '写一句怎么回事，至少 4 个字')
          }
          onClick={send}
        >
          报上去
        </Button>
      </View>
    </Sheet>
  )
}

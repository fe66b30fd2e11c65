import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Repair } from '@jucai/contract/lease-shapes'
import { repairActLabels, repairKindLabels, repairStateLabels } from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Photos, TakePhotos } from '../photos'
import { repairTones } from '../repair-looks'
import '../leases.scss'

/** One repair: what was reported, each step, and whether it is repaired. */
export default function RepairPage() {
  const { params } = useRouter()
  const [lease, repair] = [params.lease ?? '', params.id ?? '']
  const loaded = useLoaded(async () => {
    if (repair) return call('GET /me/leases/:lease/repairs/:repair', { params: { lease, repair } })
    // An address without one: the newest.
    return (await call('GET /me/leases/:lease/repairs', { params: { lease } })).items[0] ?? null
  })
  useRefresh(loaded.reload)
  useSettledMessages(`/leases/repair/index?lease=${lease}&id=${repair}`, loaded.data !== undefined)
  return (
    <Page title="报修进度" up={`/leases/repairs/index?lease=${lease}`}>
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {(one) =>
          one ? (
            <View className="stack">
              <Facts repair={one} />
              <Answer repair={one} onChanged={loaded.set} />
              <Progress repair={one} />
            </View>
          ) : (
            <Notice kind="info" title="没有报修">
              还没有报过修。
            </Notice>
          )
        }
      </Loaded>
    </Page>
  )
}

const whenWords = ({ state, promisedOn, dueOn }: Repair): string => {
  if (state === 'reported') return `${dayText(dueOn)}前和你约上门的日子`
  if (state === 'promised' && promisedOn) return `${dayText(promisedOn)}上门，家里请留人`
  if (state === 'under-way') return '正在修'
  return state === 'done' ? '请看看是不是真的修好了' : '这件事完成了'
}

function Facts({ repair }: { repair: Repair }) {
  return (
    <Card>
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {repairKindLabels[repair.kind]}
        </View>
        <Tag tone={repairTones[repair.state]}>{repairStateLabels[repair.state]}</Tag>
        {repair.urgent && <Tag tone="care">紧急</Tag>}
      </View>
      <View className="lease-next">{whenWords(repair)}</View>
      <View>{repair.words}</View>
      <Photos
        label="这次报修的照片"
        ids={repair.photos}
        look={(photo) =>
          call('GET /me/leases/:lease/photos/:photo', { params: { lease: repair.leaseId, photo } })
        }
      />
      <View className="tiny">{`编号 ${repair.number}`}</View>
    </Card>
  )
}

function Progress({ repair }: { repair: Repair }) {
  return (
    <Card title="进度">
      <View className="lease-track">
        {[...repair.steps].reverse().map(({ act, at, note, promisedOn }) => (
          <View key={`${at} ${act}`} className="lease-track-step">
            <View className="lease-track-dot" aria-hidden />
            <View>
              <View className="strong">
                {`${repairActLabels[act]}${promisedOn ? `：${dayText(promisedOn)}` : ''}`}
              </View>
              {note !== '' && <View>{note}</View>}
              <View className="tiny">{momentText(at)}</View>
            </View>
          </View>
        ))}
      </View>
    </Card>
  )
}

function Answer({ repair, onChanged }: { repair: Repair; onChanged(repair: Repair): void }) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useKeptWords(`lease-reopen-${repair.id}`)
  const [photos, setPhotos] = useState<string[]>([])
  const [fault, setFault] = useState<string>()
  const answer = async (repaired: boolean) => {
    setFault(undefined)
    try {
      onChanged(
        await call('POST /me/leases/:lease/repairs/:repair/answer', {
          params: { lease: repair.leaseId, repair: repair.id },
          body: { repaired, words: repaired ? '' : words.trim(), photos: repaired ? [] : photos },
        }),
      )
      setOpen(false)
      setWords('')
      toast(repaired ? '好的，谢谢' : '知道了，会再来')
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  if (!repair.may.includes('confirm') && !repair.may.includes('reopen')) return null
  return (
    <>
      {fault && !open && (
        <Notice kind="bad" title="没有记上" live>
          {fault}
        </Notice>
      )}
      <View className="lease-do">
        {repair.may.includes('confirm') && <Button onClick={() => answer(true)}>修好了</Button>}
        {repair.may.includes('reopen') && (
          <Button kind="secondary" onClick={() => setOpen(true)}>
            没有修好
          </Button>
        )}
      </View>
      {open && (
        <Sheet title="没有修好" onClose={() => setOpen(false)}>
          <View className="stack">
            <TextArea label="哪里还不行" value={words} error={undefined} onChange={setWords} />
            <TakePhotos
              label="没有修好的照片"
              ids={photos}
              look={(evidence) => call('GET /me/evidence/:evidence/content', { params: { evidence } })}
              onAdd={(ids) => setPhotos([...photos, ...ids])}
              onRemove={(id) => setPhotos(photos.filter((one) => one !== id))}
            />
            {fault && (
              <Notice kind="bad" title="没有报上" live>
                {fault}
              </Notice>
            )}
            <Button
              wide
              disabledReason={words.trim().length < 4 && '至少写 4 个字'}
              onClick={() => answer(false)}
            >
              请再来修
            </Button>
          </View>
        </Sheet>
      )}
    </>
  )
}

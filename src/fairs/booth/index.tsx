import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { PublicBooth } from '@jucai/contract/fair-shapes'
import { waitingWords } from '@jucai/contract/fair-waiting'
import { timeInChina } from '@jucai/contract/china-time'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { slotText } from '../looks'
import '../fairs.scss'

/** One booth: its posts, its slots, its queue. */
export default function BoothPage() {
  const { id = '', fair = '' } = useRouter().params
  const loaded = useLoaded(async () => {
    const meant = fair || ((await call('GET /fairs', { query: { limit: 1 } })).items[0]?.id ?? '')
    const first = id || (await call('GET /fairs/:fair', { params: { fair: meant } })).boothList[0]?.id
    return call('GET /fairs/:fair/booths/:fairBooth', { params: { fair: meant, fairBooth: first ?? '' } })
  })
  useRefresh(loaded.reload)
  return (
    <Page title="展位" up={`/fairs/fair/index?id=${fair}`}>
      <Loaded of={loaded}>{(booth) => <Booth booth={booth} onChanged={loaded.reload} />}</Loaded>
    </Page>
  )
}

function Booth({ booth, onChanged }: { booth: PublicBooth; onChanged(): Promise<void> }) {
  const { fair } = booth
  const isOver = booth.state !== 'admitted' || fair.standing === 'over' || fair.standing === 'cancelled'
  return (
    <View className="stack">
      <View className="fair-head">
        <View className="fair-title" aria-role="heading" aria-level={2}>
          {booth.employer.name}
        </View>
        <View className="fair-line">
          {[fair.title, booth.place && `展位 ${booth.place}`].filter(Boolean).join(' · ')}
        </View>
      </View>
      {booth.state === 'cancelled' && (
        <Notice kind="care" title="这个展位取消了">
          {booth.cancelReason}
        </Notice>
      )}
      {booth.about !== '' && (
        <Card>
          <View className="fair-text">{booth.about}</View>
        </Card>
      )}
      <CellGroup title="带来的岗位">
        {booth.posts.map((post) => (
          <Cell
            key={post.id}
            icon="briefcase"
            title={post.title}
            note={post.open ? '可以投递' : '已经结束'}
            to={`/posts/post/index?id=${post.id}`}
          />
        ))}
        {booth.posts.length === 0 && <Cell title="没有写明岗位" note="可以到展位上问" />}
        <Cell icon="building-2" title="单位介绍" to={`/employers/profile/index?id=${booth.employer.id}`} />
      </CellGroup>
      {!isOver && <Ways booth={booth} onChanged={onChanged} />}
    </View>
  )
}

function Ways({ booth, onChanged }: { booth: PublicBooth; onChanged(): Promise<void> }) {
  const [slot, setSlot] = useState('')
  const [failed, setFailed] = useState<string>()
  const attempt = useAttempt()
  const { ticket, mine } = booth
  if (mine && ticket)
    return (
      <Button wide onClick={() => openPage(`/fairs/ticket/index?id=${ticket}`)}>
        看我的位置
      </Button>
    )
  if (!ticket)
    return (
      <Card>
        <View className="fair-body">
          <View className="fair-words">报名这场招聘会以后，可以约时段、排队。</View>
          <Button wide kind="star" onClick={() => openPage(`/fairs/fair/index?id=${booth.fair.id}`)}>
            去报名
          </Button>
        </View>
      </Card>
    )
  const take = async (wanted: string | null) => {
    setFailed(undefined)
    try {
      await call(
        'POST /me/fair-tickets/:fairTicket/places',
        { params: { fairTicket: ticket }, body: { booth: booth.id, slot: wanted } },
        { attempt },
      )
      toast(wanted ? '约好了' : '排上了')
      await openPage(`/fairs/ticket/index?id=${ticket}`)
    } catch (error) {
      setFailed(wordsOf(error))
      if (error instanceof ProblemError) await onChanged() // what is free has changed
    }
  }
  const free = booth.slots.filter((one) => one.free)
  return (
    <View className="stack">
      {failed && (
        <Notice kind="bad" title="没有办成" live>
          {failed}
        </Notice>
      )}
      {booth.queue && booth.fair.standing === 'running' && (
        <Card title="排队" aside={`${booth.waiting} 人在排`}>
          <View className="fair-body">
            <View className="fair-words">{waitingWords(booth.wait)}</View>
            <Button wide kind="star" onClick={() => take(null)}>
              排队
            </Button>
          </View>
        </Card>
      )}
      {booth.queue && booth.fair.standing === 'published' && (
        <Card title="排队">
          <View>{`${timeInChina(booth.fair.opensAt)} 开始后可以排队。`}</View>
        </Card>
      )}
      {free.length > 0 && (
        <Card title="约时段">
          <View className="fair-body">
            <Choice
              label="哪个时段"
              options={free.map(({ id, startsAt, minutes }) => ({
                value: id,
                label: `${slotText(startsAt, booth.fair)}，${minutes} 分钟`,
              }))}
              value={slot}
              onChange={setSlot}
            />
            <Button
              wide
              kind="secondary"
              disabledReason={!free.some(({ id }) => id === slot) && '先选一个时段'}
              onClick={() => take(slot)}
            >
              约这个时段
            </Button>
          </View>
        </Card>
      )}
    </View>
  )
}

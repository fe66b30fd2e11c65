import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import type { OwnBooth } from '@jucai/contract/fair-shapes'
import { fairLimits } from '@jucai/contract/fair-vocabulary'
import { newAttempt } from '@/attempt'
import { call, serverNow } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice, Choices } from '@/components/choice'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SwitchRow } from '@/components/switch-row'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { openPage } from '@/page-address'
import { wordsOf } from '@/words/problems'
import { boothMeant } from '../desk-meant'
import { slotText, whenText } from '../looks'
import '../fairs.scss'

const saving = newAttempt()

/** What a booth brings: posts, slots, a queue. */
export default function BringPage() {
  const { employer = '', booth = '' } = useRouter().params
  const loaded = useLoaded(async () => {
    const fairBooth = await boothMeant(employer, booth)
    const [own, posts] = await Promise.all([
      call('GET /employers/:employer/fair-booths/:fairBooth', { params: { employer, fairBooth } }),
      call('GET /employers/:employer/posts', { params: { employer }, query: { limit: 50 } }),
    ])
    return { own, posts: posts.items.filter(({ state }) => state === 'open') }
  })
  return (
    <Page title="展位带什么" up={`/fairs/desks/index?employer=${employer}`}>
      <Loaded of={loaded}>
        {({ own, posts }) => <Bring key={own.revision} employer={employer} booth={own} posts={posts} />}
      </Loaded>
    </Page>
  )
}

const minuteMs = 60_000
const usualLengths = [10, 15, 20, 30, 45, 60]

type Slot = Pick<OwnBooth['slots'][number], 'startsAt' | 'minutes'>
const endOf = ({ startsAt, minutes }: Slot): number => Date.parse(startsAt) + minutes * minuteMs
const overlap = (one: Slot, other: Slot): boolean =>
  Date.parse(one.startsAt) < endOf(other) && Date.parse(other.startsAt) < endOf(one)

/**
 * Every slot of this length that fits between opening, or now, and closing, begins at a round time and does not overlap one
 * that is offered, as far as the limit goes; and those of this length that are offered, wherever they begin.
 */
const gridOf = (
  { opensAt, closesAt }: OwnBooth['fair'],
  minutes: number,
  offered: readonly Slot[],
): string[] => {
  const found = new Set(offered.filter((slot) => slot.minutes === minutes).map(({ startsAt }) => startsAt))
  const roundMs = (60 % minutes === 0 ? minutes : 15) * minuteMs
  const from = Math.max(Date.parse(opensAt), serverNow().getTime())
  for (
    let at = Math.ceil(from / roundMs) * roundMs;
    at + minutes * minuteMs <= Date.parse(closesAt) && found.size < fairLimits.slots;
    at += minutes * minuteMs
  ) {
    const slot = { startsAt: new Date(at).toISOString(), minutes }
    if (!offered.some((one) => overlap(one, slot))) found.add(slot.startsAt)
  }
  return [...found].sort()
}

function Bring({
  employer,
  booth,
  posts,
}: {
  employer: string
  booth: OwnBooth
  posts: readonly { id: string; title: string }[]
}) {
  const [kept, keep] = useKeptWords(`fair-booth-${booth.id}`)
  const [isCleared, setCleared] = useState(false)
  const about = kept || (isCleared ? '' : booth.about)
  const [brought, setBrought] = useState<readonly string[]>(booth.posts.map(({ id }) => id))
  const [queue, setQueue] = useState(booth.queue)
  const lengths = [...new Set([...usualLengths, ...booth.slots.map((slot) => slot.minutes)])].sort(
    (a, b) => a - b,
  )
  const [minutes, setMinutes] = useState(booth.slots[0]?.minutes ?? 15)
  const [slots, setSlots] = useState<readonly Slot[]>(booth.slots)
  const [failed, setFailed] = useState<string>()
  const save = async () => {
    setFailed(undefined)
    try {
      await call(
        'PUT /employers/:employer/fair-booths/:fairBooth',
        {
          params: { employer, fairBooth: booth.id },
          body: {
            revision: booth.revision,
            text: {
              about,
              posts: [...brought],
              queue,
              slots: slots.map((slot) => ({ startsAt: slot.startsAt, minutes: slot.minutes })),
            },
          },
        },
        { attempt: saving },
      )
      keep('')
      toast('存好了')
      await openPage(`/fairs/desks/index?employer=${employer}`)
    } catch (error) {
      const fault = error instanceof ProblemError ? error.body.errors?.[0]?.detail : undefined
      setFailed(fault ?? wordsOf(error))
    }
  }
  return (
    <View className="stack">
      <Card title={booth.fair.title}>
        <View>{whenText(booth.fair)}</View>
        {booth.state === 'invited' && <View className="small">存好就算答应参加。</View>}
      </Card>
      <Card>
        <View className="fair-body">
          <TextArea
            label="展位介绍"
            maxLength={500}
            value={about}
            onChange={(next) => {
              keep(next)
              setCleared(next === '')
            }}
          />
          <Choices
            label="带哪些岗位"
            hint={posts.length === 0 ? '还没有公开的岗位，先在“岗位和投递”里公开' : '只能带已经公开的岗位'}
            options={posts.map(({ id, title }) => ({ value: id, label: title }))}
            value={[...brought]}
            onChange={setBrought}
          />
        </View>
      </Card>
      <Card flush>
        <SwitchRow
          title="可以排队"
          note="招聘会开始后，来的人在手机上排"
          checked={queue}
          onChange={setQueue}
        />
      </Card>
      <Card title="约好的时段" aside={slots.length > 0 ? `开放 ${slots.length} 个` : undefined}>
        <View className="fair-body">
          <Choice
            label="每段多久"
            hint="可以有长有短：选好一种，再换另一种接着选"
            options={lengths.map((value) => ({ value: String(value), label: `${value} 分钟` }))}
            value={String(minutes)}
            onChange={(next) => setMinutes(Number(next))}
          />
          <Choices
            label={`开放哪些 ${minutes} 分钟的时段`}
            hint="可以不开放。已经有人约的不能拿掉"
            options={gridOf(booth.fair, minutes, slots).map((value) => ({
              value,
              label: slotText(value, booth.fair),
            }))}
            value={slots.filter((slot) => slot.minutes === minutes).map(({ startsAt }) => startsAt)}
            onChange={(starts) => {
              const others = slots.filter((slot) => slot.minutes !== minutes)
              setSlots([...others, ...starts.map((startsAt) => ({ startsAt, minutes }))])
            }}
          />
          {slots.some((slot) => slot.minutes !== minutes) && (
            <View className="small">{`另外开放：${slots
              .filter((slot) => slot.minutes !== minutes)
              .sort((one, other) => one.startsAt.localeCompare(other.startsAt))
              .map((slot) => `${slotText(slot.startsAt, booth.fair)}，${slot.minutes} 分钟`)
              .join('；')}`}</View>
          )}
        </View>
      </Card>
      {failed && (
        <Notice kind="bad" title="还没有存好" live>
          {failed}
        </Notice>
      )}
      <Button wide kind="star" onClick={save}>
        {booth.state === 'invited' ? '答应参加' : '存好'}
      </Button>
    </View>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { timeInChina } from '@jucai/contract/china-time'
import { ProblemError } from '@jucai/contract/client'
import type { BoothDesk } from '@jucai/contract/fair-shapes'
import { slotCallableAt } from '@jucai/contract/fair-vocabulary'
import { waitingWords } from '@jucai/contract/fair-waiting'
import { call } from '@/api'
import { newAttempt, useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { boothMeant } from '../desk-meant'
import { openLive } from '../open-live'
import { ReasonSheet, ResultSheet } from '../sheets'
import { ShownValues } from '../shown-values'
import { UnfinishedTalks } from '../unfinished'
import { useLive } from '../use-live'
import '../fairs.scss'
const cancelling = newAttempt()
const stepping = newAttempt()

/** The desk of a booth: call the next, begin, end with a result. */
export default function DeskPage() {
  const { employer = '', booth = '' } = useRouter().params
  const read = async () =>
    call('GET /employers/:employer/fair-booths/:fairBooth/desk', {
      params: { employer, fairBooth: await boothMeant(employer, booth) },
    })
  const loaded = useLoaded(read)
  useRefresh(loaded.reload)
  useLive(loaded, read, loaded.data?.booth.fair.standing === 'running')
  useSettledMessages(`/fairs/desk/index?employer=${employer}&booth=${booth}`, loaded.data !== undefined)
  return (
    <Page title="展位工作台" up={`/fairs/desks/index?employer=${employer}`}>
      <Loaded of={loaded}>
        {(desk) => <Desk employer={employer} desk={desk} onChanged={loaded.set} onReload={loaded.reload} />}
      </Loaded>
    </Page>
  )
}

const bookedNote = (
  { paused, minutes, startsAt }: BoothDesk['booked'][number],
  isRunning: boolean,
): string => {
  if (paused) return '正在别处面谈'
  return isRunning
    ? `${minutes} 分钟，${timeInChina(slotCallableAt(startsAt))} 起点这里叫`
    : `${minutes} 分钟`
}

interface DeskProps {
  employer: string
  desk: BoothDesk
  onChanged(next: BoothDesk): void
  onReload(): Promise<void>
}

function Desk({ employer, desk, onChanged, onReload }: DeskProps) {
  const { booth } = desk
  const attempt = useAttempt()
  const params = { employer, fairBooth: booth.id }
  const isRunning = booth.fair.standing === 'running' && booth.state === 'admitted'
  const act = async (ask: () => Promise<BoothDesk>) => {
    try {
      onChanged(await ask())
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
      if (error instanceof ProblemError) await onReload() // somebody else was quicker
    }
  }
  const callOne = (place: string | null) =>
    act(() =>
      call(
        'POST /employers/:employer/fair-booths/:fairBooth/calls',
        { params, body: { place } },
        { attempt },
      ),
    )
  return (
    <View className="stack">
      <View className="fair-head">
        <View className="fair-line">
          {[booth.fair.title, booth.place && `展位 ${booth.place}`].filter(Boolean).join(' · ')}
        </View>
        <View className="fair-number" aria-role="heading" aria-level={2}>{`${desk.waiting} 人在排`}</View>
        <View className="fair-line">
          {`谈完 ${desk.done} 人${desk.others > 0 ? `，同事正在谈 ${desk.others} 人` : ''}`}
        </View>
        <View className="fair-line">{`现在来排：${waitingWords(desk.wait)}`}</View>
      </View>
      {booth.state === 'cancelled' && (
        <Notice kind="care" title="展位取消了">
          {booth.reason}
        </Notice>
      )}
      {!isRunning && booth.state !== 'cancelled' && (
        <Notice kind="info" title={booth.fair.standing === 'published' ? '还没有开始' : '招聘会不在进行'}>
          招聘会进行期间才能叫号。
        </Notice>
      )}
      {desk.talk && <TalkCard {...{ employer, desk, onChanged, onReload }} act={act} />}
      {isRunning && !desk.talk && (
        <Button
          wide
          kind="star"
          disabledReason={!desk.next.some(({ paused }) => !paused) && '现在没有可以叫的人'}
          onClick={() => callOne(null)}
        >
          叫下一位
        </Button>
      )}
      <UnfinishedTalks employer={employer} desk={desk} act={act} />
      {desk.booked.length > 0 && (
        <CellGroup title="约好的时段">
          {desk.booked.map((one) => (
            <Cell
              key={one.id}
              title={`${timeInChina(one.startsAt)} ${one.name}`}
              note={bookedNote(one, isRunning)}
              onClick={isRunning && !desk.talk ? () => void callOne(one.id) : undefined}
            />
          ))}
        </CellGroup>
      )}
      {desk.next.length > 0 && (
        <CellGroup title="排在前面的">
          {desk.next.map((one) => (
            <Cell
              key={one.id}
              title={one.name}
              note={`${momentText(one.since)}开始排${one.misses > 0 ? `，${one.misses} 次没有到` : ''}`}
              value={one.paused ? <Tag>在别处</Tag> : undefined}
            />
          ))}
        </CellGroup>
      )}
      <Cancel {...{ employer, desk, onReload }} />
    </View>
  )
}

function TalkCard({
  employer,
  desk,
  act,
}: DeskProps & { act(ask: () => Promise<BoothDesk>): Promise<void> }) {
  const [ending, setEnding] = useState(false)
  const { talk, booth, live } = desk
  if (!talk) return null
  const step = (body: Parameters<typeof send>[0]) => act(() => send(body))
  const send = (body: {
    event: 'begin' | 'finish' | 'pass'
    result?: 'further' | 'kept' | 'unfit'
    reason?: string
  }) =>
    call(
      'POST /employers/:employer/fair-booths/:fairBooth/places/:fairPlace/steps',
      {
        params: { employer, fairBooth: booth.id, fairPlace: talk.id },
        body: { ...body, revision: talk.revision },
      },
      { attempt: stepping },
    )
  return (
    <Card title={talk.state === 'called' ? '叫到了' : '正在面谈'}>
      <View className="fair-body">
        {talk.until && <View className="small">{`${timeInChina(talk.until)} 前没有到，先请后面的人`}</View>}
        <ShownValues of={talk.shown} />
        {talk.state === 'called' ? (
          <>
            <Button wide kind="star" onClick={() => step({ event: 'begin' })}>
              到了，开始面谈
            </Button>
            <Button
              wide
              kind="secondary"
              disabledReason={
                talk.until !== null &&
                Date.parse(talk.until) > Date.now() &&
                `说好等到 ${timeInChina(talk.until)}，到时还没有来会自动请后面的人`
              }
              onClick={() => step({ event: 'pass' })}
            >
              没有来，先请后面的
            </Button>
          </>
        ) : (
          <Button wide kind="star" onClick={() => setEnding(true)}>
            谈完了，记结果
          </Button>
        )}
        {live && (
          <Button wide kind="secondary" onClick={() => openLive(live)}>
            进入线上面谈
          </Button>
        )}
      </View>
      {ending && (
        <ResultSheet
          onClose={() => setEnding(false)}
          onSend={async (result) => {
            await step({ event: 'finish', ...result })
            setEnding(false)
          }}
        />
      )}
    </Card>
  )
}

function Cancel({ employer, desk: { booth }, onReload }: Pick<DeskProps, 'employer' | 'desk' | 'onReload'>) {
  const [asking, setAsking] = useState(false)
  const { standing } = booth.fair
  if (booth.state !== 'admitted' || standing === 'over' || standing === 'cancelled') return null
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        取消这个展位
      </Button>
      {asking && (
        <ReasonSheet
          onClose={() => setAsking(false)}
          onSend={async (reason) => {
            await call(
              'POST /employers/:employer/fair-booths/:fairBooth/cancellation',
              {
                params: { employer, fairBooth: booth.id },
                body: { reason },
              },
              { attempt: cancelling },
            )
            setAsking(false)
            await onReload()
          }}
        />
      )}
    </>
  )
}

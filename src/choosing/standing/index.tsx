import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Standing } from '@jucai/contract/choosing'
import { countdownText, mostProjects } from '@jucai/contract/choosing-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choices } from '@/components/choice'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { toast } from '@/components/toast'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { depositWords, flatName, rentWords, typeWords } from '../flat-words'
import { timed, useRemaining, type Timed } from '../server-time'
import '../choosing.scss'

/** The lists of projects between rounds: where one stands, and what is offered. */
export default function StandingPage() {
  const loaded = useLoaded(() => timed(() => call('GET /me/standing-list')))
  useRefresh(loaded.reload)
  useSettledMessages('/choosing/standing/index', loaded.data !== undefined)
  return (
    <Page title="候补名单" up="/pages/services/index">
      <Loaded of={loaded}>{(of) => <Lists of={of} onChanged={loaded.set} onReload={loaded.reload} />}</Loaded>
    </Page>
  )
}

interface ListsProps {
  of: Timed<Standing>
  onChanged(next: Timed<Standing>): void
  onReload(): Promise<void>
}

function Lists({ of, onChanged, onReload }: ListsProps) {
  const { offers, places, rounds, projects, rules } = of.value
  const act = async (ask: () => Promise<Standing>, done: string) => {
    try {
      onChanged(await timed(ask))
      toast(done)
    } catch (error) {
      toast(wordsOf(error), 'circle-alert')
      await onReload()
    }
  }
  const open = offers.filter(({ state }) => state === 'open')
  return (
    <View className="stack">
      {open.map((offer) => (
        <OfferCard key={offer.id} of={of} offer={offer} act={act} onEnd={() => void onReload()} />
      ))}
      {places.length > 0 && (
        <Card title="我排在">
          {places.map(({ stationId, project, before, round }) => (
            <View key={stationId} className="choose-swap-pair">
              <View className="strong">{`${project}：${before === 0 ? '第一位' : `前面有 ${before} 位`}`}</View>
              <View className="small">{`按“${round}”的顺序`}</View>
            </View>
          ))}
        </Card>
      )}
      {rounds.map((round) => (
        <Join key={round.roundId} round={round} projects={projects} places={places} act={act} />
      ))}
      {rounds.length === 0 && places.length === 0 && open.length === 0 && (
        <Card>
          <Empty
            icon="users"
            title="现在没有可以候补的"
            text="参加过批次、还没有选到房的，可以留在想住的项目的名单里。"
          />
        </Card>
      )}
      <Card title="先说清楚">
        <View className="choose-rules" aria-role="list">
          {rules.map((rule) => (
            <View key={rule} aria-role="listitem">
              {rule}
            </View>
          ))}
        </View>
      </Card>
    </View>
  )
}

type Act = (ask: () => Promise<Standing>, done: string) => Promise<void>

interface OfferCardProps {
  of: Timed<Standing>
  offer: Standing['offers'][number]
  act: Act
  onEnd(): void
}

function OfferCard({ of, offer: { id, flat, until }, act, onEnd }: OfferCardProps) {
  const [refuses, setRefuses] = useState(false)
  const left = useRemaining(of, until, onEnd)
  const params = { standingOffer: id }
  return (
    <Card title="候补到一套房" aside={`${momentText(until)}前`}>
      <View className="choose-held">
        <View className="choose-held-name">{flatName(flat)}</View>
        <View className="small">{`${flat.typeName} · ${typeWords(flat)}`}</View>
        <View className="small">{`租金 ${rentWords(flat)} · 押金 ${depositWords(flat)}`}</View>
        {left < 3_600_000 && <Notice kind="care" title={`还有 ${countdownText(left)}`} />}
      </View>
      <View className="choose-do">
        <Button
          kind="star"
          wide
          onClick={() =>
            act(
              () => call('PUT /me/standing-offers/:standingOffer/acceptance', { params }),
              '选定了，接下来签约',
            )
          }
        >
          要这套
        </Button>
        <Button kind="quiet" onClick={() => setRefuses(true)}>
          不要
        </Button>
      </View>
      {refuses && (
        <Dialog
          title="不要这套？"
          confirm="不要"
          danger
          onConfirm={() => {
            setRefuses(false)
            return act(
              () => call('PUT /me/standing-offers/:standingOffer/refusal', { params }),
              '知道了，给下一位',
            )
          }}
          onClose={() => setRefuses(false)}
        >
          你在这个项目的名单上排到最后；别的项目、以后的批次都不受影响。
        </Dialog>
      )}
    </Card>
  )
}

interface JoinProps {
  round: Standing['rounds'][number]
  projects: Standing['projects']
  places: Standing['places']
  act: Act
}

function Join({ round, projects, places, act }: JoinProps) {
  const [chosen, setChosen] = useState<string[]>(places.map(({ stationId }) => stationId))
  const isOver = chosen.length > mostProjects
  return (
    <Card title={`按“${round.title}”的顺序候补`}>
      <View className="stack">
        <Choices
          label="留在哪些项目"
          hint={`最多 ${mostProjects} 个`}
          error={isOver ? `最多 ${mostProjects} 个，请去掉 ${chosen.length - mostProjects} 个` : undefined}
          options={projects.map(({ stationId, project, waiting }) => ({
            value: stationId,
            label: project,
            note: waiting === 0 ? '还没有人候补' : `${waiting} 人在候补`,
          }))}
          value={chosen}
          onChange={setChosen}
        />
        <Button
          wide
          disabledReason={isOver && '项目太多了'}
          onClick={() =>
            act(
              () => call('PUT /me/standing-list', { body: { roundId: round.roundId, stationIds: chosen } }),
              chosen.length === 0 ? '已退出' : '记下了',
            )
          }
        >
          保存
        </Button>
      </View>
    </Card>
  )
}

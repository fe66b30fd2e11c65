import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { InternshipCandidate, InternshipPlace } from '@jucai/contract/internship-shapes'
import { placeStateLabels, shownFieldLabels, wishStateLabels } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { momentText, untilText } from '@/words/dates'
import { placeTones, spanWords, wishTones } from '../words'
import { AnswerSheet, ClosePlace } from './answers'
import { RankCandidates } from './rank'
import '../internships.scss'

/** Who wishes for a place, by what they agreed to show, and the answers. */
export default function CandidatesPage() {
  const { employer = '', place = '' } = useRouter().params
  const of = useLoaded(() => call('GET /internship-places/:place', { params: { place } }))
  const list = usePaged((query) =>
    call('GET /employers/:employer/internship-places/:place/wishes', { params: { employer, place }, query }),
  )
  useRefresh(() => Promise.all([of.reload(), list.reload()]))
  useSettledMessages(
    `/internships/candidates/index?employer=${employer}&place=${place}`,
    list.data !== undefined,
  )
  const put = (next: InternshipCandidate) => list.change((one) => (one.id === next.id ? next : one))
  const round = of.data?.round ?? null
  return (
    <Page title="报名的人" up={`/internships/base/index?employer=${employer}`}>
      <View className="stack">
        <Loaded of={of}>
          {(shown) => (
            <>
              <Head place={shown} />
              <ClosePlace
                place={shown}
                employer={employer}
                onClosed={async (next) => {
                  of.set(next)
                  await list.reload()
                }}
              />
            </>
          )}
        </Loaded>
        {round && !round.allotted && list.data && (
          <RankCandidates
            employer={employer}
            place={place}
            rankBy={round.rankBy}
            candidates={list.data.items}
            hasMore={list.data.next !== null}
            onRanked={list.reload}
          />
        )}
        <PagedList
          of={list}
          empty={
            <Card>
              <Empty icon="users" title="还没有人报名" text="有人报名会发消息给单位的人。" />
            </Card>
          }
        >
          {(items) => (
            <View className="card card-flush">
              <Rows items={items} keyOf={({ id }) => id}>
                {(one) => (
                  <Candidate one={one} employer={employer} inRound={round !== null} onAnswered={put} />
                )}
              </Rows>
            </View>
          )}
        </PagedList>
      </View>
    </Page>
  )
}

function Head({ place }: { place: InternshipPlace }) {
  return (
    <Card>
      <View className="intern-top">
        <View className="h3" aria-role="heading" aria-level={2}>
          {place.title}
        </View>
        <Tag tone={placeTones[place.state]}>{placeStateLabels[place.state]}</Tag>
      </View>
      <View className="small">{`${spanWords(place.startDay, place.lastDay)}，招 ${place.number} 人，还有 ${place.left} 个名额`}</View>
      <View className="small">
        {place.round
          ? `${place.round.title}：${untilText(place.round.rankBy)}前排好次序，之后统一分配`
          : `${untilText(place.applyBy)}截止，每个人都要答复`}
      </View>
      <View className="tiny">每次打开都留痕，对方看得到。</View>
    </Card>
  )
}

function Candidate({
  one,
  employer,
  inRound,
  onAnswered,
}: {
  one: InternshipCandidate
  employer: string
  inRound: boolean
  onAnswered(next: InternshipCandidate): void
}) {
  const [answering, setAnswering] = useState<boolean>()
  return (
    <View className="intern-row">
      <View className="intern-top">
        <View className="strong">{one.name}</View>
        <Tag tone={wishTones[one.state]}>{wishStateLabels[one.state]}</Tag>
      </View>
      <View className="small">{`${momentText(one.madeAt)}报名`}</View>
      {one.shown.map(({ field, text }) => (
        <View key={field} className="small">{`${shownFieldLabels[field]}：${text}`}</View>
      ))}
      {one.words && <View className="intern-text">{one.words}</View>}
      {one.answer && <View className="small">{`答复：${one.answer}`}</View>}
      {one.state === 'applied' && (
        <View className="intern-do">
          {!inRound && (
            <Button label={`选中${one.name}`} onClick={() => setAnswering(true)}>
              选中
            </Button>
          )}
          <Button kind="secondary" label={`不选${one.name}`} onClick={() => setAnswering(false)}>
            不选
          </Button>
        </View>
      )}
      {answering !== undefined && (
        <AnswerSheet
          one={one}
          employer={employer}
          chosen={answering}
          onClose={() => setAnswering(undefined)}
          onDone={(next) => {
            setAnswering(undefined)
            onAnswered(next)
          }}
        />
      )}
    </View>
  )
}

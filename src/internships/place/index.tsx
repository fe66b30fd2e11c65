import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { InternshipPlace } from '@jucai/contract/internship-shapes'
import {
  noEmployment,
  placeStateLabels,
  retentionDefinition,
  stipendRule,
} from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { untilText } from '@/words/dates'
import { placeWords, spanWords } from '../words'
import { Apply } from './apply'
import '../internships.scss'

/** One place of an internship; one that is over stays readable and says so. */
export default function PlacePage() {
  const { id = '' } = useRouter().params
  const signedIn = useSession(({ token }) => token !== null)
  const loaded = useLoaded(() => call('GET /internship-places/:place', { params: { place: id } }))
  useRefresh(loaded.reload)
  return (
    <Page title="见习岗位" up="/internships/places/index">
      <Loaded of={loaded}>
        {(place) => (
          <View className="stack">
            <Head place={place} />
            <Notice title="不是就业">{noEmployment}</Notice>
            {place.state !== 'open' && (
              <Notice kind="care" title={placeStateLabels[place.state]}>
                {placeWords(place)}
              </Notice>
            )}
            <Card title="做什么">
              <View className="intern-text">{place.tasks}</View>
            </Card>
            <Facts place={place} />
            {place.state === 'open' &&
              (signedIn ? (
                <Apply place={place} />
              ) : (
                <Card title="报名">
                  <SignInFirst text="登录后逐条看自己符合不符合，再报名。" />
                </Card>
              ))}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Head({ place }: { place: InternshipPlace }) {
  return (
    <View className="intern-head">
      <View className="intern-head-title" aria-role="heading" aria-level={2}>
        {place.title}
      </View>
      <View className="intern-head-pay">
        {place.monthlyFen === null ? '补贴标准还没有公布' : `${amountText(place.monthlyFen)}/月`}
      </View>
      <View className="intern-head-line">{place.base}</View>
    </View>
  )
}

function Facts({ place }: { place: InternshipPlace }) {
  const { round, retention } = place
  const kept =
    retention.percent === null
      ? `最近 12 个月期满 ${retention.finished} 人，不到 5 人不显示留用率`
      : `最近 12 个月期满 ${retention.finished} 人，留用 ${retention.kept} 人，留用率 ${retention.percent}%`
  return (
    <>
      <CellGroup title="时间、地点、名额">
        <Cell
          icon="calendar"
          title={spanWords(place.startDay, place.lastDay)}
          note={`${place.months} 个月，首尾两天都算`}
        />
        <Cell icon="map-pin" title={place.station.name} note={`到岗在这里登记。${place.station.address}`} />
        <Cell
          icon="users"
          title={`招 ${place.number} 人，还有 ${place.left} 个名额`}
          note={`${place.wishes} 人在等答复`}
        />
        <Cell
          icon="clock"
          title={`${untilText(place.applyBy)}截止`}
          note={
            round
              ? `“${round.title}”：${untilText(round.rankBy)}前双方排序，之后统一分配`
              : '由基地直接选人，每个人都有答复'
          }
        />
        <Cell icon="shield-check" title="保险" note={place.insurance} />
        <Cell icon="handshake" title="留用" note={kept} />
      </CellGroup>
      <Card title="补贴怎么算">
        <View className="stack">
          {place.percent !== null && (
            <View className="small">{`月标准是最低工资的 ${place.percent}%，开始那天的标准。`}</View>
          )}
          <View className="small">{stipendRule}</View>
          <View className="tiny">{retentionDefinition}</View>
        </View>
      </Card>
    </>
  )
}

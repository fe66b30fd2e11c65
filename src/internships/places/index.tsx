import { useState } from 'react'
import { View } from '@tarojs/components'
import type { InternshipPlace } from '@jucai/contract/internship-shapes'
import { noEmployment } from '@jucai/contract/internship-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { Tag } from '@/components/tag'
import { TextInput } from '@/components/text-input'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { untilText } from '@/words/dates'
import { spanWords } from '../words'
import '../internships.scss'

const lengths = [
  { value: 'all', label: '不限' },
  { value: '3', label: '3 个月' },
  { value: '6', label: '6 个月以内' },
] as const
const ways = [
  { value: 'all', label: '不限' },
  { value: 'direct', label: '基地直接选' },
  { value: 'round', label: '双方排序分配' },
] as const
interface Filter {
  q: string
  length: (typeof lengths)[number]['value']
  way: (typeof ways)[number]['value']
}
const asked = ({ q, length, way }: Filter) => ({
  ...(q.trim() ? { q: q.trim() } : {}),
  ...(length === 'all' ? {} : { months: Number(length) }),
  ...(way === 'all' ? {} : { inRound: way === 'round' }),
})

/** Places of internships that one may apply for, those that close first. */
export default function PlacesPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const [filter, setFilter] = useState<Filter>({ q: '', length: 'all', way: 'all' })
  const list = usePaged((from) => call('GET /internship-places', { query: { ...from, ...asked(filter) } }))
  useRefresh(list.reload)
  const put = (change: Partial<Filter>) => {
    setFilter({ ...filter, ...change })
    setTimeout(() => void list.reload(), 0)
  }
  return (
    <Page title="就业见习" up="/pages/services/index">
      <View className="stack">
        <Notice title="先看清楚">{noEmployment}</Notice>
        <CellGroup>
          {signedIn && (
            <Cell
              icon="file-text"
              title="我的见习"
              note="报名、协议、出勤、补贴"
              to="/internships/mine/index"
            />
          )}
          <Cell icon="shield-check" title="查验见习证明" note="不用登录" to="/internships/check/index" />
        </CellGroup>
        <Card>
          <View className="stack">
            <TextInput
              label="找什么"
              hint="岗位、做的事或基地，汉字、拼音、首字母都行"
              required={false}
              maxLength={40}
              value={filter.q}
              onChange={(q) => setFilter({ ...filter, q })}
            />
            <Button wide icon="search" onClick={list.reload}>
              搜索
            </Button>
            <Choice
              label="多长"
              options={lengths}
              value={filter.length}
              onChange={(length) => put({ length })}
            />
            <Choice label="怎么选人" options={ways} value={filter.way} onChange={(way) => put({ way })} />
          </View>
        </Card>
        <PagedList
          of={list}
          empty={
            <Card>
              <Empty icon="search-x" title="没有找到见习岗位" text="换个词，或者少选几个条件再试。" />
            </Card>
          }
        >
          {(items) => (
            <View className="card card-flush">
              <Rows items={items} keyOf={({ id }) => id}>
                {(place) => <PlaceRow place={place} />}
              </Rows>
            </View>
          )}
        </PagedList>
      </View>
    </Page>
  )
}

function PlaceRow({ place }: { place: InternshipPlace }) {
  return (
    <Cell
      title={place.title}
      note={
        <>
          <View>{place.base}</View>
          <View>{`${spanWords(place.startDay, place.lastDay)}，${place.months} 个月`}</View>
          <View>
            {place.monthlyFen === null ? '补贴标准还没有公布' : `补贴 ${amountText(place.monthlyFen)}/月`}
          </View>
          <View>{`还有 ${place.left} 个名额，${untilText(place.applyBy)}截止`}</View>
        </>
      }
      value={<Tag tone={place.round ? 'info' : 'night'}>{place.round ? '双方排序' : '基地选'}</Tag>}
      to={`/internships/place/index?id=${place.id}`}
    />
  )
}

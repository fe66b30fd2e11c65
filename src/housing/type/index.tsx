import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import type { FlatTypeWhole, Project } from '@jucai/contract/housing'
import { layoutLabels } from '@jucai/contract/housing-vocabulary'
import { roomWords } from '@jucai/contract/flat-plan'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { wordsOf } from '@/words/problems'
import { Eligibility } from '../eligibility'
import { markedTypes } from '../marked'
import { PlanDrawing } from '../plan-drawing'
import { areaText, freeTone, freeWords, monthWords, perSqmText, rentText } from '../words'
import '../housing.scss'

/** One flat type: its plan, what it costs, what is free now and later, and whether one may have it. */
export default function TypePage() {
  const { params } = useRouter()
  const token = useSession((session) => session.token)
  const loaded = useLoaded(async () => {
    const [project, marked] = await Promise.all([
      call('GET /housing/projects/:project', { params: { project: params.project ?? '' } }),
      markedTypes(token),
    ])
    const type = params.type ? project.types.find(({ id }) => id === params.type) : project.types[0]
    return { project, type, marked: type !== undefined && marked.includes(type.id) }
  })
  useRefresh(loaded.reload)
  const { project, type, marked = false } = loaded.data ?? {}
  useShareAppMessage(() => ({
    title:
      type && project ? `${project.name} ${type.name}，${areaText(type.areaSqmHundredths)}` : '青年人才公寓',
    path: `/housing/type/index?project=${params.project ?? ''}&type=${type?.id ?? ''}`,
  }))
  return (
    <Page title={type?.name ?? '户型'} up={`/housing/project/index?id=${params.project ?? ''}`}>
      <Loaded of={loaded} skeleton={<Skeleton shape="card" />}>
        {() =>
          project && type ? (
            <View className="stack">
              <Head project={project} type={type} marked={marked} />
              <Rent type={type} percent={project.percent} />
              <Free type={type} />
              <Eligibility />
              <CellGroup>
                <Cell
                  icon="bell"
                  title="有合适的告诉我"
                  note="空出来发消息给你，每天最多一条"
                  to="/housing/watch/index"
                />
                <Cell
                  icon="building-2"
                  title={project.name}
                  note={`${project.regionName} · ${project.address}`}
                  to={`/housing/project/index?id=${project.id}`}
                />
              </CellGroup>
            </View>
          ) : (
            <Card>
              <Empty
                icon="house"
                title="没有这个户型"
                text="它可能已经改了，回到项目看看别的。"
                action={
                  <Button kind="secondary" onClick={() => openPage('/housing/projects/index')}>
                    看所有项目
                  </Button>
                }
              />
            </Card>
          )
        }
      </Loaded>
    </Page>
  )
}

function Head({ project, type, marked }: { project: Project; type: FlatTypeWhole; marked: boolean }) {
  const { plan, name, layout, people, areaSqmHundredths } = type
  return (
    <Card>
      <PlanDrawing plan={plan} name={name} />
      <View className="wrap flat-tags">
        <Tag tone={freeTone(type)}>{freeWords(type)}</Tag>
        <Tag>{layoutLabels[layout]}</Tag>
        <Tag>{areaText(areaSqmHundredths)}</Tag>
        <Tag>{`最多住 ${people} 人`}</Tag>
      </View>
      <View className="flat-rooms" aria-hidden>
        {plan.rooms.map((room) => (
          <View key={`${room.x} ${room.y}`}>{roomWords(room)}</View>
        ))}
      </View>
      <Favourite key={`${type.id} ${marked}`} project={project} type={type} was={marked} />
    </Card>
  )
}

function Favourite({ project, type, was }: { project: Project; type: FlatTypeWhole; was: boolean }) {
  const [marked, setMarked] = useState(was)
  const token = useSession((session) => session.token)
  const toggle = async () => {
    if (token === null) return openPage('/account/sign-in/index')
    try {
      const params = { params: { type: type.id } }
      if (marked) await call('DELETE /me/flat-favourites/:type', params)
      else await call('PUT /me/flat-favourites/:type', params)
      setMarked(!marked)
    } catch (error) {
      toast(wordsOf(error))
    }
  }
  return (
    <Button
      wide
      kind="secondary"
      icon={marked ? 'check' : 'star'}
      label={`${marked ? '已收藏，点一下取消' : '收藏这个户型'}：${project.name}${type.name}`}
      onClick={toggle}
    >
      {marked ? '已收藏，点一下取消' : '收藏这个户型'}
    </Button>
  )
}

function Rent({ type, percent }: { type: FlatTypeWhole; percent: number | null }) {
  const { marketFen, talentFen, marketFenPerSqm, talentFenPerSqm } = type
  return (
    <Card title="每月租金" aside={percent === null ? undefined : `人才价是市场价的 ${percent}%`}>
      {talentFen !== null && talentFenPerSqm !== null ? (
        <>
          <View className="flat-rent">
            <View className="flat-rent-figure">{rentText(talentFen)}</View>
            <View className="small">{`人才价 · ${perSqmText(talentFenPerSqm)}`}</View>
          </View>
          <View className="flat-bars" aria-hidden>
            <View
              className="flat-bar flat-bar-talent"
              style={{ width: `${(talentFen / marketFen) * 100}%` }}
            />
            <View className="flat-bar flat-bar-market" />
          </View>
          <View className="flat-rent-line">
            <View>{`市场价 ${rentText(marketFen)} · ${perSqmText(marketFenPerSqm)}`}</View>
            <View className="flat-saved">{`每月省 ${amountText(marketFen - talentFen)}`}</View>
          </View>
        </>
      ) : (
        <>
          <View className="flat-rent">
            <View className="flat-rent-figure">{rentText(marketFen)}</View>
            <View className="small">{`市场价 · ${perSqmText(marketFenPerSqm)}`}</View>
          </View>
          <View className="small">人才价的比例还没有公布，公布以后在这里看。</View>
        </>
      )}
    </Card>
  )
}

function Free({ type: { free, inRound, coming, buildings, flats } }: { type: FlatTypeWhole }) {
  return (
    <Card title="现在和以后有几套" aside={`一共 ${flats} 套`}>
      <View aria-role="list">
        <View className="flat-when" aria-role="listitem">
          <View>现在空着</View>
          <View className="flat-when-count">{`${free} 套`}</View>
        </View>
        {inRound > 0 && (
          <View className="flat-when" aria-role="listitem">
            <View>正在批次里，报名后参加</View>
            <View className="flat-when-count">{`${inRound} 套`}</View>
          </View>
        )}
        {coming.slice(0, 6).map(({ month, flats: count }) => (
          <View key={month} className="flat-when" aria-role="listitem">
            <View>{`${monthWords(month)}预计空出`}</View>
            <View className="flat-when-count">{`${count} 套`}</View>
          </View>
        ))}
      </View>
      {buildings.map(({ building, flats: all, free: empty, accessible }) => (
        <View key={building} className="tiny">
          {`${building}：${all} 套，空着 ${empty} 套${accessible > 0 ? `，无障碍 ${accessible} 套` : ''}`}
        </View>
      ))}
    </Card>
  )
}

import { Navigator, Text, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import type { City } from '@jucai/contract/city'
import { loadCity, loadFigures, useCityStore } from '@/city-store'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { SourceLine, SourceQuote } from '@/components/source-line'
import { Steps } from '@/components/steps'
import { Tag } from '@/components/tag'
import { openPage, openTypeOf } from '@/page-address'
import { loadPrograms, useProgramStore } from '@/program-store'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { standingOf, stepFrom } from '@/words/next-step'
import { pillarIcon } from '../pillar-icons'
import { Schools } from './schools'
import { Targets } from './targets'
import './plan.scss'

const joining = [
  { title: '登录', note: '手机号或微信，几秒钟' },
  { title: '登记', note: '两分钟，填完就知道属于哪一类' },
  { title: '领取人才码', note: '码只存在你的手机里' },
  { title: '亮码享服务，网上申请', note: '到站点出示当场办；认定、公寓、归根在手机上申请，进度看得见' },
]
const partPage = (key: string): string => `/city/part/index?key=${key}`
const reached = { visitor: 0, 'signed-in': 1, registered: 2, coded: 3 } as const

/** The city's talent plan: its targets beside the live figures. */
export default function PlanPage() {
  const loaded = useLoaded(async () => {
    const figures = loadFigures().catch(() => useCityStore.getState().figures)
    const programs = loadPrograms().catch(() => useProgramStore.getState().programs ?? [])
    return { city: await loadCity(), figures: await figures, programs: await programs }
  })
  useRefresh(loaded.reload)
  const known = useCityStore()
  const data =
    loaded.data ??
    (known.city
      ? { city: known.city, figures: known.figures, programs: useProgramStore.getState().programs ?? [] }
      : undefined)
  const standing = standingOf(useSession((session) => session.me))
  const step = stepFrom[standing]
  useShareAppMessage(() => ({
    title: data ? `${data.city.plan.name}：给谁、给什么、怎么加入` : '聚才计划',
    path: '/city/plan/index',
  }))
  return (
    <Page
      title={data?.city.plan.name ?? '聚才计划'}
      action={
        <Button wide kind={standing === 'coded' ? 'primary' : 'star'} onClick={() => openPage(step.to)}>
          {step.button}
        </Button>
      }
    >
      <Loaded
        of={{ ...loaded, data }}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        }
      >
        {({ city, figures, programs }) => (
          <View className="stack">
            <Pillars city={city} />
            <Card title="做到哪一步了" aside={city.sample ? <Tag>示例</Tag> : undefined}>
              <Targets targets={city.plan.targets} figures={figures} />
              {city.plan.campaign && (
                <View className="plan-more">
                  <Cell
                    title={`${city.plan.campaign.title}：谁留下了`}
                    note="按学校、专业、月份看"
                    to="/city/graduates/index"
                  />
                </View>
              )}
            </Card>
            <Offers city={city} />
            <CellGroup title="“1+22”人才政策">
              <Cell
                icon="sparkles"
                title="我能享受什么"
                note="答几个问题就知道，不用登录"
                to="/policies/mine/index"
              />
              <Cell
                icon="landmark"
                title="政策库"
                note="1 项总政策、22 项配套政策，逐条对照"
                to="/policies/library/index"
              />
              <Cell
                icon="file-text"
                title="公开账本"
                note="答应了多少，到账多少，有没有逾期，谁都能查"
                to="/ledger/totals/index"
              />
            </CellGroup>
            {programs.length > 0 && (
              <CellGroup title="给谁，怎么申请">
                {programs.map(({ key, title, summary, open, closedBecause }) => (
                  <Cell
                    key={key}
                    title={title}
                    note={open ? summary : `${summary}（${closedBecause ?? '暂停申请'}）`}
                    to={`/applications/program/index?key=${key}`}
                  />
                ))}
              </CellGroup>
            )}
            {figures && <Schools schools={figures.bySchool} />}
            <Card title="怎么加入">
              <Steps steps={joining} current={reached[standing]} />
            </Card>
            <Card title="分几类、看什么">
              <Tiers city={city} />
            </Card>
            <Card title="依据">
              <SourceQuote source={city.plan.source} />
            </Card>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Pillars({ city: { plan } }: { city: City }) {
  return (
    <View className="plan-top">
      <View className="plan-what">{plan.summary}</View>
      <View className="pillars">
        {plan.pillars.map(({ key, title, text }, index) => (
          <Navigator key={key} className="pillar" url={partPage(key)} openType={openTypeOf(partPage(key))}>
            <View className="pillar-title">
              <Icon name={pillarIcon(index)} />
              <Text>{title}</Text>
              <Icon name="chevron-right" className="pillar-go" />
            </View>
            <View className="pillar-text">{text}</View>
          </Navigator>
        ))}
      </View>
    </View>
  )
}

function Offers({ city }: { city: City }) {
  return (
    <Card title="给你什么" aside={city.sample ? <Tag>示例</Tag> : undefined}>
      {city.plan.offers.map(({ key, title, figure, text, source }) => (
        <View key={key} className="offer-item">
          <View className="offer-line">
            <View className="strong">{title}</View>
            <View className="offer-sum">{figure}</View>
          </View>
          <View className="small">{text}</View>
          <SourceLine source={source} />
        </View>
      ))}
    </Card>
  )
}

function Tiers({ city }: { city: City }) {
  return (
    <>
      {city.tiers.map(({ key, name, source }) => (
        <View key={key} className="offer-item">
          <View className="strong">{name}</View>
          <View className="small">{source.text}</View>
          <SourceLine source={source} />
        </View>
      ))}
    </>
  )
}

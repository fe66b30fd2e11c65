import { useState } from 'react'
import { Button, View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import type { Graduates } from '@jucai/contract/graduates'
import { call } from '@/api'
import { usePalette } from '@/city-store'
import { Button as Action } from '@/components/button'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { grouped } from '@/words/amounts'
import { dayText, momentText } from '@/words/dates'
import { standingOf, stepFrom } from '@/words/next-step'
import { galaxyUri } from './galaxy'
import { GroupBars, GroupStrip, GroupTiles } from './groups'
import { Months } from './months'
import '../plan/plan.scss'
import './graduates.scss'

const title = '千名大学生留老城'

/** Who of the graduates stayed: the number, who counts, and by what, drawn. */
export default function GraduatesPage() {
  const loaded = useLoaded(() => call('GET /city/graduates'))
  useRefresh(loaded.reload)
  const { data } = loaded
  const standing = standingOf(useSession((session) => session.me))
  const step = stepFrom[standing]
  useShareAppMessage(() => ({
    title: data ? `${data.title}：已留下 ${data.total} 人` : title,
    path: '/city/graduates/index',
  }))
  return (
    <Page
      title={data?.title ?? title}
      up="/city/plan/index"
      action={
        <Action wide kind={standing === 'coded' ? 'primary' : 'star'} onClick={() => openPage(step.to)}>
          {step.button}
        </Action>
      }
    >
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton />
          </View>
        }
      >
        {(of) => (
          <View className="stack">
            <Sky of={of} />
            <Months of={of} />
            <GroupBars title="从哪些学校来" kind="学校" of={of.schools} total={of.total} />
            <GroupTiles title="学什么的" kind="专业" of={of.majors} total={of.total} />
            <GroupStrip title="什么学历" kind="学历" of={of.degrees} total={of.total} />
            <CellGroup title="留下来，有这些">
              <Cell
                icon="sparkles"
                title="我能享受什么"
                note="住房、补贴、见习，答几个问题就知道"
                to="/policies/mine/index"
              />
              <Cell icon="landmark" title="整个聚才计划" to="/city/plan/index" />
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Sky({ of }: { of: Graduates }) {
  const [open, setOpen] = useState(false)
  const gold = usePalette()?.dark.star ?? '#ffd27a'
  return (
    <View className="plan-top galaxy-top">
      <View
        className="galaxy"
        style={{ backgroundImage: `url("${galaxyUri(of.total, of.target, gold)}")` }}
        aria-role="img"
        aria-label={`已留下 ${of.total} 人，目标 ${of.target} 人`}
      >
        <View className="galaxy-figure">{grouped(of.total)}</View>
        <View className="galaxy-of">{`/ ${grouped(of.target)} 人`}</View>
      </View>
      <View className="galaxy-words">
        {`${dayText(of.from)}到${dayText(of.until)}，亮起的星是已经留下的人。`}
      </View>
      <Button className="galaxy-who" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起' : '怎样才算留下？'}
      </Button>
      {open && (
        <View className="definition">
          {of.definition.map((sentence) => (
            <View key={sentence} className="definition-one">
              {sentence}
            </View>
          ))}
        </View>
      )}
      <View className="galaxy-when">{`按真实记录统计 · ${momentText(of.asOf)}`}</View>
    </View>
  )
}

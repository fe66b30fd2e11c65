import { useState } from 'react'
import { View } from '@tarojs/components'
import { addDays, daysBetween } from '@jucai/contract/policies/days'
import {
  endReasonLabels,
  tenancyWords,
  unitKindLabels,
  workspacePages,
} from '@jucai/contract/workspace-vocabulary'
import type { WorkspaceTenancy, WorkspaceWish } from '@jucai/contract/workspaces'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { ProgressBar } from '@/components/figure-ring'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { dayText, todayInChina } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Leave, Renew } from '../acts'
import { Reviews } from '../reviews'
import '../workspaces.scss'

/** One's place in the start-up platform: where, until when, the reviews, and what one may do. */
export default function MyWorkspacePage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="我的创业空间" up="/pages/mine/index">
      {signedIn ? (
        <Mine />
      ) : (
        <Card>
          <SignInFirst text="登录后看你们在哪一间、用到哪天。" />
        </Card>
      )}
    </Page>
  )
}

function Mine() {
  useSettledMessages(workspacePages.mine, true)
  const [wish, setWish] = useState<WorkspaceWish | null>(null)
  const list = usePaged(async (from) => {
    const page = await call('GET /me/workspaces', { query: from })
    setWish(page.wish)
    return page
  })
  useRefresh(list.reload)
  return (
    <View className="stack">
      {wish && <Wish wish={wish} onGone={() => setWish(null)} />}
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="rocket"
              title="还没有创业空间"
              text="先看看哪里空着，再申请；批准以后在这里看是哪一间。"
              action={<Button onClick={() => openPage('/workspaces/sites/index')}>看看有哪些地方</Button>}
            />
          </Card>
        }
      >
        {(items) => (
          <View className="stack">
            {items.map((item) => (
              <Place key={item.id} place={item} onChanged={() => void list.reload()} />
            ))}
          </View>
        )}
      </PagedList>
    </View>
  )
}

function Wish({ wish: { siteName, unitLabel, elsewhere }, onGone }: { wish: WorkspaceWish; onGone(): void }) {
  const drop = async () => {
    try {
      await call('DELETE /me/workspace-wish')
      onGone()
    } catch (error) {
      toast(wordsOf(error))
    }
  }
  return (
    <Card title="想去的地方">
      <View className="stack">
        <View>{`${siteName}${unitLabel === null ? '' : ` ${unitLabel}`}，${elsewhere ? '别处也行' : '只要这个地点'}`}</View>
        <View className="small">申请批准时先看这里。申请还没有提交的，记得去提交。</View>
        <Button kind="quiet" onClick={drop}>
          不再指定地方
        </Button>
      </View>
    </Card>
  )
}

const tones = { running: 'good', ending: 'care', ended: 'plain', cancelled: 'plain' } as const

function Place({ place, onChanged }: { place: WorkspaceTenancy; onChanged(): void }) {
  const { site, unit, state, team, number } = place
  return (
    <Card>
      <View className="stack">
        <View>
          <View className="wrap">
            <View className="h3" aria-role="heading" aria-level={2}>
              {`${site.name} ${unit.label}`}
            </View>
            <Tag tone={tones[state]}>{tenancyWords(place, todayInChina())}</Tag>
          </View>
          <View className="small">{`${team} · ${number}`}</View>
          <View className="small">
            {`${unitKindLabels[unit.kind]}，${unit.seats} 座，${unit.areaSqm} 平方米`}
          </View>
        </View>
        <Term place={place} />
        <Reviews place={place} onChanged={onChanged} />
        {place.renewalMonths !== null && (
          <View className="small">{`已申请续 ${place.renewalMonths} 个月，等人才办答复。`}</View>
        )}
        {place.renewalWhy !== '' && <View className="small">{`续期没有同意：${place.renewalWhy}`}</View>}
        <Renew place={place} onChanged={onChanged} />
        <Leave place={place} onChanged={onChanged} />
      </View>
    </Card>
  )
}

const feeText = ({ freeUntil, feeFenPerMonth, firstDay, lastDay }: WorkspaceTenancy): string => {
  if (feeFenPerMonth === 0) return '不收费'
  const each = `每月 ${amountText(feeFenPerMonth)}`
  if (freeUntil === null) return `${dayText(firstDay)} 起${each}`
  return freeUntil < lastDay
    ? `免租到 ${dayText(freeUntil)}，之后${each}`
    : `到期前都免租；续期的，${dayText(addDays(freeUntil, 1))} 起${each}`
}

/** How much of the term is left, in words and as a bar; nothing once the place is handed back or let go. */
function Left({ place: { firstDay, lastDay, state } }: { place: WorkspaceTenancy }) {
  if (state === 'ended' || state === 'cancelled') return null
  const today = todayInChina()
  const [whole, used] = [daysBetween(firstDay, lastDay) + 1, daysBetween(firstDay, today)]
  const left = daysBetween(today, lastDay)
  return (
    <View className="workspace-term">
      <View className="workspace-left">
        {used < 0
          ? `${-used} 天后进驻`
          : left < 0
            ? `到期 ${-left} 天`
            : left === 0
              ? '今天是最后一天'
              : `还剩 ${left} 天`}
      </View>
      {used >= 0 && <ProgressBar value={used} target={whole} label="用了多久" />}
    </View>
  )
}

function Term({ place }: { place: WorkspaceTenancy }) {
  const { firstDay, lastDay, endedBecause, endedWhy, backOn, site } = place
  return (
    <View>
      <Left place={place} />
      <View className="workspace-fact">
        <Icon name="calendar" />
        <View>{`${dayText(firstDay)} 至 ${dayText(lastDay)}，共 ${place.months} 个月`}</View>
      </View>
      <View className="workspace-fact">
        <Icon name="info" />
        <View>{feeText(place)}</View>
      </View>
      <View className="workspace-fact">
        <Icon name="map-pin" />
        <View>{`${site.address}，${site.phone}`}</View>
      </View>
      {endedBecause !== null && (
        <View className="workspace-fact">
          <Icon name="info" />
          <View>
            {`${endReasonLabels[endedBecause]}${endedWhy === '' ? '' : `：${endedWhy}`}。${backOn === null ? '搬走后到前台交还。' : `${dayText(backOn)} 交还。`}`}
          </View>
        </View>
      )}
    </View>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import { addDays } from '@jucai/contract/policies/days'
import { engagementKindLabels, engagementPages, termWords } from '@jucai/contract/engagement-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { todayInChina, untilText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { nextWords, stateTones, stateWords } from '../looks'
import { WeekPicture } from '../week-picture'

/** All engagements of an expert, and their hours in one week. */
export default function MyEngagementsPage() {
  const me = useSession((session) => session.me)
  return (
    <Page title="我的聘用" up="/pages/mine/index">
      {me ? <Mine /> : <SignInFirst text="登录后查看你的双聘和周末聘用。" />}
    </Page>
  )
}

function Mine() {
  const [day, setDay] = useState(todayInChina)
  const week = useLoaded(() => call('GET /me/engagement-week', { query: { day } }))
  const list = usePaged((query) => call('GET /me/engagements', { query }))
  useRefresh(list.reload)
  useSettledMessages(engagementPages.mine, list.data !== undefined)
  const move = async (days: number) => {
    const next = addDays(day, days)
    setDay(next)
    week.set(await call('GET /me/engagement-week', { query: { day: next } }))
  }
  return (
    <View className="stack">
      <Loaded of={week}>{(shown) => <WeekPicture week={shown} move={(days) => void move(days)} />}</Loaded>
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="handshake"
              title="还没有聘用"
              text="投递双聘或周末专家岗位后，单位可以发起；也可以把邀约码给认识的单位。"
            />
          </Card>
        }
      >
        {(items) => (
          <View className="card card-flush">
            <Rows items={items} keyOf={({ id }) => id}>
              {(one) => (
                <Cell
                  title={one.employer.name}
                  note={
                    <>
                      <View>{`${engagementKindLabels[one.kind]}，${one.title}`}</View>
                      <View>{nextWords(one, 'expert') || termWords(one.firstDay, one.lastDay)}</View>
                    </>
                  }
                  value={<Tag tone={stateTones[one.state]}>{stateWords(one.state)}</Tag>}
                  to={`${engagementPages.one}?id=${one.id}`}
                />
              )}
            </Rows>
          </View>
        )}
      </PagedList>
      <AskCode />
    </View>
  )
}

function AskCode() {
  const [made, setMade] = useState<{ code: string; expiresAt: string }>()
  const [fault, setFault] = useState<string>()
  const make = async () => {
    setFault(undefined)
    try {
      setMade(await call('POST /me/engagement-codes'))
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Card title="让一个单位来聘我">
      <View className="stack">
        <View className="small">
          把邀约码告诉一个单位，它就能向你发起一次双聘或周末聘用。一个码用一次；再生成，前一个作废。
        </View>
        {made && (
          <>
            <View className="eng-code">{made.code}</View>
            <View className="tiny">{`只显示这一次，${untilText(made.expiresAt)}前有效`}</View>
          </>
        )}
        {fault && (
          <Notice kind="bad" title="没有生成" live>
            {fault}
          </Notice>
        )}
        <Button kind="secondary" icon="key-round" onClick={make}>
          {made ? '再生成一个' : '生成邀约码'}
        </Button>
      </View>
    </Card>
  )
}

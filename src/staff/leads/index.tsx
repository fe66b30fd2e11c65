import { useState } from 'react'
import { Navigator, View } from '@tarojs/components'
import { applicationStateLabels, contributionLabels } from '@jucai/contract/application-vocabulary'
import type { Lead } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { openPage, openTypeOf } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { turnOf } from '../lead-turn'
import './leads.scss'

const shows = [
  { value: 'today', label: '今天要联系' },
  { value: 'all', label: '全部' },
] as const
type Show = (typeof shows)[number]['value']

/** Returnees of the clerk's station: who to answer today, the one who has waited longest on top. */
export default function LeadsPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const [show, setShow] = useState<Show>('today')
  return (
    <Page title="归根联系" up="/pages/mine/index">
      {!signedIn ? (
        <SignInFirst text="请用工作账号登录。" />
      ) : (
        <View className="stack">
          <Choice label="看哪些" options={shows} value={show} onChange={setShow} />
          <List key={show} show={show} onAll={() => setShow('all')} />
        </View>
      )}
    </Page>
  )
}

function List({ show, onAll }: { show: Show; onAll(): void }) {
  const list = usePaged((from) => call('GET /leads', { query: { show, ...from } }))
  useRefresh(list.reload)
  return (
    <PagedList
      of={list}
      empty={
        <Card>
          {show === 'today' ? (
            <Empty
              icon="circle-check"
              title="今天的都联系过了"
              text="新的登记一到，这里和消息里都会出现。"
              action={
                <Button kind="secondary" onClick={onAll}>
                  看全部
                </Button>
              }
            />
          ) : (
            <Empty
              icon="users"
              title="还没有分到这里的登记"
              text="归根登记按现居城市分到工作站。"
              action={
                <Button kind="secondary" onClick={() => openPage('/staff/visits/index')}>
                  看来访
                </Button>
              }
            />
          )}
        </Card>
      }
    >
      {(items) => (
        <View className="stack">
          <View className="tiny">每次打开都会记在对方的“谁看过我的信息”里。</View>
          <View className="card card-flush">
            <Rows items={items} keyOf={({ id }) => id}>
              {(lead) => <Row lead={lead} />}
            </Rows>
          </View>
        </View>
      )}
    </PagedList>
  )
}

function Row({ lead }: { lead: Lead }) {
  const turn = turnOf(lead)
  const url = `/staff/lead/index?id=${lead.id}`
  return (
    <Navigator className="cell" url={url} openType={openTypeOf(url)}>
      <View className="cell-main">
        <View className="lead-top">
          <View className="strong">{lead.maskedName}</View>
          <Tag tone={lead.state === 'submitted' ? 'star' : 'night'}>
            {lead.state === 'submitted' ? '待答复' : applicationStateLabels[lead.state]}
          </Tag>
        </View>
        <View className="cell-note">{[lead.presentCity, lead.field].filter(Boolean).join(' · ')}</View>
        {lead.contributions.length > 0 && (
          <View className="cell-note">{`能带来：${lead.contributions.map((one) => contributionLabels[one]).join('、')}`}</View>
        )}
        <View className={`lead-turn lead-${turn.tone}`}>
          <Icon name={turn.icon} />
          <View>{turn.words}</View>
        </View>
      </View>
      <Icon name="chevron-right" className="cell-go" />
    </Navigator>
  )
}

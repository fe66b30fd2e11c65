import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { dayInChina } from '@jucai/contract/china-time'
import type { Lease, LeaseLine } from '@jucai/contract/lease-shapes'
import { endWords, leaseStateLabels, livingStates, termWords } from '@jucai/contract/lease-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { Tag, type Tone } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { showOnMap } from '@/show-on-map'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { Next } from './next'
import { Leaving } from './settling'
import '../leases.scss'

const tones: Record<Lease['state'], Tone> = {
  'to-sign': 'star',
  signed: 'star',
  paid: 'night',
  living: 'good',
  ending: 'care',
  inspected: 'night',
  settled: 'plain',
  lapsed: 'plain',
  cancelled: 'plain',
}
const isMine = (state: Lease['state']): boolean => (livingStates as readonly string[]).includes(state)

/** My home: what is next, and everything about the flat. Of several leases the newest, the others listed below. */
export default function HomePage() {
  const { params } = useRouter()
  const me = useSession((session) => session.me)
  return (
    <Page title="我的家" up="/pages/mine/index">
      {me ? <Mine id={params.id} /> : <SignInFirst text="登录后查看你的公寓。" />}
    </Page>
  )
}

const bones = (
  <View className="stack">
    <Skeleton shape="card" />
    <Skeleton count={5} />
  </View>
)

function Mine({ id: asked }: { id: string | undefined }) {
  const list = usePaged((from) => call('GET /me/leases', { query: from }))
  useRefresh(list.reload)
  return (
    <PagedList
      of={list}
      skeleton={bones}
      empty={
        <Card>
          <Empty
            icon="key-round"
            title="还没有租约"
            text="选好房以后，签约、交款、领钥匙、报修都在这里。"
            action={<Button onClick={() => openPage('/housing/projects/index')}>看看人才公寓</Button>}
          />
        </Card>
      }
    >
      {(items) => {
        const shown = items.find(({ id }) => id === asked) ?? items[0]
        return (
          <View className="stack">
            {shown && <One key={shown.id} id={shown.id} />}
            <Others items={items.filter((one) => one !== shown)} />
          </View>
        )
      }}
    </PagedList>
  )
}

function Others({ items }: { items: readonly LeaseLine[] }) {
  if (items.length === 0) return null
  return (
    <Card title="其他租约" flush>
      <Rows items={items} keyOf={({ id }) => id}>
        {({ id, flat, firstDay, lastDay, state }) => (
          <Cell
            title={`${flat.building} ${flat.number}`}
            note={termWords(firstDay, lastDay)}
            value={leaseStateLabels[state]}
            to={`/leases/mine/index?id=${id}`}
          />
        )}
      </Rows>
    </Card>
  )
}

function One({ id }: { id: string }) {
  const loaded = useLoaded(() => call('GET /me/leases/:lease', { params: { lease: id } }))
  useRefresh(loaded.reload)
  useSettledMessages(`/leases/mine/index?id=${id}`, loaded.data !== undefined)
  return (
    <Loaded of={loaded} skeleton={bones}>
      {(lease) => (
        <View className="stack">
          <House lease={lease} />
          <Next lease={lease} onChanged={loaded.set} />
          <Leaving lease={lease} onChanged={loaded.set} />
          <Doors lease={lease} />
          <History lease={lease} />
        </View>
      )}
    </Loaded>
  )
}

function House({ lease }: { lease: Lease }) {
  const { flat, state, firstDay, lastDay, today, rentFenPerMonth, keyAt, backOn } = lease
  const lives = keyAt !== null && backOn === null
  return (
    <View className="lease-house">
      <View className="lease-house-sky" aria-hidden>
        {[9, 6, 12, 6].map((windows, tower) => (
          <View key={tower} className="lease-house-tower">
            {Array.from({ length: windows }, (_, at) => (
              <View
                key={at}
                className={`lease-window${tower === 2 && at === 4 && lives ? ' lease-window-lit' : ''}`}
              />
            ))}
          </View>
        ))}
      </View>
      <View className="lease-house-words">
        <View className="lease-house-name">
          <View className="h2" aria-role="heading" aria-level={2}>{`${flat.building} ${flat.number}`}</View>
          <Tag tone={tones[state]}>{leaseStateLabels[state]}</Tag>
        </View>
        <View className="small">{`${flat.project} · ${flat.typeName} · ${(flat.areaSqmHundredths / 100).toFixed(1)} ㎡`}</View>
        <View className="lease-line">
          <Icon name="calendar" />
          <View>
            <View>{termWords(firstDay, lastDay)}</View>
            {lives && <View>{endWords(lastDay, today)}</View>}
          </View>
        </View>
        <View className="lease-line">
          <Icon name="landmark" />
          <View>{`${amountText(rentFenPerMonth)}/月，押金 ${amountText(lease.depositFen)}`}</View>
        </View>
        <View className="lease-do">
          <Button
            kind="secondary"
            icon="navigation"
            label={`去这里：${flat.project}，打开地图`}
            onClick={() => showOnMap({ ...flat, name: flat.project })}
          >
            去这里
          </Button>
        </View>
      </View>
    </View>
  )
}

const dueWords = (lease: Lease): string => {
  const open = lease.bills.filter(({ state }) => state === 'open')
  if (open.length === 0) return '没有待交的'
  return `待交 ${amountText(open.reduce((sum, { amountFen }) => sum + amountFen, 0))}`
}

function Doors({ lease }: { lease: Lease }) {
  const { id, state, openRepairs, residents, papers, may } = lease
  const lives = state === 'living' || state === 'ending'
  return (
    <CellGroup title="住在这里">
      <Cell icon="landmark" title="账单" note={dueWords(lease)} to="/ledger/charges/index" />
      {lives && (
        <Cell
          icon="settings"
          title="报修"
          note={openRepairs > 0 ? `${openRepairs} 件没有完成` : '哪里坏了，拍张照告诉我们'}
          to={`/leases/repairs/index?lease=${id}`}
        />
      )}
      {isMine(state) && (
        <Cell
          icon="users"
          title="谁住在这里"
          note={residents.length > 0 ? residents.map(({ name }) => name).join('、') : '同住的人和来访的人'}
          to={`/leases/people/index?lease=${id}`}
        />
      )}
      {(papers.length > 0 || may.includes('sign')) && (
        <Cell
          icon="file-text"
          title="合同"
          note={papers.length > 0 ? `已签 ${papers.length} 份` : '看过再签'}
          to={`/leases/contract/index?lease=${id}`}
        />
      )}
      {state === 'living' && (
        <Cell icon="refresh-cw" title="续租" note="到期前 60 天起" to={`/leases/renew/index?lease=${id}`} />
      )}
      {lives && (
        <Cell icon="log-out" title="退房" note="提前 15 天通知" to={`/leases/leave/index?lease=${id}`} />
      )}
    </CellGroup>
  )
}

const stepWords: Partial<Record<Lease['steps'][number]['event'], string>> = {
  offer: '选房结果已定，等签约',
  sign: '签约',
  pay: '押金和首期租金已交',
  'hand-over': '领到钥匙',
  'give-notice': '通知退房',
  'take-back-notice': '收回退房通知',
  renew: '续租',
  'pass-end': '租期届满',
  'take-back': '退房，交回钥匙',
  settle: '押金结清',
  lapse: '过期失效',
  cancel: '解除',
}

function History({ lease }: { lease: Lease }) {
  const [open, setOpen] = useState(false)
  const steps = [...lease.steps].reverse()
  return (
    <Card title="经过">
      {steps.slice(0, open ? undefined : 3).map(({ event, at, note }) => (
        <View key={`${at} ${event}`} className="lease-step">
          <View className="lease-step-day">{dayInChina(at)}</View>
          <View>{`${stepWords[event] ?? ''}${note ? `（${note}）` : ''}`}</View>
        </View>
      ))}
      {steps.length > 3 && !open && (
        <Button kind="quiet" onClick={() => setOpen(true)}>{`再看 ${steps.length - 3} 步`}</Button>
      )}
    </Card>
  )
}

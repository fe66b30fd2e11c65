import { useState } from 'react'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import type { Instalment, Subsidy } from '@jucai/contract/subsidies'
import { endReasonLabels, grantStateLabels } from '@jucai/contract/subsidy-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { RuledList } from '@/components/ruled-list'
import { Skeleton } from '@/components/skeleton'
import { Tag, type Tone } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { amountText } from '@/words/amounts'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { EndSheet } from './end-sheet'
import { Instalments } from './instalments'
import './mine.scss'

const page = '/subsidies/mine/index'

/** What was granted to somebody: paid so far, what comes next, what ends it. */
export default function MySubsidiesPage() {
  const loaded = useLoaded(() => call('GET /me/subsidies', { query: { limit: 50 } }))
  useRefresh(loaded.reload)
  useSettledMessages(page, loaded.data !== undefined)
  const more = async () => {
    const { data } = loaded
    if (!data?.next) return
    const rest = await call('GET /me/subsidies', { query: { after: data.next, limit: 50 } })
    loaded.edit({ ...rest, items: [...data.items, ...rest.items] })
  }
  useReachBottom(() => void more().catch(() => undefined))
  return (
    <Page title="我的补贴" up="/pages/mine/index">
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={4} />
          </View>
        }
      >
        {({ items, paidFen, owedFen }) => (
          <View className="stack">
            {items.length === 0 ? (
              <Nothing />
            ) : (
              <>
                <Sums items={items} paidFen={paidFen} owedFen={owedFen} />
                {items.map((subsidy) => (
                  <One key={subsidy.id} subsidy={subsidy} onChanged={loaded.reload} />
                ))}
                <CellGroup title="钱到哪一步了">
                  <Cell
                    icon="landmark"
                    title="我的款项"
                    note="每一笔走到哪一步，逐笔看"
                    to="/ledger/payments/index"
                  />
                  <Cell
                    icon="file-text"
                    title="收款账户"
                    note="填错的在这里更正"
                    to="/ledger/account/index"
                  />
                </CellGroup>
              </>
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Nothing() {
  return (
    <Card>
      <Empty
        title="还没有批准的补贴"
        text="批准以后，每一期到哪一步、下个月有多少，都写在这里。"
        action={
          <Button kind="secondary" onClick={() => openPage('/policies/mine/index')}>
            看看我能享受什么
          </Button>
        }
      />
    </Card>
  )
}

const soonest = (items: readonly Subsidy[]) =>
  items
    .flatMap(({ title, next }) => (next ? [{ title, next }] : []))
    .sort((a, b) => (a.next.fallsDueOn < b.next.fallsDueOn ? -1 : 1))[0]

const promiseText = ({ promisedOn, lateSince }: Instalment): string =>
  lateSince ? '，已超过承诺的日期' : promisedOn ? `，${dayText(promisedOn)}前到账` : ''

/** What was paid, and what comes next; nothing that is not certain. */
function Sums({ items, paidFen, owedFen }: { items: readonly Subsidy[]; paidFen: number; owedFen: number }) {
  const coming = soonest(items)
  return (
    <View className="purse">
      <View className="purse-words">银行已入账</View>
      <View className="purse-figure">{amountText(paidFen)}</View>
      <View className="purse-words">
        {owedFen > 0 ? `另有 ${amountText(owedFen)} 预算已留出，还没有到账` : '没有等着到账的'}
      </View>
      {coming && (
        <View className="purse-next">
          {`接下来：${coming.title} ${amountText(coming.next.amountFen)}，${dayText(coming.next.fallsDueOn)}到期${promiseText(coming.next)}`}
        </View>
      )}
    </View>
  )
}

const tones: Record<Subsidy['state'], Tone> = { running: 'good', ended: 'plain', finished: 'night' }
const rateOf = ({ fenPerMonth, months, totalFen, instalments }: Subsidy): string => {
  if (!fenPerMonth) return `${amountText(totalFen)}，一次发放`
  const isEven = instalments.every(({ amountFen }) => amountFen === fenPerMonth)
  return `${isEven ? '' : '每月不超过 '}${amountText(fenPerMonth)}${isEven ? '/月' : ''}，最长 ${months ?? ''} 个月`
}

function One({ subsidy, onChanged }: { subsidy: Subsidy; onChanged(): Promise<void> }) {
  const [ending, setEnding] = useState(false)
  return (
    <>
      <Card
        title={subsidy.title}
        aside={<Tag tone={tones[subsidy.state]}>{grantStateLabels[subsidy.state]}</Tag>}
      >
        <View className="small">{`${subsidy.label} · ${rateOf(subsidy)}`}</View>
        <View className="tiny">{`${dayText(subsidy.approvedOn)}批准 · 已入账 ${amountText(subsidy.paidFen)}`}</View>
        {subsidy.ruled.length > 0 && <RuledList ruled={subsidy.ruled} />}
        {subsidy.ended && <Ended subsidy={subsidy} ended={subsidy.ended} onChanged={onChanged} />}
        <Instalments subsidy={subsidy} />
        {subsidy.endReasons.length > 0 && (
          <View className="ends">
            <View className="strong">要一直符合</View>
            <View className="small">{`${subsidy.ends.join('、')}。有一条不再符合，次月起停发。`}</View>
            <Button kind="quiet" onClick={() => setEnding(true)}>
              我的情况变了
            </Button>
          </View>
        )}
        <Button
          kind="quiet"
          onClick={() => openPage(`/applications/application/index?id=${subsidy.application}`)}
        >
          看当时的申请
        </Button>
      </Card>
      {ending && (
        <EndSheet
          subsidy={subsidy}
          onClose={() => setEnding(false)}
          onDone={async () => {
            setEnding(false)
            toast('已登记')
            await onChanged()
          }}
        />
      )}
    </>
  )
}

function Ended({
  subsidy,
  ended,
  onChanged,
}: {
  subsidy: Subsidy
  ended: NonNullable<Subsidy['ended']>
  onChanged(): Promise<void>
}) {
  const [error, setError] = useState<string>()
  const undo = async () => {
    setError(undefined)
    try {
      await call('DELETE /me/subsidies/:grant/end', { params: { grant: subsidy.id } })
      toast('已撤回，照常发放')
      await onChanged()
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <View className="stack ended">
      <Notice kind="care" title={`${endReasonLabels[ended.because]}，${dayText(ended.on)}`}>
        {[ended.words, ended.note && `人才办说明：${ended.note}`].filter(Boolean).join(' ')}
      </Notice>
      {error && (
        <Notice kind="bad" title="没有撤回成功" live>
          {error}
        </Notice>
      )}
      {ended.undoable && (
        <Button kind="secondary" onClick={undo}>
          撤回，照常发放
        </Button>
      )}
    </View>
  )
}

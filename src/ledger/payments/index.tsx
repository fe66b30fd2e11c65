import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { OwnPayments, Payment } from '@jucai/contract/ledger'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText, todayInChina } from '@/words/dates'
import { chargesPage } from '../charge-words'
import {
  accountPage,
  exactYuan,
  lateNow,
  paymentPage,
  paymentsPage,
  promiseWords,
  rowWords,
  stateTones,
  stateWords,
  tailOf,
  totalsPage,
} from '../words'
import '../ledger.scss'

const title = '我的补贴款'
/** What a page of payments says beside them. */
type Sums = Omit<OwnPayments, 'items' | 'next'>

/** What one was paid, is owed and gets next, and every payment. */
export default function PaymentsPage() {
  const token = useSession((session) => session.token)
  if (token) return <Payments key={token} />
  return (
    <Page title={title} up="/pages/mine/index">
      <Card>
        <SignInFirst text="登录后能看到每一笔补贴款走到哪一步。" />
      </Card>
    </Page>
  )
}

function Payments() {
  const [sums, setSums] = useState<Sums>()
  const list = usePaged(async (from) => {
    const page = await call('GET /me/payments', { query: { limit: 20, ...from } })
    if (!from.after) setSums(page)
    return page
  })
  useRefresh(list.reload)
  useSettledMessages(paymentsPage, list.data !== undefined)
  const isReturned = sums?.account !== null
  return (
    <Page
      title={title}
      up="/pages/mine/index"
      action={
        sums?.needsAccount && (
          <Button wide kind="star" onClick={() => openPage(accountPage)}>
            {isReturned ? '更正收款账户' : '填写收款账户'}
          </Button>
        )
      }
    >
      <PagedList
        of={list}
        empty={<Nothing />}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={4} />
          </View>
        }
      >
        {(items) => (
          <>
            <StaleNotice error={list.error} />
            {sums && <Overview sums={sums} />}
            {sums?.needsAccount && (
              <Notice kind="care" title={isReturned ? '有款被银行退回' : '还没有收款账户'}>
                {isReturned
                  ? '更正收款账户以后，退回的款重新列入用款计划，进入下一批付款。'
                  : '没有收款账户，批准了的款也付不出去。'}
              </Notice>
            )}
            <View className="card card-flush pays">
              <Rows items={items} keyOf={({ id }) => id}>
                {(payment) => <PaymentRow payment={payment} />}
              </Rows>
            </View>
          </>
        )}
      </PagedList>
      {sums && (
        <View className="pays-more">
          <CellGroup>
            <Cell
              icon="key-round"
              title="收款账户"
              note={
                sums.account ? `${sums.account.bankName}，${tailOf(sums.account.maskedNumber)}` : '还没有填写'
              }
              to={accountPage}
            />
            <Cell icon="house" title="我的账单" note="公寓的押金、租金和其他费用" to={chargesPage} />
            <Cell
              icon="landmark"
              title="公开账本"
              note="全市答应了多少，到账多少，有没有逾期"
              to={totalsPage}
            />
          </CellGroup>
        </View>
      )}
    </Page>
  )
}

/** Paid so far, owed, and what comes next by when. */
function Overview({ sums: { paidFen, owedFen, comingNext } }: { sums: Sums }) {
  const isLate = comingNext?.promisedOn && comingNext.promisedOn < todayInChina()
  return (
    <View className="money">
      <View className="money-words">银行已入账，累计</View>
      <View className="money-figure money-star">{exactYuan(paidFen)}</View>
      <View className="money-two">
        <View className="money-part">
          <View className="money-words">已批准，还没入账</View>
          <View className="money-sum">{exactYuan(owedFen)}</View>
        </View>
        {comingNext && (
          <View className="money-part">
            <View className="money-words">其中最早的一笔</View>
            <View className="money-sum">{exactYuan(comingNext.amountFen)}</View>
            <View className={isLate ? 'money-words money-late' : 'money-words'}>
              {isLate && comingNext.promisedOn
                ? `应在${dayText(comingNext.promisedOn)}前到账，已逾期`
                : promiseWords(comingNext.promisedOn)}
            </View>
          </View>
        )}
      </View>
    </View>
  )
}

function PaymentRow({ payment }: { payment: Payment }) {
  const isLate = lateNow(payment) !== null
  return (
    <Cell
      title={payment.why}
      note={
        <View className="pay-line">
          <Tag tone={stateTones[payment.state]}>{stateWords[payment.state]}</Tag>
          {isLate && <Tag tone="bad">逾期</Tag>}
          <Text className={isLate ? 'pay-late' : ''}>{rowWords(payment)}</Text>
        </View>
      }
      value={exactYuan(payment.amountFen)}
      to={paymentPage(payment.id)}
    />
  )
}

function Nothing() {
  return (
    <Card>
      <Empty
        icon="landmark"
        title="还没有补贴款"
        text="补贴申请批准以后，每一笔走到哪一步、承诺哪天到账，都在这里。"
        action={
          <Button kind="secondary" onClick={() => openPage('/policies/mine/index')}>
            看看我能享受什么
          </Button>
        }
      />
    </Card>
  )
}

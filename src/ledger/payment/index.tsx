import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Payment } from '@jucai/contract/ledger'
import { daysBetween } from '@jucai/contract/policies/days'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { openPage } from '@/page-address'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText, todayInChina } from '@/words/dates'
import {
  accountPage,
  exactYuan,
  isOpen,
  lateNow,
  paymentPage,
  paymentsPage,
  promiseWords,
  stateWords,
  tailOf,
} from '../words'
import { TheWay } from './way'
import '../ledger.scss'

/** One payment, step by step. It is its person's alone, so it cannot be shared. */
export default function PaymentPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() => call('GET /me/payments/:payment', { params: { payment: id } }))
  useRefresh(loaded.reload)
  useSettledMessages(paymentPage(id), loaded.data !== undefined)
  const isReturned = loaded.data?.state === 'returned'
  return (
    <Page
      title="钱到哪一步了"
      up={paymentsPage}
      action={
        isReturned && (
          <Button wide kind="star" onClick={() => openPage(accountPage)}>
            更正收款账户
          </Button>
        )
      }
    >
      <Loaded
        of={loaded}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={4} />
          </View>
        }
      >
        {(payment) => (
          <View className="stack">
            <StaleNotice error={loaded.error} />
            <Head payment={payment} />
            <Late payment={payment} />
            <Card title="一步一步">
              <TheWay payment={payment} />
            </Card>
            {isOpen(payment) && <Promise promisedOn={payment.promisedOn} />}
            <CellGroup>
              <Cell icon="key-round" title="收款账户" note={accountWords(payment)} to={accountPage} />
            </CellGroup>
          </View>
        )}
      </Loaded>
    </Page>
  )
}

const stateLooks: Readonly<Partial<Record<Payment['state'], string>>> = {
  paid: 'money-star',
  returned: 'money-late',
}

function Head({ payment }: { payment: Payment }) {
  return (
    <View className="money">
      <View className="money-words">{payment.why}</View>
      <View className="money-figure">{exactYuan(payment.amountFen)}</View>
      <View className="money-two">
        <View className="money-part">
          <View className={`money-sum ${stateLooks[payment.state] ?? ''}`}>{stateWords[payment.state]}</View>
          <View className="money-words">{payment.words}</View>
        </View>
        {isOpen(payment) && (
          <View className="money-part">
            <View className="money-words">承诺到账日</View>
            <View className="money-sum">
              {payment.promisedOn === null ? '还没有定' : dayText(payment.promisedOn)}
            </View>
          </View>
        )}
      </View>
    </View>
  )
}

/** Said plainly: that it is late, for how long and since when, or by how much it came late; in calendar days. */
function Late({ payment }: { payment: Payment }) {
  const { promisedOn, lateSince, state, steps } = payment
  const late = lateNow(payment)
  if (late && promisedOn)
    return (
      <Notice kind="bad" title={`逾期 ${daysBetween(promisedOn, todayInChina())} 天了，从${dayText(late)}起`}>
        {`${promiseWords(promisedOn)}，没有做到。人才办已收到提醒。`}
        {state === 'returned' && '这一笔被银行退回，要先更正收款账户才能再付。'}
        {state === 'submitted' && '付款指令已经送出，在等银行的结果。'}
      </Notice>
    )
  const paid = steps.at(-1)
  if (lateSince && promisedOn && state === 'paid' && paid)
    return (
      <Notice kind="care" title={`这一笔晚到了 ${daysBetween(promisedOn, paid.on)} 天`}>
        {`${promiseWords(promisedOn)}，银行${dayText(paid.on)}入账。`}
      </Notice>
    )
  return null
}

function Promise({ promisedOn }: { promisedOn: string | null }) {
  return (
    <Card title="承诺日怎么算">
      <View className="small">
        {promisedOn === null
          ? '承诺日落在放假安排还没有公布的年份。国家公布以后马上算出来，写在这一页。'
          : `${dayText(promisedOn)}是政策写明的拨付期限的最后一天，从批准的第二天起按工作日数，按月发放的从到期的第二天起：周末和法定节假日不算，调休上班的周末算。当天入账也是按时。`}
      </View>
    </Card>
  )
}

/** Where it went, or where it would go. */
const accountWords = ({ steps, state }: Payment): string => {
  const used = [...steps].reverse().find(({ account }) => account)?.account
  if (state === 'returned' && used) return `上一次付到${tailOf(used)}，被退回`
  return used && (state === 'paid' || state === 'submitted')
    ? `付到${tailOf(used)}`
    : '送银行时用你最新的账户'
}

import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Charge } from '@jucai/contract/charges'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { wordsOf } from '@/words/problems'
import { chargePage, chargesPage, daysLeftText, isLate, stateTag } from '../charge-words'
import { beginToPay } from '../pay'
import { exactYuan } from '../words'
import { HowComputed, Kept, Receipts } from './details'
import '../ledger.scss'

/** How often, and after how long each, the page asks whether a payment has come. */
const asks = [1_500, 3_000, 5_000, 8_000, 13_000]

/** Asks the server again and again for a while, once the phone says that it has paid. */
const useAsking = (isWaiting: boolean, ask: () => unknown): boolean => {
  const [turn, setTurn] = useState(0)
  const after = isWaiting ? asks[turn] : undefined
  useEffect(() => {
    if (after === undefined) return undefined
    const timer = setTimeout(() => {
      setTurn((now) => now + 1)
      ask()
    }, after)
    return () => clearTimeout(timer)
  }, [after, ask])
  return after !== undefined
}

/** One charge: how it was computed, paying it, and the receipt. It is its person's alone, so it cannot be shared. */
export default function ChargePage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() => call('GET /me/charges/:charge', { params: { charge: id } }))
  const [saysPaid, setSaysPaid] = useState(false)
  const [problem, setProblem] = useState<string>()
  const charge = loaded.data
  useRefresh(loaded.reload)
  useSettledMessages(chargePage(id), charge !== undefined)
  const isAsking = useAsking(saysPaid && charge?.state === 'due', loaded.reload)

  async function pay(one: Charge): Promise<void> {
    setProblem(undefined)
    try {
      const begun = await beginToPay(one)
      setSaysPaid(begun === 'done')
      if (begun === 'given-up') setProblem('你没有付款，账单还在这里，随时可以再付。')
    } catch (error) {
      setProblem(wordsOf(error))
    }
    await loaded.reload()
  }

  return (
    <Page
      title="账单"
      up={chargesPage}
      action={
        charge?.mayPay &&
        !isAsking && (
          <Button wide kind="star" onClick={() => pay(charge)}>
            {charge.confirming ? '继续支付' : '支付'} {exactYuan(charge.amountFen)}
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
        {(one) => (
          <View className="stack">
            <StaleNotice error={loaded.error} />
            <Head charge={one} />
            {problem && (
              <Notice kind="care" title="还没有付" live>
                {problem}
              </Notice>
            )}
            <Waiting charge={one} isAsking={isAsking} saysPaid={saysPaid} />
            <HowComputed charge={one} />
            <Kept charge={one} />
            <Receipts charge={one} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

const headLook = (charge: Charge): string => {
  if (charge.state === 'paid') return 'money-sum money-star'
  return isLate(charge) ? 'money-sum money-late' : 'money-sum'
}

function Head({ charge }: { charge: Charge }) {
  return (
    <View className="money">
      <View className="money-words">{charge.why}</View>
      <View className="money-figure">{exactYuan(charge.amountFen)}</View>
      <View className="money-two">
        <View className="money-part">
          <View className={headLook(charge)}>{stateTag(charge).word}</View>
          <View className="money-words">{charge.words}</View>
        </View>
        {charge.state === 'due' && charge.mayPay && (
          <View className="money-part">
            <View className="money-words">期限</View>
            <View className="money-sum">{daysLeftText(charge)}</View>
          </View>
        )}
      </View>
    </View>
  )
}

/** Between paying and knowing that it is paid: what is certain, and what not to do. */
function Waiting({ charge, isAsking, saysPaid }: { charge: Charge; isAsking: boolean; saysPaid: boolean }) {
  if (charge.state !== 'due') return null
  if (isAsking)
    return (
      <Notice kind="info" title="正在确认支付结果" live>
        一般几秒钟。请不要再付一次。
      </Notice>
    )
  if (saysPaid)
    return (
      <Notice kind="care" title="还没有收到支付结果" live>
        付过的不会丢：系统每 5 分钟向微信支付查一次，查到就记在这里，并发消息告诉你。请不要再付一次。
      </Notice>
    )
  return charge.confirming ? (
    <Notice kind="care" title="有一次支付还没有结果">
      已经付了的，等几分钟再看；没有付的，可以继续支付，不会重复扣款。
    </Notice>
  ) : null
}

import { useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { offersOn } from '@jucai/contract/policies/offers'
import type { Offer } from '@jucai/contract/policy-offers'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { useRefresh } from '@/use-refresh'
import { BookPage } from '../book-page'
import type { Standing } from '../standing'
import { OfferCard } from './offer-card'
import '../policies.scss'

/** Benefits that need no application (免申即享): what records make somebody eligible for, confirmed by one tap. */
export default function OffersPage() {
  return (
    <BookPage title="免申即享" up="/policies/mine/index">
      {(standing) => <Offers standing={standing} />}
    </BookPage>
  )
}

function Offers({ standing }: { standing: Standing }) {
  const loaded = useLoaded(() => call('GET /me/offers', { query: { limit: 50 } }))
  useRefresh(loaded.reload)
  return (
    <Loaded of={loaded}>
      {({ items }) => (
        <View className="stack">
          <OfferList first={items} standing={standing} />
          <NotOnRecord standing={standing} />
          <View className="tiny">
            只看登记和办理留下的记录，你自己填的不算。不确认不会失去，记录变了、不再符合时会写明原因。
          </View>
        </View>
      )}
    </Loaded>
  )
}

/** Offers in the order in which they came; each keeps its place when it is answered. */
function OfferList({ first, standing }: { first: readonly Offer[]; standing: Standing }) {
  const [answered, setAnswered] = useState<Readonly<Record<string, Offer>>>({})
  const offers = first.map((one) => answered[one.id] ?? one)
  const waiting = offers.filter(({ state }) => state === 'open').length
  if (offers.length === 0)
    return (
      <Card>
        <Empty
          icon="sparkles"
          title="现在没有可以直接给你的"
          text="记录里符合了，就会自动出现在这里，并给你发一条消息。"
        />
      </Card>
    )
  return (
    <>
      <View className="sky">
        <View className="sky-words">按记录，你已经符合，不用申请</View>
        <View className="sky-figure">{waiting > 0 ? `${waiting} 项等你确认` : '都答复过了'}</View>
        <View className="sky-words">点一下就确认，一分钟内可以撤回</View>
      </View>
      {offers.map((offer) => (
        <OfferCard
          key={offer.id}
          offer={offer}
          standing={standing}
          onAnswered={(now) => setAnswered((before) => ({ ...before, [now.id]: now }))}
        />
      ))}
    </>
  )
}

/** Policies of this kind that cannot be offered yet, because a record is missing that decides. */
function NotOnRecord({ standing }: { standing: Standing }) {
  const { prepared, facts, day } = standing
  const open = useMemo(
    () => offersOn(prepared, facts, day).filter(({ missing }) => missing.length > 0),
    [prepared, facts, day],
  )
  if (open.length === 0) return null
  const labelOf = (code: string) => prepared.book.facts.find((one) => one.code === code)?.label ?? code
  return (
    <CellGroup title="还差记录的">
      {open.map(({ policy, missing }) => (
        <Cell
          key={policy.code}
          title={policy.title}
          note={`还没有记录：${missing.map(labelOf).join('、')}`}
          to={`/policies/policy/index?code=${policy.code}`}
        />
      ))}
    </CellGroup>
  )
}

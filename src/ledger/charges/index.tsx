import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { Charge } from '@jucai/contract/charges'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { StaleNotice } from '@/components/stale-notice'
import { Tag } from '@/components/tag'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { chargePage, chargeRowWords, chargesPage, isLate, kindIcons, stateTag } from '../charge-words'
import { exactYuan, paymentsPage } from '../words'
import '../ledger.scss'

const title = '我的账单'
interface Sums {
  dueFen: number
  lateFen: number
  heldFen: number
}

/** What one owes the city and has paid it. */
export default function ChargesPage() {
  const token = useSession((session) => session.token)
  if (token) return <Charges key={token} />
  return (
    <Page title={title} up="/pages/mine/index">
      <Card>
        <SignInFirst text="登录后能看到公寓的押金、租金和其他账单。" />
      </Card>
    </Page>
  )
}

function Charges() {
  const [sums, setSums] = useState<Sums>()
  const list = usePaged(async (from) => {
    const page = await call('GET /me/charges', { query: { limit: 20, ...from } })
    if (!from.after) setSums(page)
    return page
  })
  useRefresh(list.reload)
  useSettledMessages(chargesPage, list.data !== undefined)
  return (
    <Page title={title} up="/pages/mine/index">
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
            <View className="card card-flush pays">
              <Rows items={items} keyOf={({ id }) => id}>
                {(charge) => <ChargeRow charge={charge} />}
              </Rows>
            </View>
          </>
        )}
      </PagedList>
      {sums && (
        <View className="pays-more">
          <CellGroup>
            <Cell icon="landmark" title="付给我的款" note="补贴，以及退回的押金" to={paymentsPage} />
          </CellGroup>
        </View>
      )}
    </Page>
  )
}

/** What is due now, how much of it is late, and the deposits that are held. */
function Overview({ sums: { dueFen, lateFen, heldFen } }: { sums: Sums }) {
  return (
    <View className="money">
      <View className="money-words">{dueFen > 0 ? '现在要付' : '现在没有要付的'}</View>
      <View className={dueFen > 0 ? 'money-figure money-star' : 'money-figure'}>{exactYuan(dueFen)}</View>
      {(lateFen > 0 || heldFen > 0) && (
        <View className="money-two">
          {lateFen > 0 && (
            <View className="money-part">
              <View className="money-words">其中逾期</View>
              <View className="money-sum money-late">{exactYuan(lateFen)}</View>
            </View>
          )}
          {heldFen > 0 && (
            <View className="money-part">
              <View className="money-words">保管着你的押金</View>
              <View className="money-sum">{exactYuan(heldFen)}</View>
            </View>
          )}
        </View>
      )}
    </View>
  )
}

function ChargeRow({ charge }: { charge: Charge }) {
  const { tone, word } = stateTag(charge)
  return (
    <Cell
      icon={kindIcons[charge.kind]}
      title={charge.why}
      note={
        <View className="pay-line">
          <Tag tone={tone}>{word}</Tag>
          <Text className={isLate(charge) ? 'pay-late' : ''}>{chargeRowWords(charge)}</Text>
        </View>
      }
      value={exactYuan(charge.amountFen)}
      to={chargePage(charge.id)}
    />
  )
}

function Nothing() {
  return (
    <Card>
      <Empty
        icon="house"
        title="还没有账单"
        text="签了人才公寓的租约以后，押金、租金和其他费用都在这里付，每一笔怎么算的都写着。"
      />
    </Card>
  )
}

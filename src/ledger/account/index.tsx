import { useState } from 'react'
import { View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { BankAccount } from '@jucai/contract/ledger'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { momentText } from '@/words/dates'
import { accountPage, exactYuan, paymentsPage, tailOf } from '../words'
import { AccountForm } from './form'
import { WhyAsked, type Known } from './known'
import { forget, keptFor } from './typed'
import '../ledger.scss'

const know = async (): Promise<Known> => {
  const [known, registeredName] = await Promise.all([
    call('GET /me/bank-account'),
    call('GET /me/profile').then(
      ({ name }) => name,
      (problem: unknown) => {
        if (problem instanceof ProblemError && problem.code === 'not-found') return undefined
        throw problem
      },
    ),
  ])
  return { ...known, registeredName }
}

/** The account that one is paid to, masked, and the way to give another. */
export default function AccountPage() {
  const personId = useSession(({ me }) => me?.id)
  if (personId) return <Account key={personId} personId={personId} />
  return (
    <Page title="收款账户" up={paymentsPage}>
      <Card>
        <SignInFirst text="登录后填写，补贴款付到这个账户。" />
      </Card>
    </Page>
  )
}

function Account({ personId }: { personId: string }) {
  const loaded = useLoaded(know)
  const [asked, setAsked] = useState(keptFor(personId) !== undefined)
  const [done, setDone] = useState<string>()
  const { data } = loaded
  useSettledMessages(accountPage, data !== undefined)
  const isOpen = data !== undefined && (asked || data.account === null || data.returned.payments > 0)

  const given = async (before: Known, account: BankAccount) => {
    setAsked(false)
    setDone(`以后的款付到${account.bankName}，${tailOf(account.maskedNumber)}。`)
    loaded.set({ ...before, account, returned: { payments: 0, fen: 0 } })
    // How many really went back is the server's to say.
    const now = await know().catch(() => undefined)
    if (!now) return
    loaded.set(now)
    const back = before.returned.payments - now.returned.payments
    if (back > 0)
      setDone(
        `以后的款付到${account.bankName}，${tailOf(account.maskedNumber)}。退回的 ${back} 笔已重新列入用款计划，进入下一批付款。`,
      )
  }

  if (data && isOpen)
    return (
      <AccountForm
        known={data}
        personId={personId}
        onGiven={(account) => given(data, account)}
        onStop={
          data.account && data.returned.payments === 0
            ? () => {
                forget()
                setAsked(false)
              }
            : undefined
        }
      >
        {data.returned.payments > 0 && <Returned returned={data.returned} />}
        {data.account && <Plate account={data.account} />}
      </AccountForm>
    )
  return (
    <Page title="收款账户" up={paymentsPage}>
      <Loaded of={loaded}>
        {({ account }) => (
          <View className="stack">
            {done && (
              <Notice kind="good" title="已存下" live>
                {done}
              </Notice>
            )}
            {account && <Plate account={account} />}
            <Button wide kind="secondary" icon="pencil" onClick={() => setAsked(true)}>
              换一个账户
            </Button>
            <CellGroup>
              <Cell icon="landmark" title="我的补贴款" note="每一笔走到哪一步" to={paymentsPage} />
            </CellGroup>
            <WhyAsked />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

/** The account as a plate, masked. */
function Plate({ account: { payeeName, bankName, maskedNumber, givenAt } }: { account: BankAccount }) {
  return (
    <View className="plate">
      <View className="money-words">{`现在付到 · ${bankName}`}</View>
      <View className="plate-number" aria-role="img" aria-label={tailOf(maskedNumber)}>
        {`•••• ${maskedNumber.slice(-4)}`}
      </View>
      <View className="plate-foot">
        <View>{payeeName}</View>
        <View>{`${momentText(givenAt)} 填写`}</View>
      </View>
    </View>
  )
}

function Returned({ returned: { payments, fen } }: { returned: Known['returned'] }) {
  return (
    <Notice kind="care" title={`银行退回了 ${payments} 笔，共 ${exactYuan(fen)}`}>
      存下新的账户以后，这 {payments}{' '}
      笔马上重新列入用款计划，进入下一批付款，不用重新申请。账户没错的，原样再存一次也可以。
    </Notice>
  )
}

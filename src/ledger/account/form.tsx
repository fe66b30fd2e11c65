import { useRef, useState, type ReactNode } from 'react'
import { Input, View } from '@tarojs/components'
import { ProblemError } from '@jucai/contract/client'
import type { BankAccount } from '@jucai/contract/ledger'
import { inFours } from '@jucai/contract/ledger-rules'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Dialog } from '@/components/dialog'
import { Field } from '@/components/field'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { useQuietInput } from '@/components/quiet-input'
import { TextInput } from '@/components/text-input'
import { showFirstFault } from '@/first-fault'
import { webOnly } from '@/web-only'
import { wordsOf } from '@/words/problems'
import { paymentsPage, tailOf } from '../words'
import { WhyAsked, type Known } from './known'
import {
  bodyOf,
  faultOf,
  faultsOf,
  forget,
  keep,
  keptFor,
  nextNumber,
  type Faults,
  type Typed,
} from './typed'

interface AccountFormProps {
  known: Known
  personId: string
  onGiven(account: BankAccount): unknown
  /** Leaves all as it is; undefined where an account is needed. */
  onStop: (() => void) | undefined
  /** What stands above the form. */
  children: ReactNode
}

/** Where another account is given: judged on the phone as the server judges it, and confirmed before it counts. */
export function AccountForm({ known, personId, onGiven, onStop, children }: AccountFormProps) {
  const { registeredName, account, returned } = known
  const [typed, setTyped] = useState<Typed>(
    () => keptFor(personId) ?? { payeeName: registeredName ?? '', bankName: '', number: '' },
  )
  const latest = useRef(typed)
  const [faults, setFaults] = useState<Faults>({})
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<string>()
  const attempt = useAttempt()

  const set = (part: keyof Typed, value: string) => {
    const next = { ...latest.current, [part]: value }
    latest.current = next
    setTyped(next)
    keep(personId, next)
    // A fault that is shown follows the typing, so that it goes the moment it is put right.
    setFaults((before) =>
      before[part] ? { ...before, [part]: faultOf(part, next, registeredName) } : before,
    )
  }
  const leave = (part: keyof Typed) => {
    if (latest.current[part] === '') return // nobody is scolded for looking
    setFaults((before) => ({ ...before, [part]: faultOf(part, latest.current, registeredName) }))
  }
  const refuse = (found: Faults) => {
    setFaults(found)
    showFirstFault()
  }
  const check = () => {
    const found = faultsOf(latest.current, registeredName)
    if (Object.keys(found).length > 0) refuse(found)
    else setAsking(true)
  }
  const give = async () => {
    setAsking(false)
    setError(undefined)
    try {
      const given = await call('PUT /me/bank-account', { body: bodyOf(latest.current) }, { attempt })
      forget()
      await onGiven(given)
    } catch (problem) {
      const found = problem instanceof ProblemError ? fieldsOf(problem) : {}
      if (Object.keys(found).length > 0) refuse(found)
      else setError(wordsOf(problem))
    }
  }

  const body = bodyOf(typed)
  return (
    <Page
      title="收款账户"
      up={paymentsPage}
      action={
        <Button wide onClick={check}>
          {account ? '换成这个账户' : '存下这个账户'}
        </Button>
      }
    >
      <View className="stack">
        {children}
        {error && (
          <Notice kind="bad" title="没有存成，填写的内容都还在" live>
            {error}
          </Notice>
        )}
        <Card title={account ? '换成' : '填写账户'}>
          <View className="stack">
            <TextInput
              label="收款人姓名"
              hint={
                registeredName === undefined
                  ? '和银行卡上一样，只能填本人'
                  : '要和你登记的姓名一致，只能付到本人的账户；间隔号、空格的写法不同没有关系'
              }
              maxLength={60}
              autoComplete="name"
              value={typed.payeeName}
              error={faults.payeeName}
              onChange={(value) => set('payeeName', value)}
              onBlur={() => leave('payeeName')}
            />
            <TextInput
              label="开户行"
              hint="写到支行，例如“星城银行老城支行”，银行的手机应用里查得到"
              maxLength={60}
              autoComplete="off"
              value={typed.bankName}
              error={faults.bankName}
              onChange={(value) => set('bankName', value)}
              onBlur={() => leave('bankName')}
            />
            <NumberField
              value={typed.number}
              error={faults.number}
              onChange={(value) => set('number', nextNumber(latest.current.number, value))}
              onLeave={() => {
                if (latest.current.number) set('number', inFours(body.number))
                leave('number')
              }}
            />
          </View>
        </Card>
        {onStop && (
          <Button wide kind="quiet" onClick={onStop}>
            不换了，还用原来的
          </Button>
        )}
        <WhyAsked />
      </View>
      {asking && (
        <Dialog
          title={account ? '换成这个账户？' : '以后付到这个账户？'}
          confirm={account ? '同意，换成它' : '同意，存下'}
          cancel="再核对"
          onConfirm={give}
          onClose={() => setAsking(false)}
        >
          <View>{`${body.payeeName}，${body.bankName}`}</View>
          <View className="strong number-box">{inFours(body.number)}</View>
          <View>{whatHappens(account, returned.payments)}</View>
          <View>账号是敏感个人信息。点同意，就是单独同意把它用于给你付款。</View>
        </Dialog>
      )}
    </Page>
  )
}

const whatHappens = (account: BankAccount | null, returned: number): string =>
  [
    account
      ? `它代替${tailOf(account.maskedNumber)}。已经送到银行的款仍付到原来的账户，还没送的付到这一个。`
      : '',
    returned > 0 ? `银行退回的 ${returned} 笔会重新列入用款计划。` : '',
  ].join('')

/** What the server says of each field. */
const fieldsOf = ({ errors }: ProblemError): Faults =>
  Object.fromEntries(
    errors
      .map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail] as const)
      .filter(([part]) => ['payeeName', 'bankName', 'number'].includes(part)),
  )

interface NumberFieldProps {
  value: string
  error: string | undefined
  onChange(value: string): void
  onLeave(): void
}

/** The number, in fours. What is pasted may be longer than what it becomes, so that nothing is cut off before. */
function NumberField({ value, error, onChange, onLeave }: NumberFieldProps) {
  const extra = { ...webOnly({ autoComplete: 'off' }), ref: useQuietInput() }
  return (
    <Field label="账号" hint="银行卡正面的号码，可以粘贴，空格会自动去掉" error={error}>
      {(attributes) => (
        <Input
          {...attributes}
          {...extra}
          className="box number-box"
          placeholderClass="box-empty"
          type="number"
          maxlength={120}
          value={value}
          onInput={(event) => onChange(event.detail.value)}
          onBlur={onLeave}
        />
      )}
    </Field>
  )
}

import { Text, View } from '@tarojs/components'
import { dayInChina } from '@jucai/contract/china-time'
import type { Payment } from '@jucai/contract/ledger'
import { paymentStepLabels, type PaymentState, type PaymentStep } from '@jucai/contract/ledger-vocabulary'
import { Icon } from '@/components/icon'
import { dayText } from '@/words/dates'
import { tailOf } from '../words'

type Step = Payment['steps'][number]

/** A step that has not happened; `yours` is what its person can do. */
interface Ahead {
  title: string
  note: string
  yours?: boolean
}
const planned: Ahead = { title: '列入用款计划', note: '还没有' }
const sent: Ahead = { title: '送出付款指令', note: '还没有' }
const booked: Ahead = { title: '银行入账', note: '还没有' }
const ahead: Readonly<Record<PaymentState, readonly Ahead[]>> = {
  approved: [planned, sent, booked],
  budgeted: [sent, booked],
  submitted: [{ ...booked, note: '银行还没有回结果，不等于已经到账' }],
  returned: [
    {
      title: '更正收款账户',
      note: '等你更正；更正后马上重新列入用款计划，进入下一批付款，不用重新申请',
      yours: true,
    },
    sent,
    booked,
  ],
  paid: [],
  cancelled: [],
}
const looks: Readonly<Partial<Record<PaymentStep, string>>> = { paid: 'path-paid', returned: 'path-returned' }

/** The day of a step; of what the bank said also when that came. */
const dayWords = ({ step, on, recordedAt, account }: Step): string => {
  const to = account && step !== 'returned' ? `，付到${tailOf(account)}` : ''
  const from = account && step === 'returned' ? `，从${tailOf(account)}退回` : ''
  const heard = dayInChina(recordedAt)
  const isBanks = step === 'paid' || step === 'returned'
  return `${dayText(on)}${to}${from}${isBanks && heard !== on ? `（${dayText(heard)}收到银行的结果）` : ''}`
}

/** What happened to a payment, oldest first, and what did not happen yet. */
export function TheWay({ payment: { steps, state } }: { payment: Payment }) {
  const isLast = (at: number) => at === steps.length - 1
  return (
    <View aria-role="list">
      {steps.map((step, at) => (
        <View
          key={`${step.recordedAt} ${step.step}`}
          className={`path-step ${looks[step.step] ?? ''} ${isLast(at) ? 'path-last' : ''}`}
          aria-role="listitem"
        >
          <View className="path-mark">
            <Icon name={step.step === 'returned' || step.step === 'cancelled' ? 'x' : 'check'} />
          </View>
          <View className="path-main">
            <Text className="path-title">{paymentStepLabels[step.step]}</Text>
            <View className="tiny">{dayWords(step)}</View>
            {step.step === 'returned' && (
              <View className="path-said">{`银行写的原因：${step.because ?? '没有写明'}`}</View>
            )}
          </View>
        </View>
      ))}
      {ahead[state].map(({ title, note, yours }) => (
        <View
          key={title}
          className={yours ? 'path-step path-open path-yours' : 'path-step path-open'}
          aria-role="listitem"
        >
          <View className="path-mark" />
          <View className="path-main">
            <Text className="path-title">{title}</Text>
            <View className="tiny">{note}</View>
          </View>
        </View>
      ))}
    </View>
  )
}

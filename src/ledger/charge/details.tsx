import { Text, View } from '@tarojs/components'
import {
  chargeKindLabels,
  receiptStateLabels,
  receiptWayLabels,
  type ReceiptState,
} from '@jucai/contract/charge-vocabulary'
import type { Charge, OwnReceipt } from '@jucai/contract/charges'
import { rentRule } from '@jucai/contract/rent-rules'
import { Card } from '@/components/card'
import { Tag, type Tone } from '@/components/tag'
import { dayText } from '@/words/dates'
import { exactYuan } from '../words'

/** An amount beside what it is for. */
function BillLine({ words, value, strong }: { words: string; value: string; strong?: boolean }) {
  return (
    <View className={strong ? 'bill-line bill-sum' : 'bill-line'}>
      <Text className="bill-words">{words}</Text>
      <Text className="bill-value">{value}</Text>
    </View>
  )
}

/** How the amount came about, line by line, by the rule that stands below. */
export function HowComputed({ charge: { kind, number, parts, amountFen, dueOn } }: { charge: Charge }) {
  return (
    <Card title="怎么算的">
      {parts.map(({ words, amountFen: fen }) => (
        <BillLine key={words} words={words} value={exactYuan(fen)} />
      ))}
      <BillLine
        strong
        words={parts.length > 0 ? '合计' : chargeKindLabels[kind]}
        value={exactYuan(amountFen)}
      />
      <BillLine words="最后付款日" value={dayText(dueOn)} />
      <BillLine words="账单编号" value={number} />
      {kind === 'rent' && <View className="small bill-rule">{rentRule}</View>}
      <View className="small bill-rule">逾期不加收费用。到窗口付或银行转账时，请报账单编号。</View>
    </Card>
  )
}

/** What was kept of a deposit, and what is still held. */
export function Kept({ charge: { kept, heldFen } }: { charge: Charge }) {
  if (kept.length === 0 || heldFen === null) return null
  return (
    <Card title="押金的扣除">
      {kept.map(({ why, amountFen, on }) => (
        <BillLine key={`${why} ${on}`} words={`${why}，${dayText(on)}`} value={exactYuan(-amountFen)} />
      ))}
      <BillLine strong words="还保管着" value={exactYuan(heldFen)} />
    </Card>
  )
}

const tones: Readonly<Partial<Record<ReceiptState, Tone>>> = {
  paid: 'good',
  'to-return': 'care',
  recorded: 'info',
  unclear: 'care',
}

function Receipt({ receipt: { way, state, receivedFen, number, on, because } }: { receipt: OwnReceipt }) {
  return (
    <View className="bill-receipt">
      <View className="pay-line">
        <Tag tone={tones[state] ?? 'plain'}>{receiptStateLabels[state]}</Tag>
        <Text>{receiptWayLabels[way]}</Text>
      </View>
      {receivedFen !== null && <BillLine words="金额" value={exactYuan(receivedFen)} />}
      {on && <BillLine words="日期" value={dayText(on)} />}
      {number && <BillLine words={way === 'wechat' ? '微信支付单号' : '凭证号'} value={number} />}
      {because && <View className="small bill-rule">{because}</View>}
    </View>
  )
}

/** What was received for it, as a receipt; and what came and went back. */
export function Receipts({ charge: { receipts } }: { charge: Charge }) {
  if (receipts.length === 0) return null
  return (
    <Card title={receipts.some(({ state }) => state === 'paid') ? '收据' : '收款记录'}>
      {receipts.map((receipt) => (
        <Receipt key={`${receipt.way} ${receipt.number} ${receipt.state}`} receipt={receipt} />
      ))}
    </Card>
  )
}

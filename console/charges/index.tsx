import {
  chargeKindLabels,
  chargeKinds,
  chargeViewLabels,
  chargeViews,
  type ChargeView,
} from '@jucai/contract/charge-vocabulary'
import type { ChargeItem } from '@jucai/contract/charges'
import { Button } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { yuan } from '../money'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Empty, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { actsColumn, Table } from '../parts/table'
import { TextField } from '../parts/text-field'
import { useSearch } from '../search'
import { RecordDialog } from './record-dialog'
import { ChargeRow } from './row'
import './charges.css'
import '../parts/facts.css'

type Sums = Awaited<ReturnType<typeof load>>['sums']
interface Asked {
  view: ChargeView | undefined
  kind: (typeof chargeKinds)[number] | undefined
  number: string
  after: string | undefined
}
const load = ({ view, kind, number, after }: Asked) =>
  call('GET /ledger/charges', {
    query: {
      after,
      limit: 50,
      ...(number ? { number } : { ...(view ? { view } : {}), ...(kind ? { kind } : {}) }),
    },
  })

/** What each view holds, beside its name: an amount, or how many. */
const beside = (sums: Sums): Partial<Record<ChargeView, string>> => ({
  due: yuan(sums.dueFen),
  late: yuan(sums.lateFen),
  paid: yuan(sums.receivedFen),
  held: yuan(sums.heldFen),
  recorded: `${sums.recorded} 笔`,
  hanging: `${sums.hanging} 笔`,
  unclear: `${sums.unclear} 笔`,
  gone: `${sums.gone} 笔`,
  'to-return': sums.toReturn === 0 ? '0 笔' : `${sums.toReturn} 笔，${yuan(sums.toReturnFen)}`,
})
const meanings: Readonly<Record<ChargeView, string>> = {
  due: '还没有付的，逾期的也在里面。金额按账单全额，不分次收。',
  late: '过了最后付款日还没有付的。本人已收到提醒；金额不增加。',
  paid: '已付清的账单。上面的金额是收入，不含还保管着的押金。',
  recorded: '窗口或转账收的款，由一位负责人登记，另一位核对收据以后复核，复核以后才算收到。',
  hanging: '本人发起支付超过 5 分钟，还没有结果。系统自动向支付服务查询，不用人工处理。',
  unclear:
    '微信支付报来的交易号已经记在另一笔上，没有入账，也没有退款。请在支付商户平台核对：没有收到的写明结论，本人再付；确实多收到的，写明结论以后按转账登记。',
  gone: '本人已注销账号，账单仍然应收，不能再发提醒。可以按签好的合同继续收，收到按转账登记；收不回来的由两位负责人核销。',
  'to-return': '多付的、金额不符的、账单取消以后才付的。系统自动原路退回，退不成的反复重试。',
  held: '已收、还没有退还或抵扣的押金。退租验房以后从“付款批次”退到本人的收款账户。',
}

function Views({
  sums,
  view,
  onView,
}: {
  sums: Sums | null
  view: ChargeView | undefined
  onView(view: string): void
}) {
  const values = sums && beside(sums)
  return (
    <nav className="charge-views" aria-label="收款的种类">
      {chargeViews.map((one) => (
        <button
          key={one}
          type="button"
          className={`charge-view${one === 'late' && sums && sums.lateFen > 0 ? ' charge-view-late' : ''}`}
          aria-pressed={one === view}
          onClick={() => onView(one === view ? 'all' : one)}
        >
          <span className="charge-view-name">{chargeViewLabels[one]}</span>
          <span className="charge-view-value">{values?.[one] ?? '…'}</span>
        </button>
      ))}
    </nav>
  )
}

/** Searches by the number that stands on the bill. */
function Finder({ number, onFind }: { number: string; onFind(number: string): void }) {
  const [typed, setTyped] = useState(number)
  return (
    <form
      className="charge-find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        onFind(typed.trim())
      }}
    >
      <TextField
        label="账单编号"
        required
        placeholder="SK-20261126-000007"
        maxLength={30}
        value={typed}
        onChange={setTyped}
      />
      <Button htmlType="submit">查找</Button>
      {number && (
        <Button
          type="link"
          onClick={() => {
            setTyped('')
            onFind('')
          }}
        >
          不按编号
        </Button>
      )}
    </form>
  )
}

/** What people owe the city, without who they are: due, received, and what has to be looked at. */
export default function Charges() {
  const [search, change] = useSearch()
  const number = search.get('number') ?? ''
  const asked = search.get('view')
  // What is still to come in is what the office is here for; all of it is one press away.
  const view = asked === 'all' ? undefined : (chargeViews.find((one) => one === asked) ?? 'due')
  const kind = chargeKinds.find((one) => one === search.get('kind'))
  const [sums, setSums] = useState<Sums | null>(null)
  const [recording, setRecording] = useState<ChargeItem | null>(null)
  const pages = usePages<ChargeItem>(`charges ${view ?? ''} ${kind ?? ''} ${number}`, async (after) => {
    const page = await load({ view, kind, number, after })
    setSums(page.sums)
    return page
  })
  const changed = (item: ChargeItem) => {
    pages.change((items) => items.map((one) => (one.id === item.id ? item : one)))
    void load({ view: undefined, kind: undefined, number: item.number, after: undefined }).then((page) =>
      setSums(page.sums),
    )
  }
  return (
    <Page wide title="收款" lead="租户应付的押金、租金和其他费用。这里不列姓名，按账单编号办理。">
      <Views sums={sums} view={number ? undefined : view} onView={(one) => change('view', one)} />
      <div className="filters charge-filters">
        <Finder key={number} number={number} onFind={(one) => change('number', one)} />
        <ChoiceField
          label="费用"
          required
          value={kind ?? ''}
          options={withNone('全部', choicesOf(chargeKindLabels))}
          onChange={(one) => change('kind', one)}
        />
      </div>
      {view && !number && (
        <Notice tone="info" title={chargeViewLabels[view]}>
          {meanings[view]}
        </Notice>
      )}
      <Card className="flush">
        {pages.items.length > 0 && (
          <Table
            label="账单"
            columns={[
              '账单',
              { key: 'amount', head: '金额', className: 'num' },
              '状态',
              '最后付款日',
              '收款',
              actsColumn,
            ]}
          >
            {pages.items.map((item) => (
              <ChargeRow key={item.id} item={item} onChanged={changed} onRecord={() => setRecording(item)} />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="账单"
          empty={
            <Empty icon="banknote" title={number ? '没有这个编号的账单' : '没有符合这些条件的账单'}>
              {number
                ? '账单编号像 SK-20261126-000007，在租户的账单页和收据上。请核对日期和末尾的数字。'
                : view === 'gone'
                  ? '没有已注销的人还欠着的账单。'
                  : '签约以后的押金、租金，和维修、水电等费用，会列在这里。'}
            </Empty>
          }
        />
      </Card>
      {recording && (
        <RecordDialog
          key={recording.id}
          item={recording}
          onDone={(item) => {
            changed(item)
            setRecording(null)
          }}
          onClose={() => setRecording(null)}
        />
      )}
    </Page>
  )
}

import type { PaymentItem } from '@jucai/contract/ledger'
import { paymentStateLabels, paymentStates, type PaymentState } from '@jucai/contract/ledger-vocabulary'
import { Checkbox } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { schemeChoices, titleOf, useBudgets, yuan } from '../money'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { useSearch } from '../search'
import '../parts/facts.css'

const tones: Partial<Record<PaymentState, string>> = { paid: 'good', returned: 'bad', submitted: 'info' }

function Promised({ item }: { item: PaymentItem }) {
  if (!item.promisedOn) return <span className="muted">未定</span>
  const isOpen = item.state !== 'paid' && item.state !== 'cancelled'
  return (
    <>
      <span className="mono">{day(item.promisedOn)}</span>
      {item.lateSince && isOpen && (
        <div>
          <span className="tag bad">
            <Icon name="circle-alert" size={15} />
            已逾期
          </span>
        </div>
      )}
    </>
  )
}

function Row({ item, title }: { item: PaymentItem; title: string }) {
  return (
    <tr>
      <td>
        {item.why}
        <div className="muted small">
          {title} · {item.year} 年
        </div>
      </td>
      <td className="num mono">{yuan(item.amountFen)}</td>
      <td>
        <span className={`tag ${tones[item.state] ?? ''}`}>{paymentStateLabels[item.state]}</span>
      </td>
      <td className="mono second">{day(item.approvedOn)}</td>
      <td>
        <Promised item={item} />
      </td>
      <td>{item.hasAccount ? '已填' : <span className="tag care">本人还没有填</span>}</td>
      <td>
        {item.run ? (
          <Link className="mono" to={`/runs?run=${item.run.id}`}>
            {item.run.number}
          </Link>
        ) : (
          <span className="muted">不在批次里</span>
        )}
      </td>
    </tr>
  )
}

/** Payments of all schemes, without who they are for, each with the way to its run. */
export default function Payments() {
  const [search, change] = useSearch()
  const budgets = useBudgets()
  const scheme = search.get('scheme') ?? ''
  const state = paymentStates.find((one) => one === search.get('state'))
  const late = search.get('late') === 'true'
  const pages = usePages<PaymentItem>(`payments ${scheme} ${state ?? ''} ${late}`, (after) =>
    call('GET /ledger/payments', {
      query: {
        after,
        limit: 50,
        ...(scheme ? { scheme } : {}),
        ...(state ? { state } : {}),
        ...(late ? { late } : {}),
      },
    }),
  )
  return (
    <Page
      wide
      title="款项"
      lead="每一笔批准发放的钱，现在到了哪一步。这里不列姓名；要看是谁的，从申请里进入。"
    >
      <div className="filters">
        <ChoiceField
          label="项目"
          required
          value={scheme}
          options={withNone('全部', schemeChoices(budgets.value))}
          onChange={(one) => change('scheme', one)}
        />
        <ChoiceField
          label="到了哪一步"
          required
          value={state ?? ''}
          options={withNone('全部', choicesOf(paymentStateLabels))}
          onChange={(one) => change('state', one)}
        />
        <div className="field">
          <Checkbox
            className="check"
            checked={late}
            onChange={(event) => change('late', event.target.checked ? 'true' : '')}
          >
            只看超过承诺日的
          </Checkbox>
        </div>
      </div>
      <Card className="flush">
        {pages.items.length > 0 && (
          <Table
            label="款项"
            columns={[
              '用途',
              { key: 'amount', head: '金额', className: 'num' },
              '到了哪一步',
              '批准',
              '承诺到账',
              '收款账户',
              '付款批次',
            ]}
          >
            {pages.items.map((item) => (
              <Row key={item.id} item={item} title={titleOf(budgets.value, item.scheme)} />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="款项"
          empty={
            <Empty icon="banknote" title="没有符合这些条件的款项">
              申请批准以后，要发的钱会列在这里。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}

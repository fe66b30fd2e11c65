import type { Run } from '@jucai/contract/ledger'
import { runStateLabels, runStates } from '@jucai/contract/ledger-vocabulary'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { titleOf, useBudgets, yuan } from '../money'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { MakeDialog } from './make-dialog'
import { Answered, RunTag } from './words'

function Row({ run, title }: { run: Run; title: string }) {
  return (
    <tr>
      <td>
        <Link className="mono" to={`/runs?run=${run.id}`}>
          {run.number}
        </Link>
        <div className="muted small">{run.createdByMe ? '我编的' : '同事编的'}</div>
      </td>
      <td>
        {title}
        <div className="muted small">{run.year} 年</div>
      </td>
      <td className="num">{run.orders}</td>
      <td className="num mono">{yuan(run.totalFen)}</td>
      <td>
        <RunTag run={run} />
      </td>
      <td>
        <Answered run={run} />
      </td>
      <td className="second mono">{moment(run.createdAt)}</td>
    </tr>
  )
}

/** All runs, newest first, and making one. */
export function RunList() {
  const [search, setSearch] = useSearchParams()
  const budgets = useBudgets()
  const make = search.get('make')
  const [making, setMaking] = useState(make !== null)
  const state = runStates.find((one) => one === search.get('state'))
  const pages = usePages<Run>(`runs ${state ?? ''}`, (after) =>
    call('GET /ledger/runs', { query: { after, ...(state ? { state } : {}) } }),
  )
  const close = () => {
    setMaking(false)
    if (make !== null) setSearch({}, { replace: true })
  }
  return (
    <Page
      wide
      title="付款批次"
      lead="一位负责人编批，另一位核对后放行；放行以后才有付款文件，拿到银行去付。"
      actions={
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setMaking(true)}>
          编一批
        </Button>
      }
    >
      <div className="narrow">
        <ChoiceField
          label="状态"
          required
          value={state ?? ''}
          options={withNone('全部', choicesOf(runStateLabels))}
          onChange={(next) => setSearch(next ? { state: next } : {})}
        />
      </div>
      <Card className="flush">
        {pages.items.length > 0 && (
          <Table
            label="付款批次"
            columns={[
              '批次号',
              '项目',
              { key: 'orders', head: '笔数', className: 'num' },
              { key: 'total', head: '金额', className: 'num' },
              '状态',
              '银行的回复',
              '编批时间',
            ]}
          >
            {pages.items.map((run) => (
              <Row key={run.id} run={run} title={titleOf(budgets.value, run.scheme)} />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="付款批次"
          empty={
            <Empty icon="layers" title="没有这样的批次">
              先在<Link to="/budgets">预算</Link>里把款项列入计划，再点“编一批”。
            </Empty>
          }
        />
      </Card>
      {making && <MakeDialog budgets={budgets} of={make} onClose={close} />}
    </Page>
  )
}

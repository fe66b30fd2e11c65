import type { Order, Run } from '@jucai/contract/ledger'
import { batchFormatLabels, orderStateLabels } from '@jucai/contract/ledger-vocabulary'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { titleOf, useBudgets, yuan } from '../money'
import { Facts } from '../parts/facts'
import { Icon } from '../parts/icon'
import { Bones, Empty, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { RunActs } from './acts'
import { Answered, RunTag } from './words'

function Orders({ run }: { run: Run }) {
  const pages = usePages<Order>(`orders ${run.id} ${run.version} ${run.state}`, (after) =>
    call('GET /ledger/runs/:run/orders', { params: { run: run.id }, query: { after, limit: 50 } }),
  )
  return (
    <Card title="这一批里的款项" className="flush titled">
      {pages.items.length > 0 && (
        <Table
          label="这一批里的款项"
          columns={[
            { key: 'sequence', head: '序号', className: 'num' },
            '收款人',
            '账号',
            { key: 'amount', head: '金额', className: 'num' },
            '状态',
            '用途',
          ]}
        >
          {pages.items.map((order) => (
            <tr key={order.id}>
              <td className="num">{order.sequence}</td>
              <td>{order.maskedPayee}</td>
              <td className="mono">{order.maskedNumber}</td>
              <td className="num mono">{yuan(order.amountFen)}</td>
              <td>{orderStateLabels[order.state]}</td>
              <td className="second">{order.why}</td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="这一批里的款项"
        empty={
          <Empty icon="layers" title="这一批里没有款项了">
            都已取消或移出。请撤回这一批，重新编批。
          </Empty>
        }
      />
    </Card>
  )
}

function LeftOut({ run }: { run: Run }) {
  if (run.leftOut.length === 0) return null
  return (
    <Card title={`没有编进来的 ${run.leftOut.length} 笔`} className="flush titled">
      <Table
        label="没有编进来的"
        columns={[
          { key: 'row', head: '收集时的序号', className: 'num' },
          { key: 'amount', head: '金额', className: 'num' },
          '原因',
        ]}
      >
        {run.leftOut.map((left) => (
          <tr key={`${left.payment} ${left.reason}`}>
            <td className="num">{left.row}</td>
            <td className="num mono">{yuan(left.amountFen)}</td>
            <td>{left.words}</td>
          </tr>
        ))}
      </Table>
    </Card>
  )
}

function Standing({ run }: { run: Run }) {
  if (run.state === 'withdrawn')
    return (
      <Notice tone="info" title="这一批已经撤回">
        原因：{run.withdrawnBecause}。里面的款项还在用款计划里，可以重新编批。
      </Notice>
    )
  if (run.state === 'released')
    return (
      <Notice tone="info" title="付款指令已经送出，不等于已经到账">
        银行逐笔回复以后，在<Link to="/bank-returns">银行回单</Link>里导入。没有回复的，不会再编进别的批次。
      </Notice>
    )
  if (run.state !== 'prepared') return null
  return run.createdByMe ? (
    <Notice tone="care" title="这一批是您编的，您不能放行">
      编批和放行要由两个人办理。请另一位负责人核对笔数、金额和名单后放行；您可以撤回。
    </Notice>
  ) : (
    <Notice tone="info" title="请核对后放行">
      逐项核对笔数、金额、收款人和没有编进来的原因。放行以后不能撤回。
    </Notice>
  )
}

/** One run: what is in it, what is not and why, releasing, withdrawing, its file. */
export function OneRun({ id }: { id: string }) {
  const {
    value: run,
    error,
    reload,
    set,
  } = useLoaded(id, () => call('GET /ledger/runs/:run', { params: { run: id } }))
  const budgets = useBudgets()
  const [left, setLeft] = useState<Run['leftOut']>([])
  if (!run)
    return (
      <Page title="付款批次">
        {error ? <Failure error={error} retry={reload} /> : <Bones what="这一批" lines={8} />}
      </Page>
    )
  const title = titleOf(budgets.value, run.scheme)
  return (
    <Page
      title={run.number}
      lead={`${title} ${run.year} 年 · ${batchFormatLabels[run.format]}`}
      actions={<RunActs run={run} onChanged={set} onLeft={setLeft} />}
    >
      <p className="back-line">
        <Link to="/runs">
          <Icon name="arrow-left" size={16} /> 全部批次
        </Link>
      </p>
      <Standing run={run} />
      {left.length > 0 && (
        <Notice tone="care" title={`刚刚移出 ${left.length} 笔，请再核对一遍`} alert>
          {left.map(({ row, amountFen, words }) => `第 ${row} 笔 ${yuan(amountFen)}：${words}`).join('；')}
        </Notice>
      )}
      <Card title="概况" extra={<RunTag run={run} />}>
        <Facts
          of={[
            { name: '笔数', value: `${run.orders} 笔` },
            { name: '金额', value: yuan(run.totalFen) },
            { name: '银行的回复', value: <Answered run={run} /> },
            { name: '编批', value: `${moment(run.createdAt)}（${run.createdByMe ? '我' : '同事'}）` },
            { name: '放行', value: run.releasedAt ? moment(run.releasedAt) : '还没有' },
            {
              name: '校验和（SHA-256）',
              value: run.checksum ? <span className="sum">{run.checksum}</span> : '放行时算出',
              whole: true,
            },
          ]}
        />
      </Card>
      <LeftOut run={run} />
      <Orders run={run} />
    </Page>
  )
}

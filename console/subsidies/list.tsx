import type { SubsidyItem } from '@jucai/contract/subsidies'
import { endReasonLabels, grantStateLabels, grantStates } from '@jucai/contract/subsidy-vocabulary'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day } from '../dates'
import { schemeChoices, useBudgets, yuan } from '../money'
import { ChoiceField, choicesOf, withNone } from '../parts/field'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { useSearch } from '../search'
import { GrantTag } from './words'

function Row({ item }: { item: SubsidyItem }) {
  return (
    <tr>
      <td>
        <Link to={`/subsidies?grant=${item.id}`}>
          {item.maskedName} · {item.title}
        </Link>
        <div className="muted small">{item.label}</div>
      </td>
      <td className="num mono">
        {item.fenPerMonth === null ? '一次发放' : `${yuan(item.fenPerMonth)} × ${item.months} 个月`}
      </td>
      <td className="num mono">{yuan(item.totalFen)}</td>
      <td className="num mono">{item.waitingFen > 0 ? yuan(item.waitingFen) : '没有'}</td>
      <td>
        <GrantTag state={item.state} />
        {item.endedOn && item.endedBecause && (
          <div className="muted small">
            {day(item.endedOn)} {endReasonLabels[item.endedBecause]}
          </div>
        )}
      </td>
      <td className="mono second">{day(item.approvedOn)}</td>
    </tr>
  )
}

/** Granted subsidies, newest first, by scheme and state. */
export function SubsidyList() {
  const [search, change] = useSearch()
  const budgets = useBudgets()
  const scheme = search.get('scheme') ?? ''
  const state = grantStates.find((one) => one === search.get('state'))
  const pages = usePages<SubsidyItem>(`subsidies ${scheme} ${state ?? ''}`, (after) =>
    call('GET /subsidies', {
      query: { after, limit: 50, ...(scheme ? { scheme } : {}), ...(state ? { state } : {}) },
    }),
  )
  return (
    <Page
      wide
      title="补贴"
      lead="批准发放的每一项补贴：一共多少、等哪年的预算、还在不在发。不再符合条件的，在这里停发。"
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
          label="状态"
          required
          value={state ?? ''}
          options={withNone('全部', choicesOf(grantStateLabels))}
          onChange={(one) => change('state', one)}
        />
      </div>
      <Card className="flush">
        {pages.items.length > 0 && (
          <Table
            label="补贴"
            columns={[
              '谁的补贴',
              { key: 'each', head: '怎么发', className: 'num' },
              { key: 'total', head: '合计', className: 'num' },
              { key: 'waiting', head: '等预算的', className: 'num' },
              '状态',
              '批准',
            ]}
          >
            {pages.items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="补贴"
          empty={
            <Empty icon="hand" title="没有符合这些条件的补贴">
              补贴的申请批准以后，会列在这里。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}

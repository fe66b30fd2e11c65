import {
  reviewStateLabels,
  tenancyStateLabels,
  tenancyStates,
  tenancyWords,
  unitKindLabels,
} from '@jucai/contract/workspace-vocabulary'
import type { WaitingReview, WorkspaceTenancy } from '@jucai/contract/workspaces'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { day, dayOf } from '../dates'
import { ChoiceField, withNone } from '../parts/field'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { OneTenancy } from './tenancy'
import './workspaces.css'

/** Who is where in the start-up platform, and whose review waits; one of them when the address names it. */
export default function WorkspaceTenants() {
  const [search] = useSearchParams()
  const id = search.get('id')
  return id ? <OneTenancy key={id} id={id} /> : <List />
}

function List() {
  const [search, setSearch] = useSearchParams()
  const shown = search.get('state') ?? ''
  const state = tenancyStates.find((known) => known === shown)
  const pages = usePages<WorkspaceTenancy>(`workspace-tenancies ${shown}`, (after) =>
    call('GET /workspace-tenancies', { query: { after, state } }),
  )
  return (
    <Page
      wide
      title="创业空间"
      lead="谁在用哪一间、用到哪天，半年考核、续期和退出。每次打开都留痕，本人看得到。"
    >
      <Waiting />
      <div className="narrow workspace-after">
        <ChoiceField
          label="状态"
          required
          value={shown}
          options={withNone(
            '全部',
            tenancyStates.map((value) => ({
              value,
              label: value === 'running' ? '使用中、待进驻' : tenancyStateLabels[value],
            })),
          )}
          onChange={(next) => setSearch(next ? { state: next } : {})}
        />
      </div>
      <Card className="flush titled" title="新分的在前">
        {pages.items.length > 0 && (
          <Table
            label="谁在用"
            columns={['编号', '团队', '地点', '哪一间', '从哪天', '到哪天', '状态', '等什么']}
          >
            {pages.items.map((one) => (
              <tr key={one.id}>
                <td className="mono">
                  <Link to={`/workspace-tenants?id=${one.id}`}>{one.number}</Link>
                </td>
                <td>{one.team}</td>
                <td>{one.site.name}</td>
                <td>{`${one.unit.label}，${unitKindLabels[one.unit.kind]}`}</td>
                <td>{day(one.firstDay)}</td>
                <td>{day(one.lastDay)}</td>
                <td>{tenancyWords(one, dayOf(new Date()))}</td>
                <td>{waitsFor(one)}</td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="创业空间"
          empty={
            <Empty icon="users" title="没有这样的团队">
              批准入驻以后出现在这里。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}

const waitsFor = ({ renewalMonths, reviews, state }: WorkspaceTenancy): string =>
  [
    ...(renewalMonths === null ? [] : [`续 ${renewalMonths} 个月，等答复`]),
    ...(state === 'running' && reviews.some((one) => one.state === 'reported') ? ['考核等核定'] : []),
    ...(state === 'ending' ? ['等交还'] : []),
  ].join('；')

function Waiting() {
  const pages = usePages<WaitingReview>('workspace-reviews', (after) =>
    call('GET /workspace-reviews', { query: { after } }),
  )
  return (
    <Card className="flush titled" title="没有核定的半年考核">
      {pages.items.length > 0 && (
        <Table label="半年考核" columns={['应在哪天前', '编号', '团队', '哪一间', '到了哪一步']}>
          {pages.items.map((one) => (
            <tr key={one.id}>
              <td>{day(one.dueOn)}</td>
              <td className="mono">
                <Link to={`/workspace-tenants?id=${one.tenancyId}`}>{one.number}</Link>
              </td>
              <td>{one.team}</td>
              <td>{`${one.siteName} ${one.unitLabel}`}</td>
              <td>{reviewStateLabels[one.state]}</td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="半年考核"
        empty={
          <Empty icon="check" title="都核定了">
            到期前 30 天开始下一次。
          </Empty>
        }
      />
    </Card>
  )
}

import type { EngagementLine } from '@jucai/contract/engagement-shapes'
import {
  durationWords,
  engagementKindLabels,
  engagementLimits,
  engagementStateLabels,
  engagementStates,
  partyLabels,
  termWords,
} from '@jucai/contract/engagement-vocabulary'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { ChoiceField, withNone } from '../parts/field'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table, actsColumn } from '../parts/table'
import { OneEngagement } from './one'

/**
 * Shared and weekend experts: where each stands, whose home employer is late, and figures with their definitions; one of
 * them when the address names it.
 */
export default function Engagements() {
  const [search] = useSearchParams()
  const id = search.get('id')
  return id ? <OneEngagement key={id} id={id} /> : <List />
}

function List() {
  const [search, setSearch] = useSearchParams()
  const shown = search.get('state') ?? ''
  const state = engagementStates.find((known) => known === shown)
  const overdue = shown === 'overdue' || undefined
  const pages = usePages<EngagementLine>(`engagements ${shown}`, (after) =>
    call('GET /engagements', { query: { after, state, overdue } }),
  )
  return (
    <Page
      wide
      title="双聘和周末专家"
      lead="专家、聘用单位、专家的现单位三方签署。每次打开都留痕，本人看得到。"
    >
      <FiguresCard />
      <div className="narrow">
        <ChoiceField
          label="状态"
          required
          value={shown}
          options={withNone('全部', [
            ...engagementStates.map((value) => ({ value, label: engagementStateLabels[value] })),
            { value: 'overdue', label: `现单位超过 ${engagementLimits.overdueDays} 天没有答复` },
          ])}
          onChange={(next) => setSearch(next ? { state: next } : {})}
        />
      </div>
      <Card className="flush" title="新发起的在前">
        {pages.items.length > 0 && (
          <Table
            label="双聘和周末专家"
            columns={['编号', '哪一种', '聘用单位', '专家', '岗位', '期限', '状态', '等谁', actsColumn]}
          >
            {pages.items.map((one) => (
              <tr key={one.id}>
                <td className="mono">{one.number}</td>
                <td>{engagementKindLabels[one.kind]}</td>
                <td>{one.employer.name}</td>
                <td>{one.name}</td>
                <td>{one.title}</td>
                <td>{termWords(one.firstDay, one.lastDay)}</td>
                <td>{engagementStateLabels[one.state]}</td>
                <td>
                  {one.waitsFor
                    ? `${partyLabels[one.waitsFor]}${one.dueAt ? `，${moment(one.dueAt)}前` : ''}`
                    : ''}
                </td>
                <td>
                  <Link to={`/engagements?id=${one.id}`} aria-label={`打开${one.number}`}>
                    打开
                  </Link>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      <PagesFoot
        pages={pages}
        what="聘用"
        empty={
          <Empty icon="handshake" title="没有这样的聘用">
            单位发起双聘或周末聘用后，会出现在这里。
          </Empty>
        }
      />
    </Page>
  )
}

function FiguresCard() {
  const { value: data } = useLoaded('engagement-figures', () => call('GET /engagement-figures'))
  if (!data) return null
  return (
    <Card title="数字和怎样算">
      <Facts
        of={[
          { name: '等专家答复（发起了、还没有接受的）', value: data.proposed },
          { name: '等三方签署（接受了、还没有签齐的）', value: data.toSign },
          {
            name: `现单位逾期（链接发出满 ${engagementLimits.overdueDays} 天没有答复的）`,
            value: data.overdue,
          },
          { name: '已生效（三方签齐、没有结束的）', value: data.running },
          { name: '其中周末专家', value: data.runningWeekend },
          { name: '今年结束（生效过、今年办了结束或到期的）', value: data.endedThisYear },
          { name: '今年现单位不同意（没有签成的）', value: data.refusedThisYear },
          {
            name: '今年确认的工时（单位确认过、日期在今年的）',
            value: durationWords(data.confirmedMinutesThisYear),
          },
        ]}
      />
    </Card>
  )
}

import type { RoundSummary } from '@jucai/contract/round-schemas'
import { roundRuleLabels } from '@jucai/contract/rounds-vocabulary'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { RoundTag } from './words'

/** All rounds, drafts too, and writing one. */
export function RoundList() {
  const pages = usePages<RoundSummary>('rounds', (after) => call('GET /round-desk', { query: { after } }))
  return (
    <Page
      wide
      title="选房批次"
      lead="写草稿、公布、锁定名单、录开奖号码、抽签、选房。公布、锁定、录号码都要两位负责人办理。"
      actions={
        <Link className="button-link" to="/rounds?write=new">
          <Icon name="plus" /> 写一批
        </Link>
      }
    >
      <Card className="flush">
        {pages.items.length > 0 && (
          <Table
            label="选房批次"
            columns={[
              '批次',
              '状态',
              '怎么排',
              { key: 'flats', head: '房源', className: 'num' },
              { key: 'tickets', head: '号', className: 'num' },
              '申请时间',
              '开始选房',
            ]}
          >
            {pages.items.map((round) => (
              <tr key={round.id}>
                <td>
                  <Link to={`/rounds?round=${round.id}`}>{round.title}</Link>
                  <div className="muted small mono">{round.code}</div>
                </td>
                <td>
                  <RoundTag state={round.state} />
                </td>
                <td>{roundRuleLabels[round.rule]}</td>
                <td className="num">{round.flats}</td>
                <td className="num">{round.tickets ?? '—'}</td>
                <td className="second mono">
                  {moment(round.opensAt)}
                  <br />
                  {moment(round.closesAt)}
                </td>
                <td className="second mono">{moment(round.choosingFrom)}</td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="选房批次"
          empty={
            <Empty icon="building-2" title="还没有批次">
              点“写一批”，一步一步填；写好以后由另一位负责人公布。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}

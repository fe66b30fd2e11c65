import { poolLimits, searchKindLabels } from '@jucai/contract/pool-vocabulary'
import type { PoolSearch } from '@jucai/contract/pool'
import { Link, useSearchParams } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { NewSearch } from './new-search'
import { Sent } from './sent'
import { OneSearch } from './one-search'
import { useTierName } from './tier-name'
import { criteriaWords } from './words'
import './pool.css'

function Searches() {
  const pages = usePages<PoolSearch>('pool', (after) => call('GET /pool/searches', { query: { after } }))
  const tierName = useTierName()
  return (
    <Page
      wide
      title="寻才"
      lead={`只在同意“人才库推荐”的人里查找，先隐去姓名；每看一次，对方都能读到是哪个岗位、为了什么。一人一天最多看 ${poolLimits.peopleADay} 位、邀请 ${poolLimits.invitationsADay} 位。`}
      actions={
        <Link className="button-link pool-new" to="/pool?new=1">
          <Icon name="plus" /> 新的查找
        </Link>
      }
    >
      <Card className="flush pool-list" title="查找记录">
        {pages.items.length > 0 && (
          <Table label="查找记录" columns={['用途', '条件', '谁找的', '时间', '邀请']}>
            {pages.items.map((search) => (
              <tr key={search.id}>
                <td>
                  <Link className="pool-link" to={`/pool?search=${search.id}`}>
                    {search.title}
                  </Link>
                  <div className="muted small">{searchKindLabels[search.kind]}</div>
                </td>
                <td className="second small">{criteriaWords(search, tierName).join('；')}</td>
                <td>{search.mine ? '我' : search.madeBy}</td>
                <td className="second mono">{moment(search.madeAt)}</td>
                <td>
                  {search.invitations.all === 0 ? (
                    <span className="muted">没有</span>
                  ) : (
                    `${search.invitations.all} 份，${search.invitations.accepted} 份接受`
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="查找记录"
          empty={
            <Empty icon="user-check" title="还没有查找过">
              有岗位、项目或活动要找人时，从“新的查找”开始。
            </Empty>
          }
        />
      </Card>
      <Sent title="发出的邀请" />
    </Page>
  )
}

/** Talent search with consent: searches, a new one, or one of them. */
export default function Pool() {
  const [params] = useSearchParams()
  const search = params.get('search')
  if (params.has('new')) return <NewSearch />
  return search ? <OneSearch key={search} id={search} /> : <Searches />
}

import type { FairCard } from '@jucai/contract/fair-shapes'
import { fairTimeWords } from '@jucai/contract/fair-vocabulary'
import { Button } from 'antd'
import { Link, useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { Icon } from '../parts/icon'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { OneFair } from './one-fair'
import { BackToFairs, StandingTag } from './part'
import { WriteFair } from './write'

const drafting = newAttempt()

/** Fairs, the latest first; one of them, or a new one, when the address says so. */
export default function Fairs() {
  const [search] = useSearchParams()
  const id = search.get('fair')
  if (id === 'new') return <NewFair />
  return id ? <OneFair key={id} id={id} /> : <List />
}

const columns = ['招聘会', '时间', '地点', '展位', '状态']

function List() {
  const [, setSearch] = useSearchParams()
  const pages = usePages<FairCard>('fairs', (after) => call('GET /office/fairs', { query: { after } }))
  return (
    <Page
      wide
      title="招聘会"
      lead="发布招聘会，邀请和答复展位，取消时每个人都会收到原因。"
      actions={
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setSearch({ fair: 'new' })}>
          新建招聘会
        </Button>
      }
    >
      {pages.items.length > 0 && (
        <Table label="招聘会" columns={columns}>
          {pages.items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to={`/fairs?fair=${one.id}`}>{one.title}</Link>
              </td>
              <td>{fairTimeWords(one.opensAt, one.closesAt, new Date())}</td>
              <td>
                {one.place ?? '只在线上'}
                {one.place && one.online && <div className="second small">也可以在线上谈</div>}
              </td>
              <td>{one.booths} 个</td>
              <td>
                <StandingTag standing={one.standing} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="招聘会"
        empty={
          <Empty icon="calendar-days" title="还没有招聘会">
            新建以后先是草稿，发布了大家才看得到。
          </Empty>
        }
      />
    </Page>
  )
}

function NewFair() {
  const [, setSearch] = useSearchParams()
  return (
    <Page title="新建招聘会" lead="先存草稿，核对后再发布。">
      <BackToFairs />
      <Card title="内容">
        <WriteFair
          fair={null}
          action="存为草稿"
          onSend={async (text) => {
            const made = await call('POST /office/fairs', { body: text }, { attempt: drafting })
            setSearch({ fair: made.id })
          }}
        />
      </Card>
    </Page>
  )
}

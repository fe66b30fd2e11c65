import type { FairCard } from '@jucai/contract/fair-shapes'
import { fairTimeWords } from '@jucai/contract/fair-vocabulary'
import { Link, useSearchParams } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { Empty } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { OneFair } from './one-fair'
import { StandingTag } from './part'
import { WriteFair } from './write'

const drafting = newAttempt()

/** Fairs, the latest first; one of them, or a new one, when the address says so. */
export default function Fairs() {
  const [search] = useSearchParams()
  const id = search.get('fair')
  if (id === 'new') return <NewFair />
  return id ? <OneFair key={id} id={id} /> : <List />
}

function List() {
  const pages = usePages<FairCard>('fairs', (after) => call('GET /office/fairs', { query: { after } }))
  return (
    <Page title="招聘会" lead="发布招聘会，邀请和答复展位，取消时每个人都会收到原因。">
      <p>
        <Link to="/fairs?fair=new">新建招聘会</Link>
      </p>
      {pages.items.map((one) => (
        <Card key={one.id} title={one.title} extra={<StandingTag standing={one.standing} />}>
          <p className="second">
            {fairTimeWords(one.opensAt, one.closesAt, new Date())} · {one.place ?? '线上'} · {one.booths}{' '}
            个展位
          </p>
          <Link to={`/fairs?fair=${one.id}`} aria-label={`打开${one.title}`}>
            打开
          </Link>
        </Card>
      ))}
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
      <p>
        <Link to="/fairs">回到列表</Link>
      </p>
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

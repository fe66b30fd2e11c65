import type { PoolCard, PoolSearch } from '@jucai/contract/pool'
import { searchKindLabels, sentInvitationLabels } from '@jucai/contract/pool-vocabulary'
import { aimLabels, degreeLabels } from '@jucai/contract/vocabulary'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useLoaded } from '../loading'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'
import { useShortcuts } from '../shortcuts'
import { Person } from './person'
import { Sent } from './sent'
import { useTierName } from './tier-name'
import { criteriaWords } from './words'

function Purpose({ search }: { search: PoolSearch }) {
  const tierName = useTierName()
  return (
    <>
      <p className="paragraph">{search.why}</p>
      <ul className="pool-criteria" aria-label="条件">
        {criteriaWords(search, tierName).map((words) => (
          <li key={words} className="tag">
            {words}
          </li>
        ))}
      </ul>
      <p className="muted small">{`${search.mine ? '我' : search.madeBy}，${moment(search.madeAt)}记录`}</p>
    </>
  )
}

function Row({
  card,
  index,
  current,
  onFocus,
  onOpen,
}: {
  card: PoolCard
  index: number
  current: boolean
  onFocus(): void
  onOpen(): void
}) {
  return (
    <tr className={current ? 'current' : ''} onFocus={onFocus}>
      <td>
        <button id={`found-${index}`} type="button" className="pool-open" onClick={onOpen}>
          {card.maskedName}
        </button>
      </td>
      <td>
        {card.school}
        <div className="muted small">
          {degreeLabels[card.degree]} · {card.major}
        </div>
      </td>
      <td className="mono">{card.graduationYear}</td>
      <td>{card.region}</td>
      <td className="second">{card.aims.map((aim) => aimLabels[aim]).join('、')}</td>
      <td>{card.tier?.name ?? <span className="muted">—</span>}</td>
      <td>{card.invitation && <span className="tag">{sentInvitationLabels[card.invitation]}</span>}</td>
    </tr>
  )
}

/** Who fits, with the person opened beside; each page is a look on record. */
function People({ searchId, onInvited }: { searchId: string; onInvited(): void }) {
  const pages = usePages<PoolCard>(`people ${searchId}`, (after) =>
    call('GET /pool/searches/:search/people', { params: { search: searchId }, query: { after } }),
  )
  const [current, setCurrent] = useState(-1)
  const [opened, setOpened] = useState<string | null>(null)
  const { items } = pages
  const focus = (row: number) => {
    setCurrent(row)
    const button = document.getElementById(`found-${row}`)
    button?.focus({ preventScroll: true })
    button?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }
  const move = (step: number) => {
    if (items.length === 0) return false
    focus(Math.min(items.length - 1, Math.max(0, current + step)))
    return true
  }
  const close = () => {
    if (!opened) return false
    setOpened(null)
    focus(Math.max(0, current))
    return true
  }
  useShortcuts({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Escape: close,
  })
  const invited = () => {
    pages.change((cards) =>
      cards.map((card) => (card.id === opened ? { ...card, invitation: 'open' as const } : card)),
    )
    onInvited()
  }
  return (
    <div className={opened ? 'pool-found pool-beside' : 'pool-found'}>
      <Card className="flush pool-list" title="名单">
        <p className="pool-order second small">
          按资料更新的先后排列，不给人打分。j、k 上下移动，Enter 打开，Esc 关上。
        </p>
        {items.length > 0 && (
          <Table label="名单" columns={['姓名', '学校和专业', '毕业年份', '现居', '意向', '层次', '邀请']}>
            {items.map((card, index) => (
              <Row
                key={card.id}
                card={card}
                index={index}
                current={index === current}
                onFocus={() => setCurrent(index)}
                onOpen={() => setOpened(card.id)}
              />
            ))}
          </Table>
        )}
        <PagesFoot
          pages={pages}
          what="名单"
          empty={
            <Empty icon="search" title="没有符合的人">
              放宽一个条件，再新建一次查找。
            </Empty>
          }
        />
      </Card>
      {opened && <Person searchId={searchId} id={opened} onClose={() => void close()} onInvited={invited} />}
    </div>
  )
}

/** A search: its purpose, how many it finds, then who, and what was sent. */
export function OneSearch({ id }: { id: string }) {
  const loaded = useLoaded(`search ${id}`, () =>
    call('GET /pool/searches/:search', { params: { search: id } }),
  )
  const [shown, setShown] = useState(false)
  const [turn, setTurn] = useState(0)
  const { message } = App.useApp()
  const back = (
    <Link className="button-link" to="/pool">
      返回查找记录
    </Link>
  )
  if (!loaded.value)
    return (
      <Page title="查找" actions={back}>
        {loaded.error ? (
          <Failure error={loaded.error} retry={loaded.reload} />
        ) : (
          <Bones what="查找" lines={6} />
        )}
      </Page>
    )
  const { search, found } = loaded.value
  return (
    <Page wide title={search.title} lead={`${searchKindLabels[search.kind]} · 查找`} actions={back}>
      <Card title="用途和条件">
        <Purpose search={search} />
      </Card>
      {shown ? (
        <People
          searchId={id}
          onInvited={() => {
            setTurn(turn + 1)
            void message.success('邀请已发出，对方会在手机上收到')
          }}
        />
      ) : (
        <Card title="找到多少人">
          <p className="pool-count" role="status">
            {found}
          </p>
          <p className="second">
            人数按 5 人一档说，少于 5
            人不说有没有，免得认出某个人。打开名单会留下记录：名单上的每个人都能读到是哪个岗位的人看的、为了什么。只在需要时打开。
          </p>
          <div className="form-actions">
            <Button type="primary" onClick={() => setShown(true)}>
              打开名单
            </Button>
          </div>
        </Card>
      )}
      <Sent title="这次发出的邀请" search={id} turn={turn} />
    </Page>
  )
}

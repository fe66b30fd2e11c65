import type { Message } from '@jucai/contract/accounts'
import { Button } from 'antd'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { moment } from '../dates'
import { useAct } from '../loading'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import './messages.css'

function One({ message, onRead }: { message: Message; onRead(): void }) {
  const { title, body, createdAt, readAt, deskLink } = message
  return (
    <li>
      <div className="desk-message-head">
        <strong>{title}</strong>
        {!readAt && <span className="tag star">未读</span>}
        <span className="muted small">{moment(createdAt)}</span>
      </div>
      <p className="second">{body}</p>
      {deskLink && (
        <Link to={deskLink} onClick={onRead} aria-label={`去处理：${title}`}>
          去处理
        </Link>
      )}
    </li>
  )
}

/** Messages to whoever is signed in, newest first; those about work here lead to where it is done. */
export default function Messages() {
  const pages = usePages<Message>('messages', (after) =>
    call('GET /me/messages', { query: { after, limit: 30 } }),
  )
  const { error, busy, run } = useAct()
  const mark = (holds: (message: Message) => boolean) =>
    pages.change((items) =>
      items.map((one) => (holds(one) && !one.readAt ? { ...one, readAt: new Date().toISOString() } : one)),
    )
  const read = ({ id, readAt }: Message) => {
    if (readAt) return
    mark((one) => one.id === id)
    // Unread again at the next look is the worst that a lost call does.
    void call('PUT /me/messages/:message/read', { params: { message: id } }).catch(() => undefined)
  }
  const readAll = () =>
    run(async () => {
      await call('PUT /me/messages/read')
      mark(() => true)
    })
  return (
    <Page
      title="消息"
      lead="与手机上的是同一份。和这里的工作有关的，点“去处理”。"
      actions={
        pages.items.some(({ readAt }) => !readAt) && (
          <Button loading={busy} onClick={() => void readAll()}>
            全部标为已读
          </Button>
        )
      }
    >
      <Failure error={error} />
      <Card>
        <ul className="desk-messages" aria-label="消息">
          {pages.items.map((message) => (
            <One key={message.id} message={message} onRead={() => read(message)} />
          ))}
        </ul>
        <PagesFoot
          pages={pages}
          what="消息"
          empty={
            <Empty icon="bell" title="还没有消息">
              预算用到八成、款项逾期、月末待查，都会写在这里。
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}

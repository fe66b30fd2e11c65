import type { SentInvitation } from '@jucai/contract/pool'
import { sentInvitationLabels, type PoolInvitationState } from '@jucai/contract/pool-vocabulary'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { call } from '../api'
import { day, moment } from '../dates'
import { useAct } from '../loading'
import { Empty, Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { Table } from '../parts/table'

const tones: Record<PoolInvitationState, string> = {
  open: 'info',
  accepted: 'good',
  declined: '',
  expired: '',
  void: '',
}

const stateNote = ({ state, answerBy, answeredAt, reason, hasContact }: SentInvitation): string => {
  if (state === 'open') return `${day(answerBy)}前答复`
  if (state === 'void') return '对方退出了人才库'
  if (state === 'expired') return `${day(answerBy)}前没有答复`
  if (state === 'accepted' && !hasContact) return '联系方式已收回或对方已退出，不再提供'
  return [answeredAt && moment(answeredAt), reason && `“${reason}”`].filter(Boolean).join(' ')
}

function Contact({ item }: { item: SentInvitation }) {
  const [contact, setContact] = useState<{ name: string; phone: string } | null>(null)
  const { busy, error, run } = useAct()
  if (!item.hasContact) return null
  if (contact)
    return (
      <span>
        <strong>{contact.name}</strong> <span className="mono">{contact.phone}</span>
      </span>
    )
  const see = () =>
    run(async () =>
      setContact(
        await call('GET /pool/invitations/:poolInvitation/contact', { params: { poolInvitation: item.id } }),
      ),
    )
  return (
    <>
      <Button
        loading={busy}
        onClick={() => void see()}
        aria-label={`看姓名和电话：${item.maskedName ?? ''}，${item.subject ?? ''}`}
      >
        看姓名和电话
      </Button>
      <div className="muted small">会留下记录，对方看得到</div>
      <Failure error={error} />
    </>
  )
}

/** Invitations of a search, or of all; `turn` is another number after one was sent. */
export function Sent({ title, search, turn = 0 }: { title: string; search?: string; turn?: number }) {
  const pages = usePages<SentInvitation>(`sent ${search ?? ''}`, (after) =>
    call('GET /pool/invitations', { query: { after, search } }),
  )
  const { restart } = pages
  useEffect(() => {
    if (turn > 0) void restart()
  }, [turn, restart])
  return (
    <Card className="flush pool-list" title={title}>
      {pages.items.length > 0 && (
        <Table label={title} columns={['邀请', '给谁', '进展', '联系方式', '谁发的']}>
          {pages.items.map((item) => (
            <tr key={item.id}>
              <td>
                <strong>{item.subject ?? '内容已删除'}</strong>
                {item.postTitle && <span className="second small">{` 岗位：${item.postTitle}`}</span>}
                {!search && <div className="muted small">{item.searchTitle}</div>}
              </td>
              <td>
                <span className="pool-name">{item.maskedName ?? '已退出'}</span>
              </td>
              <td>
                <span className={`tag ${tones[item.state]}`}>{sentInvitationLabels[item.state]}</span>
                <div className="muted small">{stateNote(item)}</div>
              </td>
              <td>
                <Contact item={item} />
              </td>
              <td className="second">
                {item.sentBy}
                <div className="muted small mono">{moment(item.sentAt)}</div>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="邀请"
        empty={
          <Empty icon="send" title="还没有发过邀请">
            打开名单里的一位，看过资料再邀请。
          </Empty>
        }
      />
    </Card>
  )
}

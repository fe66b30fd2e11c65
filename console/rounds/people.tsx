import type { DeskRound, DeskTicket } from '@jucai/contract/round-desk'
import { ticketStandingLabels } from '@jucai/contract/rounds-vocabulary'
import { skipReasons, type SkipReason } from '@jucai/contract/draw/record'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { ChoiceField, withNone } from '../parts/field'
import { Empty, Failure } from '../parts/notice'
import { Card } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { actsColumn, Table } from '../parts/table'

const backReasons = ['appeal-allowed', 'returned'] as const
type BackReason = (typeof backReasons)[number]
const goneReasons = (Object.keys(skipReasons) as SkipReason[]).filter(
  (reason) => !backReasons.some((one) => one === reason),
)
const movedWords = { gone: '已跳过', back: '已恢复', chosen: '已选房' } as const

/** The locked list without names: places, who is called, and passing over with a public reason. */
export function People({ round }: { round: DeskRound }) {
  const pages = usePages<DeskTicket>(`tickets ${round.id} ${round.state}`, (after) =>
    call('GET /round-desk/:round/tickets', { params: { round: round.id }, query: { after, limit: 50 } }),
  )
  const [open, setOpen] = useState<DeskTicket>()
  const titleOf = (code: string) => round.classes.find((one) => one.code === code)?.title ?? code
  const many = round.pools.length > 1
  const poolOf = (code: string) => round.pools.find((one) => one.code === code)?.title ?? code
  const mayMove = round.state === 'drawn' || round.state === 'choosing'
  const replace = (next: DeskTicket) => {
    pages.change((items) => items.map((one) => (one.number === next.number ? next : one)))
    setOpen(undefined)
  }
  return (
    <Card title="名单（没有名字）" className="flush titled">
      {pages.items.length > 0 && (
        <Table
          label="名单"
          columns={[
            '号',
            '状态',
            ...(many ? ['组'] : []),
            '类别',
            ...(round.rule === 'points' ? [{ key: 'points', head: '分', className: 'num' }] : []),
            { key: 'rank', head: '位次', className: 'num' },
            '轮到的房',
            '之后',
            actsColumn,
          ]}
        >
          {pages.items.map((ticket) => (
            <tr key={ticket.number}>
              <td className="mono">{ticket.number}</td>
              <td>{ticketStandingLabels[ticket.standing].split('，')[0]}</td>
              {many && <td>{poolOf(ticket.pool)}</td>}
              <td>{ticket.classes.map(titleOf).join('、') || '—'}</td>
              {round.rule === 'points' && <td className="num">{ticket.points}</td>}
              <td className="num">{ticket.rank ?? '—'}</td>
              <td>
                {ticket.quota === null
                  ? '—'
                  : ticket.quota === 'general'
                    ? '谁都能选的'
                    : `留给${titleOf(ticket.quota)}的`}
              </td>
              <td>
                {ticket.moved ? (
                  movedWords[ticket.moved]
                ) : ticket.longerSlot ? (
                  <span className="muted small">选房时间长一点</span>
                ) : (
                  ''
                )}
              </td>
              <td className="actions">
                {mayMove && ticket.moved !== 'chosen' && (
                  <Button size="small" onClick={() => setOpen(ticket)}>
                    {ticket.moved === 'gone' || (ticket.standing !== 'in' && ticket.moved !== 'back')
                      ? `恢复 ${ticket.number ?? ''}`
                      : `跳过 ${ticket.number ?? ''}`}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <PagesFoot
        pages={pages}
        what="名单"
        empty={
          <Empty icon="users" title="名单是空的">
            这一批没有人申请。
          </Empty>
        }
      />
      {open && <Move round={round} ticket={open} onDone={replace} onClose={() => setOpen(undefined)} />}
    </Card>
  )
}

interface MoveProps {
  round: DeskRound
  ticket: DeskTicket
  onDone(ticket: DeskTicket): void
  onClose(): void
}
function Move({ round, ticket, onDone, onClose }: MoveProps) {
  const back = ticket.moved === 'gone' || (ticket.standing !== 'in' && ticket.moved !== 'back')
  const [reason, setReason] = useState<SkipReason | ''>('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const number = ticket.number ?? ''
  const send = async () => {
    setTried(true)
    if (reason === '') return
    await run(async () => {
      const params = { round: round.id }
      onDone(
        back
          ? await call('POST /round-desk/:round/returns', {
              params,
              body: { ticket: number, reason: reason as BackReason },
            })
          : await call('POST /round-desk/:round/skips', { params, body: { ticket: number, reason } }),
      )
      void message.success(back ? `${number} 已恢复` : `${number} 已跳过`)
    })
  }
  return (
    <Modal
      open
      title={back ? `恢复 ${number}` : `跳过 ${number}`}
      okText={back ? '恢复' : '跳过'}
      okButtonProps={{ danger: !back }}
      cancelText="不改了"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        {back
          ? '恢复以后回到号码原来的位置；位置已经过去的，下一个就是。别人的位次都不变。'
          : '原因写进公开记录，只写号。别人的位次都不变，后面的人往前。'}
      </p>
      <ChoiceField<SkipReason>
        label="公开的原因"
        required
        fault={tried && reason === '' ? '请选一个原因' : null}
        value={reason}
        options={withNone(
          '请选择',
          (back ? backReasons : goneReasons).map((value) => ({ value, label: skipReasons[value] })),
        )}
        onChange={setReason}
      />
      <Failure error={error} />
    </Modal>
  )
}

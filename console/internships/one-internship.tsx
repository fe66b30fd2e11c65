import type { Internship } from '@jucai/contract/internship-shapes'
import {
  actorLabels,
  internshipParties,
  internshipStateLabels,
  monthStateLabels,
  noEmployment,
  partyLabels,
  stipendRule,
} from '@jucai/contract/internship-vocabulary'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api'
import { day, dayOf, moment, money } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Bones, Failure, Notice } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { ReasonDialog } from '../parts/reason-dialog'
import { blobOf } from '../parts/save-file'
import { Table } from '../parts/table'
import { LongTextField, TextField } from '../parts/text-field'
import { useHas } from '../session'

/** One internship: its agreement and the office's seal, its months, and how it ends. */
export function OneInternship({ id }: { id: string }) {
  const one = useLoaded(`internship ${id}`, () =>
    call('GET /internships/:internship', { params: { internship: id }, query: {} }),
  )
  const isLead = useHas('lead')
  return (
    <Page
      title={one.value ? `见习 ${one.value.number}` : '见习'}
      lead="打开这一页，本人能在“谁看过我的信息”里看到。"
    >
      <p>
        <Link to="/internships">回到列表</Link>
      </p>
      <Failure error={one.error} retry={() => void one.reload()} />
      {one.value ? (
        <>
          <About of={one.value} />
          <Agreement of={one.value} isLead={isLead} onChanged={one.set} />
          <Months of={one.value} isLead={isLead} onChanged={one.set} />
          {isLead && <Ends of={one.value} onChanged={one.set} />}
        </>
      ) : (
        <Bones what="见习" />
      )}
    </Page>
  )
}

function About({ of: one }: { of: Internship }) {
  return (
    <Card
      title={`${one.name}，${one.title}`}
      extra={<span className="tag">{internshipStateLabels[one.state]}</span>}
    >
      <Facts
        of={[
          { name: '见习基地', value: one.base },
          { name: '时间', value: `${day(one.firstDay)}到${day(one.lastDay)}，${one.months} 个月` },
          { name: '到岗登记', value: one.station.name },
          { name: '带教', value: one.tutor },
          { name: '做什么', value: one.tasks, whole: true },
          { name: '保险', value: one.insurance, whole: true },
          ...(one.endedWhy
            ? [
                {
                  name: `${actorLabels[one.endedBy ?? 'system']}写的结束原因`,
                  value: one.endedWhy,
                  whole: true,
                },
              ]
            : []),
        ]}
      />
      <p className="muted small">{noEmployment}</p>
    </Card>
  )
}

function Agreement({
  of: one,
  isLead,
  onChanged,
}: {
  of: Internship
  isLead: boolean
  onChanged(next: Internship): void
}) {
  const { agreement } = one
  const [read, setRead] = useState<string>()
  const { busy, error, run } = useAct()
  const params = { internship: one.id }
  const open = () =>
    run(async () => {
      const file = await call('GET /internships/:internship/agreement', { params })
      window.open(URL.createObjectURL(blobOf(file.data, file.type)), '_blank', 'noopener')
      setRead(file.sha256)
    })
  const seal = () =>
    run(async () => {
      if (!read) return
      onChanged(await call('POST /internships/:internship/seal', { params, body: { sha256: read } }))
    })
  return (
    <Card
      title="协议"
      extra={agreement ? <span className="muted small">第 {agreement.version} 版</span> : null}
    >
      {agreement ? (
        <>
          <ul>
            {internshipParties.map((party) => {
              const signed = agreement.signatures.find((signature) => signature.party === party)
              return (
                <li key={party}>
                  {partyLabels[party]}：{signed ? `${moment(signed.at)}签` : '还没有签'}
                </li>
              )
            })}
          </ul>
          <p className="muted small mono">SHA-256 {agreement.sha256}</p>
          <div className="form-actions">
            <Button onClick={() => void open()} loading={busy}>
              看协议（PDF）
            </Button>
            {isLead && one.may.includes('sign') && (
              <Button type="primary" disabled={!read} loading={busy} onClick={() => void seal()}>
                签章
              </Button>
            )}
          </div>
          {isLead && one.may.includes('sign') && !read && (
            <p className="muted small">先打开协议看过，才能签章；签的就是看过的那一版。</p>
          )}
        </>
      ) : (
        <p>见习人员还没有打开协议。</p>
      )}
      <Failure error={error} />
    </Card>
  )
}

function Months({
  of: one,
  isLead,
  onChanged,
}: {
  of: Internship
  isLead: boolean
  onChanged(next: Internship): void
}) {
  if (one.stipends.length === 0) return null
  // One after another, the oldest first: whether the next may be confirmed follows from its own days.
  const oldest = one.stipends.find(
    ({ isOver, state }) => isOver && (state === 'open' || state === 'returned'),
  )
  return (
    <Card title="每月补贴">
      <Table label="每月补贴" columns={['月份', '见习天数', '到岗', '应到', '补贴', '状态']}>
        {one.stipends.map((month) => (
          <tr key={month.month}>
            <td>{month.month}</td>
            <td>
              {month.days} / {month.daysInMonth}
            </td>
            <td>
              {month.attended}
              {month.leave > 0 && `（请假 ${month.leave}）`}
            </td>
            <td>{month.expected}</td>
            <td>{month.amountFen === null ? '没有标准' : money(month.amountFen)}</td>
            <td>
              {month.isOver ? monthStateLabels[month.state] : '这个月还没过完'}
              {month.why && `：${month.why}`}
              {month.inStead && `，人才办代基地确认：${month.inStead}`}
            </td>
          </tr>
        ))}
      </Table>
      <p className="muted small">{stipendRule}</p>
      {isLead && oldest && one.may.includes('confirm-month') && (
        <InStead of={one} month={oldest} onChanged={onChanged} />
      )}
    </Card>
  )
}

/** Confirms a month where its base cannot or does not: with a reason, and another lead decides. */
function InStead({
  of: one,
  month: { month, amountFen },
  onChanged,
}: {
  of: Internship
  month: Internship['stipends'][number]
  onChanged(next: Internship): void
}) {
  const [asking, setAsking] = useState(false)
  if (amountFen === null) return <p>政策库里没有 {month} 的补贴标准，先补上才能确认。</p>
  return (
    <>
      <p>{month} 基地没有确认，或者单位已经不能办理。可以按登记的出勤代为确认，再由另一位负责人核定。</p>
      <Button onClick={() => setAsking(true)}>代基地确认 {month}</Button>
      {asking && (
        <ReasonDialog
          open
          title={`代基地确认：${one.number}，${month}`}
          lead={`按登记的出勤，补贴 ${money(amountFen)}。本人看得到您写的原因；核定要另一位负责人办理。`}
          label="原因"
          action="代为确认"
          onClose={() => setAsking(false)}
          onDone={async (why) => {
            onChanged(
              await call('PUT /internships/:internship/months/:internshipMonth/confirmation', {
                params: { internship: one.id, internshipMonth: month },
                body: { amountFen, why },
              }),
            )
            setAsking(false)
          }}
        />
      )}
    </>
  )
}

function Ends({ of: one, onChanged }: { of: Internship; onChanged(next: Internship): void }) {
  const [asking, setAsking] = useState<'end' | 'revoke' | null>(null)
  const { certificate } = one
  const mayRevoke = certificate !== null && certificate.revokedAt === null
  const close = () => setAsking(null)
  const done = (next: Internship) => {
    onChanged(next)
    close()
  }
  const cancels = one.may.includes('cancel')
  const ends = cancels || one.may.includes('interrupt')
  if (!ends && !certificate) return null
  return (
    <Card title="结束">
      {certificate?.revokedAt && (
        <Notice tone="bad" title="证明已经撤销">
          {certificate.revokedWhy}
        </Notice>
      )}
      {certificate && !certificate.revokedAt && <p>见习证明 {moment(certificate.issuedAt)}发出。</p>}
      <div className="form-actions">
        {ends && (
          <Button danger onClick={() => setAsking('end')}>
            {cancels ? '取消见习' : '提前结束'}
          </Button>
        )}
        {mayRevoke && (
          <Button danger onClick={() => setAsking('revoke')}>
            撤销证明
          </Button>
        )}
      </div>
      {asking === 'end' && <EndDialog of={one} onDone={done} onClose={close} />}
      {asking === 'revoke' && (
        <ReasonDialog
          open
          title="撤销见习证明"
          lead="任何人凭核验码查验时，都会看到已经撤销和您写的原因。"
          label="原因"
          action="撤销"
          danger
          onClose={close}
          onDone={async (why) =>
            done(
              await call('PUT /internships/:internship/certificate-revocation', {
                params: { internship: one.id },
                body: { why },
              }),
            )
          }
        />
      )}
    </Card>
  )
}

function EndDialog({
  of: one,
  onDone,
  onClose,
}: {
  of: Internship
  onDone(next: Internship): void
  onClose(): void
}) {
  const [lastDay, setLastDay] = useState(dayOf(new Date()))
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...why.trim()].length < 4
  const cancels = one.may.includes('cancel') // it has not begun: there is no last day
  const send = () => {
    setTried(true)
    if (short || (!cancels && !lastDay)) return
    void run(async () =>
      onDone(
        await call('POST /internships/:internship/interruption', {
          params: { internship: one.id },
          body: cancels ? { why: why.trim() } : { lastDay, why: why.trim() },
        }),
      ),
    )
  }
  return (
    <Modal
      open
      title={`${cancels ? '取消' : '提前结束'}：${one.number}`}
      okText={cancels ? '取消见习' : '结束见习'}
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="dialog-lead">
        {cancels ? '还没有开始，没有补贴，名额马上空出来。' : '补贴发到最后一天为止。'}三方都看得到原因。
      </p>
      {!cancels && (
        <TextField
          label="最后一天"
          required
          type="date"
          fault={tried && !lastDay ? '请选最后一天' : null}
          value={lastDay}
          onChange={setLastDay}
        />
      )}
      <LongTextField
        label="原因"
        required
        rows={3}
        maxLength={200}
        fault={tried && short ? '请写明原因，至少 4 个字' : null}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

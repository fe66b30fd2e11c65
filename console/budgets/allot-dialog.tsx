import type { Budget } from '@jucai/contract/ledger'
import { fenOf } from '@jucai/contract/ledger-rules'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useDraft } from '../draft'
import { useAct, useLoaded } from '../loading'
import { amountFault, yuan } from '../money'
import { Bones, Failure, Notice } from '../parts/notice'
import { TextField } from '../parts/text-field'

const allotting = newAttempt()
const empty = { limit: '', until: '' }

interface Found {
  payments: number
  totalFen: number
  left: number
  later: number
}

/** What it will do, asked of the server for what is typed. */
function Before({ found, until }: { found: Found; until: string }) {
  const later = found.later > 0 && `另有 ${found.later} 笔${until ? '承诺日更晚' : '还没有到期'}，不在其中。`
  return found.payments === 0 ? (
    <Notice tone="care" title="按这些条件没有可以列入的款项">
      {found.left > 0
        ? `有 ${found.left} 笔已批准，但每一笔都超过这次的金额。`
        : found.later > 0
          ? `${found.later} 笔已批准的${until ? '承诺日都更晚' : '都还没有到期'}。要提前列入，请填写更晚的承诺日。`
          : '没有已批准、等着列入计划的款项。'}
    </Notice>
  ) : (
    <Notice tone="info" title={`将列入 ${found.payments} 笔，共 ${yuan(found.totalFen)}`}>
      先到期的先列入。{found.left > 0 && `还剩 ${found.left} 笔这次列不下，留到下次。`}
      {later}
      列入以后进入付款批次；还不会付款。
    </Notice>
  )
}

/** Puts approved payments into the plan: says before what it will do, and after what it did. */
export function AllotDialog({
  budget,
  onDone,
  onClose,
}: {
  budget: Budget
  onDone(changed: Budget): void
  onClose(): void
}) {
  const { scheme, year, title } = budget
  const params = { scheme, year }
  const { draft, write, clear } = useDraft(`allotment:${scheme}:${year}`, empty)
  const [done, setDone] = useState<Found | null>(null)
  const { busy, error, run } = useAct()
  const fault = amountFault(draft.limit, null)
  const wanted = {
    ...(draft.until ? { promisedUntil: draft.until } : {}),
    ...(draft.limit.trim() && !fault ? { limitFen: fenOf(draft.limit) as number } : {}),
  }
  const before = useLoaded(fault || done ? null : JSON.stringify(wanted), () =>
    call('GET /ledger/budgets/:scheme/:year/allotments', { params, query: wanted }),
  )
  const send = () =>
    run(async () => {
      const found = await call(
        'POST /ledger/budgets/:scheme/:year/allotments',
        { params, body: wanted },
        { attempt: allotting },
      )
      clear()
      setDone(found)
      onDone(found.budget)
    })
  const ready = !fault && (before.value?.payments ?? 0) > 0
  return (
    <Modal
      open
      title={`列入计划：${title} ${year} 年`}
      onCancel={onClose}
      footer={
        done ? (
          <Button type="primary" onClick={onClose}>
            知道了
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" loading={busy} disabled={!ready} onClick={() => void send()}>
              列入计划
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Notice tone="good" title={`已列入 ${done.payments} 笔，共 ${yuan(done.totalFen)}`} alert>
          {done.left > 0 && `还剩 ${done.left} 笔没有列入。`}
          下一步到<Link to={`/runs?make=${scheme}:${year}`}>付款批次</Link>编批，再由另一位负责人放行。
        </Notice>
      ) : (
        <>
          <p className="dialog-lead">
            已批准、还没有安排的共 {yuan(budget.approvedFen)}
            。两项都不填，就列入到今天为止已经到期的；要提前列入以后各月的，填承诺日。
          </p>
          <div className="form-grid">
            <TextField
              label="这次最多（元）"
              inputMode="decimal"
              maxLength={20}
              fault={fault}
              value={draft.limit}
              onChange={(limit) => write({ limit })}
            />
            <TextField
              label="只列承诺日不晚于"
              type="date"
              value={draft.until}
              onChange={(until) => write({ until })}
            />
          </div>
          {before.busy && !before.value && <Bones what="将列入的笔数" lines={1} />}
          {before.value && !fault && <Before found={before.value} until={draft.until} />}
          <Failure error={before.error} retry={before.reload} />
          <Failure error={error} />
        </>
      )}
    </Modal>
  )
}

import type { InternshipRound } from '@jucai/contract/internship-shapes'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { moment } from '../dates'
import { useAct, useLoaded } from '../loading'
import { Facts } from '../parts/facts'
import { Bones, Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { TextField } from '../parts/text-field'
import { useHas } from '../session'

/** Rounds in which places are allotted by both sides' rankings: opened, run once, and what came of them. */
export default function Rounds() {
  const list = useLoaded('internship-rounds', () => call('GET /internship-rounds'))
  const [opening, setOpening] = useState(false)
  const isLead = useHas('lead')
  const put = (next: InternshipRound) => {
    const items = list.value?.items ?? []
    const known = items.some(({ id }) => id === next.id)
    list.set({ items: known ? items.map((one) => (one.id === next.id ? next : one)) : [next, ...items] })
  }
  return (
    <Page
      title="见习双选"
      lead="毕业生和基地各自排序，截止以后统一分配：先满足毕业生最想去的，没有排上的人不会分到。只分配一次。"
      actions={
        isLead && (
          <Button type="primary" onClick={() => setOpening(true)}>
            开一轮
          </Button>
        )
      }
    >
      <Failure error={list.error} retry={() => void list.reload()} />
      {!list.value && !list.error && <Bones what="双选" />}
      {list.value?.items.length === 0 && (
        <Empty icon="scale" title="还没有双选">
          开一轮以后，基地发布岗位时可以加入。
        </Empty>
      )}
      {list.value?.items.map((one) => (
        <One key={one.id} round={one} isLead={isLead} onChanged={put} />
      ))}
      {opening && (
        <OpenDialog
          onClose={() => setOpening(false)}
          onDone={(next) => {
            put(next)
            setOpening(false)
          }}
        />
      )}
    </Page>
  )
}

function One({
  round,
  isLead,
  onChanged,
}: {
  round: InternshipRound
  isLead: boolean
  onChanged(next: InternshipRound): void
}) {
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useAct()
  const allot = () =>
    run(async () => {
      onChanged(
        await call('POST /internship-rounds/:internshipRound/allotment', {
          params: { internshipRound: round.id },
        }),
      )
      setAsking(false)
    })
  return (
    <Card
      title={round.title}
      extra={
        <span className={`tag ${round.allottedAt ? 'good' : 'info'}`}>
          {round.allottedAt ? '已分配' : '进行中'}
        </span>
      }
    >
      <Facts
        of={[
          { name: '报名截止', value: moment(round.applyBy) },
          { name: '排序截止', value: moment(round.rankBy) },
          { name: '岗位', value: `${round.places} 个，${round.seats} 个名额` },
          { name: '报名', value: `${round.wishers} 人` },
          ...(round.allottedAt
            ? [{ name: '结果', value: `${moment(round.allottedAt)}分配，${round.allotted} 人分到` }]
            : []),
        ]}
      />
      {isLead && !round.allottedAt && (
        <div className="form-actions">
          <Button onClick={() => setAsking(true)} aria-label={`分配：${round.title}`}>
            分配
          </Button>
        </div>
      )}
      {asking && (
        <Modal
          open
          title={`分配：${round.title}`}
          okText="现在分配"
          confirmLoading={busy}
          onOk={() => void allot()}
          onCancel={() => setAsking(false)}
        >
          <p className="dialog-lead">
            排序截止以后才能分配，只分配一次，结果马上通知每一个人。分到的要在期限内签协议。
          </p>
          <Failure error={error} />
        </Modal>
      )}
    </Card>
  )
}

const opening = newAttempt()
/** An hour of a day here. */
const at = (day: string): string => new Date(`${day}T18:00:00+08:00`).toISOString()

function OpenDialog({ onDone, onClose }: { onDone(next: InternshipRound): void; onClose(): void }) {
  const [title, setTitle] = useState('')
  const [applyDay, setApplyDay] = useState('')
  const [rankDay, setRankDay] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const faults = {
    title: title.trim().length >= 2 ? null : '请写名称',
    apply: applyDay ? null : '请选报名截止那天',
    rank: !rankDay ? '请选排序截止那天' : rankDay <= applyDay ? '要晚于报名截止那天' : null,
  }
  const send = () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    void run(async () =>
      onDone(
        await call(
          'POST /internship-rounds',
          { body: { title: title.trim(), applyBy: at(applyDay), rankBy: at(rankDay) } },
          { attempt: opening },
        ),
      ),
    )
  }
  return (
    <Modal
      open
      title="开一轮双选"
      okText="开一轮"
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <TextField
        label="名称"
        required
        maxLength={40}
        fault={tried ? faults.title : null}
        value={title}
        onChange={setTitle}
      />
      <TextField
        label="报名截止那天"
        required
        type="date"
        hint="18:00 截止"
        fault={tried ? faults.apply : null}
        value={applyDay}
        onChange={setApplyDay}
      />
      <TextField
        label="排序截止那天"
        required
        type="date"
        hint="18:00 截止，之后才能分配"
        fault={tried ? faults.rank : null}
        value={rankDay}
        onChange={setRankDay}
      />
      <Failure error={error} />
    </Modal>
  )
}

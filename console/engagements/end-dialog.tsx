import type { Engagement } from '@jucai/contract/engagement-shapes'
import { Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { dayOf } from '../dates'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'

/** Ends an engagement with its last day, or cancels one that is not in force; always with the reason. */
export function EndDialog({
  of: one,
  word,
  onDone,
  onClose,
}: {
  of: Engagement
  word: string
  onDone(next: Engagement): void
  onClose(): void
}) {
  const today = dayOf(new Date())
  const needsDay = one.state === 'running' && one.firstDay <= today
  const [lastDay, setLastDay] = useState(today)
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...why.trim()].length < 4
  const send = () => {
    setTried(true)
    if (short || (needsDay && !lastDay)) return
    void run(async () =>
      onDone(
        await call('POST /engagements/:engagement/ending', {
          params: { engagement: one.id },
          body: { lastDay: needsDay ? lastDay : null, why: why.trim() },
        }),
      ),
    )
  }
  return (
    <Modal
      open
      title={`${word}：${one.number}`}
      okText={word}
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="dialog-lead">专家、聘用单位和现单位都看得到原因。</p>
      {needsDay && (
        <TextField
          label="最后一天"
          required
          type="date"
          hint="不晚于今天；已经登记的工时要在它以前"
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

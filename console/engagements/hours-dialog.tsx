import type { EngagementHours } from '@jucai/contract/engagement-shapes'
import { Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { day } from '../dates'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Failure } from '../parts/notice'
import { LongTextField } from '../parts/text-field'

/** Answers hours in the stead of an employer that cannot; always with the reason. */
export function HoursDialog({
  engagement,
  of,
  onDone,
  onClose,
}: {
  engagement: string
  of: EngagementHours
  onDone(): Promise<void>
  onClose(): void
}) {
  const [answer, setAnswer] = useState('yes')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...why.trim()].length < 4
  const send = () => {
    setTried(true)
    if (short) return
    void run(async () => {
      await call('PUT /engagements/:engagement/hours/:hours', {
        params: { engagement, hours: of.id },
        body: { confirmed: answer === 'yes', why: why.trim() },
      })
      await onDone()
    })
  }
  return (
    <Modal
      open
      title={`核对工时：${day(of.day)} ${of.from}–${of.to}`}
      okText="记下"
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="dialog-lead">单位不能办理，由人才办核对。专家看得到结果和原因。</p>
      <ChoiceField
        label="结果"
        required
        value={answer}
        options={[
          { value: 'yes', label: '确认' },
          { value: 'no', label: '不确认' },
        ]}
        onChange={setAnswer}
      />
      <LongTextField
        label="原因"
        required
        rows={3}
        maxLength={200}
        hint="凭什么，例如签到表、往来邮件"
        fault={tried && short ? '请写明原因，至少 4 个字' : null}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

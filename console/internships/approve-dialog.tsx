import type { InternshipBase } from '@jucai/contract/internship-shapes'
import { Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { LongTextField, TextField } from '../parts/text-field'

/** Approves a base: how many at one time, until when, and why. */
export function ApproveDialog({
  base,
  onDone,
  onClose,
}: {
  base: InternshipBase
  onDone(next: InternshipBase): void
  onClose(): void
}) {
  const [quota, setQuota] = useState(String(base.quota || base.wanted))
  const [until, setUntil] = useState(base.validUntil ?? '')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const faults = {
    quota: /^[1-9]\d{0,2}$/.test(quota) ? null : '请填 1 到 999 的人数',
    until: until ? null : '请选有效期的最后一天',
    why: [...why.trim()].length >= 4 ? null : '请写明理由，至少 4 个字',
  }
  const send = () => {
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    void run(async () =>
      onDone(
        await call('PUT /internship-bases/:base/decision', {
          params: { base: base.id },
          body: {
            decision: 'approve',
            quota: Number(quota),
            validUntil: until,
            why: why.trim(),
            version: base.version,
          },
        }),
      ),
    )
  }
  return (
    <Modal
      open
      title={`核定见习基地：${base.employer.name}`}
      okText="核定"
      confirmLoading={busy}
      onOk={send}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="dialog-lead">名额是同时在岗和在签的人数。单位读到您写的理由。</p>
      <TextField
        label="名额"
        required
        inputMode="numeric"
        fault={tried ? faults.quota : null}
        hint={`单位希望同时带 ${base.wanted} 人`}
        value={quota}
        onChange={setQuota}
      />
      <TextField
        label="有效期的最后一天"
        required
        type="date"
        fault={tried ? faults.until : null}
        value={until}
        onChange={setUntil}
      />
      <LongTextField
        label="理由"
        required
        rows={3}
        maxLength={200}
        fault={tried ? faults.why : null}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

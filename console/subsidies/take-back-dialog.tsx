import type { SubsidyFile } from '@jucai/contract/subsidies'
import { Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'
import { LongTextField } from '../parts/text-field'

const takingBack = newAttempt()

/** Takes back an end that was put down by mistake: why, as its person reads it. */
export function TakeBackDialog({
  file,
  onClose,
  onDone,
}: {
  file: SubsidyFile
  onClose(): void
  onDone(file: SubsidyFile): void
}) {
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const short = [...why.trim()].length < 5
  const takeBack = () => {
    setTried(true)
    if (short) return
    void run(async () =>
      onDone(
        await call(
          'POST /subsidies/:grant/resumption',
          { params: { grant: file.id }, body: { why: why.trim() } },
          { attempt: takingBack },
        ),
      ),
    )
  }
  return (
    <Modal
      open
      title={`撤回停发：${file.maskedName}的${file.title}`}
      okText="撤回停发"
      confirmLoading={busy}
      onOk={takeBack}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="dialog-lead">取消的各期恢复，从预算里重新留出；预算不够就撤不回。本人会收到消息。</p>
      <LongTextField
        label="写给本人的说明"
        required
        hint="本人会读到。写明错在哪里，例如：看错了人。"
        fault={tried && short ? '请写明错在哪里，至少 5 个字' : null}
        rows={3}
        maxLength={300}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

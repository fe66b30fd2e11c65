import { Modal } from 'antd'
import { useState } from 'react'
import { useAct } from '../loading'
import { Failure } from './notice'
import { LongTextField } from './text-field'

/** Asks for a reason before something that goes on record. Stays open with what was typed when it fails. */
export function ReasonDialog({
  open,
  title,
  lead,
  label = '理由',
  action,
  danger = false,
  minLength = 4,
  maxLength = 200,
  onDone,
  onClose,
}: {
  open: boolean
  title: string
  lead: string
  label?: string
  action: string
  danger?: boolean
  minLength?: number
  maxLength?: number
  onDone(why: string): Promise<void>
  onClose(): void
}) {
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run, clear } = useAct()
  const short = [...why.trim()].length < minLength
  const close = () => {
    setTried(false)
    clear()
    onClose()
  }
  const send = async () => {
    setTried(true)
    if (short) return
    if (await run(() => onDone(why.trim()))) {
      setWhy('')
      setTried(false)
    }
  }
  return (
    <Modal
      open={open}
      title={title}
      okText={action}
      okButtonProps={{ danger }}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={close}
      destroyOnHidden
    >
      <p className="dialog-lead">{lead}</p>
      <LongTextField
        label={label}
        required
        fault={tried && short ? `请写明${label}，至少 ${minLength} 个字` : null}
        autoFocus
        rows={3}
        maxLength={maxLength}
        value={why}
        onChange={setWhy}
      />
      <Failure error={error} />
    </Modal>
  )
}

import { ProblemError } from '@jucai/contract/client'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useAct } from '../loading'
import { Failure, Notice } from '../parts/notice'
import { TextField } from '../parts/text-field'
import { PickFlat } from './pick-flat'

/** Assigns a free flat beside the rounds, to somebody who qualified. */
export function Assign({ onDone }: { onDone(): void }) {
  const [open, setOpen] = useState(false)
  const [flatId, setFlatId] = useState('')
  const [applicationNumber, setNumber] = useState('')
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const [attempt] = useState(newAttempt)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const faults = {
    flatId: flatId ? null : '请选一套空着的房',
    number: applicationNumber.trim() ? null : '请填写资格的编号，例如 GY-20261122-0007',
    why: [...why.trim()].length < 4 ? '请写明依据，至少 4 个字' : null,
  }
  const assign = async () => {
    setTried(true)
    if (faults.flatId || faults.number || faults.why) return
    let refused = false
    await run(async () => {
      const body = { flatId, applicationNumber: applicationNumber.trim(), why: why.trim() }
      const lease = await call('POST /leases', { body }, { attempt }).catch((problem: unknown) => {
        refused = problem instanceof ProblemError
        throw problem
      })
      void message.success('已分配，对方有七天签约')
      setOpen(false)
      onDone()
      void navigate(`/leases?lease=${lease.id}`)
    })
    // Where no answer came, what was chosen stays: the same once more is the same act.
    if (refused) setRefusals((now) => now + 1)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>单独分配一套房</Button>
      <Modal
        open={open}
        width={760}
        title="单独分配一套房"
        okText="分配"
        cancelText="不分了"
        confirmLoading={busy}
        onOk={() => void assign()}
        onCancel={() => setOpen(false)}
      >
        <Notice tone="info" title="不经过批次的分配会记在房屋的经过里，写明依据">
          上一位没有退房的分不出去。
        </Notice>
        {/* Asked for anew at each opening. */}
        {open && (
          <PickFlat
            refusals={refusals}
            value={flatId}
            fault={tried ? faults.flatId : null}
            onChange={setFlatId}
          />
        )}
        <TextField
          label="公寓资格编号"
          required
          fault={tried ? faults.number : null}
          maxLength={40}
          value={applicationNumber}
          onChange={setNumber}
        />
        <TextField
          label="依据"
          required
          fault={tried ? faults.why : null}
          maxLength={200}
          value={why}
          onChange={setWhy}
        />
        <Failure error={error} />
      </Modal>
    </>
  )
}

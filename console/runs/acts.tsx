import { extraOf } from '@jucai/contract/client'
import type { Run } from '@jucai/contract/ledger'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { yuan } from '../money'
import { Icon } from '../parts/icon'
import { Failure } from '../parts/notice'
import { ReasonDialog } from '../parts/reason-dialog'
import { blobOf, saveFile } from '../parts/save-file'

interface Acts {
  run: Run
  onChanged(run: Run): void
  /** What left the run meanwhile. */
  onLeft(left: Run['leftOut']): void
}

const again = (run: Run) => call('GET /ledger/runs/:run', { params: { run: run.id } })
/** What the second has left out and the first had not. */
const leftSince = (before: Run, now: Run): Run['leftOut'] => now.leftOut.slice(before.leftOut.length)

function Release({ run, onChanged, onLeft, onClose }: Acts & { onClose(): void }) {
  const { busy, error, run: act } = useAct()
  const { message } = App.useApp()
  const send = () =>
    act(async () => {
      try {
        onChanged(
          await call('POST /ledger/runs/:run/release', {
            params: { run: run.id },
            body: { version: run.version },
          }),
        )
        onLeft([])
        void message.success('已放行，现在可以下载付款文件')
        onClose()
      } catch (failed) {
        if (!extraOf(failed, 'stale-version')) throw failed
        const now = await again(run)
        onLeft(leftSince(run, now))
        onChanged(now)
        onClose()
        void message.warning('这一批刚刚有变化，还没有放行。请再核对一遍', 6)
      }
    })
  return (
    <Modal
      open
      title={`放行 ${run.number}`}
      okText={`放行 ${run.orders} 笔`}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        {run.orders} 笔，共 {yuan(run.totalFen)}
        。放行以后生成付款文件，不能撤回；每个人都会看到“付款指令已送出”。
      </p>
      <Failure error={error} />
    </Modal>
  )
}

function Withdraw({ run, onChanged, onLeft, onClose }: Acts & { onClose(): void }) {
  const send = async (why: string) => {
    const params = { run: run.id }
    try {
      onChanged(
        await call('POST /ledger/runs/:run/withdrawal', { params, body: { version: run.version, why } }),
      )
      onClose()
    } catch (failed) {
      if (extraOf(failed, 'stale-version')) {
        const now = await again(run)
        onLeft(leftSince(run, now))
        onChanged(now)
      }
      throw failed
    }
  }
  return (
    <ReasonDialog
      open
      title={`撤回 ${run.number}`}
      lead="撤回以后，里面的款项还在用款计划里，可以重新编批。原因会留在这一批上。"
      label="原因"
      action="撤回"
      danger
      onClose={onClose}
      onDone={send}
    />
  )
}

const types = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

function Download({ run, onClose }: { run: Run; onClose(): void }) {
  const { busy, error, run: act } = useAct()
  const { message } = App.useApp()
  const send = () =>
    act(async () => {
      const file = await call('GET /ledger/runs/:run/file', { params: { run: run.id } })
      saveFile(blobOf(file.data, run.format === 'xlsx' ? types.xlsx : types.csv), file.fileName)
      void message.success(`已下载：${file.orders} 笔，${yuan(file.totalFen)}。送银行前请核对校验和`, 8)
      onClose()
    })
  return (
    <Modal
      open
      title={`下载付款文件 ${run.number}`}
      okText="记录并下载"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">
        文件里有 {run.orders}{' '}
        笔款的收款人姓名、开户行和完整账号。每次下载都记入审计日志，里面的每个人都会在“谁看过我的信息”里读到。只用于送银行付款，用完请删除。
      </p>
      <Failure error={error} />
    </Modal>
  )
}

/** What can be done with a run by whoever looks at it. */
export function RunActs(acts: Acts) {
  const { run } = acts
  const [open, setOpen] = useState<'release' | 'withdraw' | 'download' | null>(null)
  const onClose = () => setOpen(null)
  return (
    <>
      {run.state === 'prepared' && (
        <>
          <Button danger icon={<Icon name="undo-2" />} onClick={() => setOpen('withdraw')}>
            撤回
          </Button>
          <Button
            type="primary"
            icon={<Icon name="shield-check" />}
            disabled={run.createdByMe}
            onClick={() => setOpen('release')}
          >
            {run.createdByMe ? '由另一位负责人放行' : '放行'}
          </Button>
        </>
      )}
      {(run.state === 'released' || run.state === 'answered') && (
        <Button icon={<Icon name="download" />} onClick={() => setOpen('download')}>
          下载付款文件
        </Button>
      )}
      {open === 'release' && <Release {...acts} onClose={onClose} />}
      {open === 'withdraw' && <Withdraw {...acts} onClose={onClose} />}
      {open === 'download' && <Download run={run} onClose={onClose} />}
    </>
  )
}

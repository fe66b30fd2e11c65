import type { QueueFilter } from '@jucai/contract/review'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useAct, useLoaded } from '../loading'
import { ChoiceField } from '../parts/field'
import { Icon } from '../parts/icon'
import { Bones, Failure } from '../parts/notice'
import { ReasonDialog } from '../parts/reason-dialog'

const assigning = newAttempt()
const exporting = newAttempt()

function AssignDialog({ ids, onDone, onClose }: { ids: string[]; onDone(): void; onClose(): void }) {
  const reviewers = useLoaded('reviewers', () => call('GET /reviewers'))
  const [to, setTo] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const send = async () => {
    setTried(true)
    if (!to) return
    const body = { applications: ids, reviewerId: to === 'nobody' ? null : to }
    await run(async () => {
      const { assigned, skipped } = await call(
        'POST /application-assignments',
        { body },
        { attempt: assigning },
      )
      void message.success(
        `已分派 ${assigned} 件${skipped.length > 0 ? `；${skipped.length} 件正在办理或已办结，没有改动` : ''}`,
      )
      onDone()
    })
  }
  const options = [
    { value: '', label: '请选择' },
    ...(reviewers.value?.items ?? []).map(({ personId, name, role }) => ({
      value: personId,
      label: `${name}（${role}）`,
    })),
    { value: 'nobody', label: '不分派给任何人' },
  ]
  return (
    <Modal
      open
      title={`分派 ${ids.length} 件`}
      okText="分派"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">分派只决定由谁来看，不改变申请本身。审核决定只能逐件作出。</p>
      {reviewers.busy && <Bones what="审核员名单" lines={2} />}
      <Failure error={reviewers.error} retry={reviewers.reload} />
      {reviewers.value && (
        <ChoiceField
          label="分派给"
          required
          fault={tried && !to ? '请选择一位审核员' : null}
          value={to}
          options={options}
          onChange={setTo}
        />
      )}
      <Failure error={error} />
    </Modal>
  )
}

/** What a lead does with the queue as a whole: hand cases out, and export what a filter shows. */
export function LeadActions({
  filter,
  words,
  chosen,
  onAssigned,
}: {
  filter: QueueFilter
  words: string
  chosen: string[]
  onAssigned(): void
}) {
  const [open, setOpen] = useState<'assign' | 'export' | null>(null)
  const go = useNavigate()
  const { message } = App.useApp()
  const close = () => setOpen(null)
  const exportRows = async (why: string) => {
    const body = { filter, why }
    await call('POST /application-exports', { body }, { attempt: exporting })
    void message.success('已开始制作，做好后在这里下载')
    void go('/exports')
  }
  return (
    <>
      <Button
        icon={<Icon name="user-check" />}
        disabled={chosen.length === 0}
        onClick={() => setOpen('assign')}
      >
        {chosen.length > 0 ? `分派 ${chosen.length} 件` : '分派（先选中）'}
      </Button>
      <Button icon={<Icon name="download" />} onClick={() => setOpen('export')}>
        导出
      </Button>
      {open === 'assign' && (
        <AssignDialog
          ids={chosen}
          onClose={close}
          onDone={() => {
            close()
            onAssigned()
          }}
        />
      )}
      <ReasonDialog
        open={open === 'export'}
        title="导出当前列表"
        lead={`范围：${words}。导出人、时间和事由会记入审计日志，也写在表格里；文件保留 24 小时。`}
        label="事由"
        action="开始导出"
        onClose={close}
        onDone={exportRows}
      />
    </>
  )
}

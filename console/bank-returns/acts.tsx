import type { BankReturn } from '@jucai/contract/bank-returns'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'

/** Booking a preview, or throwing it away. */
export function ImportActs({
  item,
  onCommitted,
  onDiscarded,
}: {
  item: BankReturn
  onCommitted(item: BankReturn): void
  onDiscarded(): void
}) {
  const [open, setOpen] = useState<'commit' | 'discard' | null>(null)
  const { busy, error, run, clear } = useAct()
  const { message } = App.useApp()
  const params = { bankReturn: item.id }
  const close = () => {
    clear()
    setOpen(null)
  }
  const commit = () =>
    run(async () => {
      onCommitted(await call('POST /ledger/returns/:bankReturn/commit', { params }))
      setOpen(null)
    })
  const discard = () =>
    run(async () => {
      await call('DELETE /ledger/returns/:bankReturn', { params })
      void message.success('已放弃这份预览，没有入账；同一个文件可以再导入')
      onDiscarded()
    })
  return (
    <>
      <Button onClick={() => setOpen('discard')}>放弃</Button>
      <Button type="primary" onClick={() => setOpen('commit')}>
        核对无误，入账
      </Button>
      {open && (
        <Modal
          open
          title={open === 'commit' ? '把这份回单入账' : '放弃这份预览'}
          okText={open === 'commit' ? '入账' : '放弃'}
          okButtonProps={{ danger: open === 'discard' }}
          confirmLoading={busy}
          onOk={() => void (open === 'commit' ? commit() : discard())}
          onCancel={close}
        >
          <p className="dialog-lead">
            {open === 'commit'
              ? `${item.matched} 行相符的照银行的回复入账，本人会收到消息；${item.mismatches} 行对不上的列为待查款项。入账以后不能撤回。`
              : '读到的行会删除，什么都不会入账。'}
          </p>
          <Failure error={error} />
        </Modal>
      )}
    </>
  )
}

import type { QueueFilter, SavedView } from '@jucai/contract/review'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { call, newAttempt } from '../api'
import { useAct, useLoaded } from '../loading'
import { Icon } from '../parts/icon'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'
import { queryOf } from './filter'

const given: { name: string; filter: QueueFilter }[] = [
  { name: '全部待办', filter: {} },
  { name: '我认领的', filter: { claimed: 'me' } },
  { name: '分派给我', filter: { assigned: 'me' } },
  { name: '没人认领', filter: { claimed: 'nobody' } },
  { name: '已超期', filter: { due: 'overdue' } },
]
const saving = newAttempt()

function SaveView({
  filter,
  words,
  onSaved,
  onClose,
}: {
  filter: QueueFilter
  words: string
  onSaved(view: SavedView): void
  onClose(): void
}) {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const send = async () => {
    setTried(true)
    const body = { name: name.trim(), filter }
    if (body.name)
      await run(async () => onSaved(await call('POST /me/saved-views', { body }, { attempt: saving })))
  }
  return (
    <Modal
      open
      title="保存当前视图"
      okText="保存"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <p className="dialog-lead">保存后只有您自己看得到。当前条件：{words}</p>
      <TextField
        label="名称"
        required
        fault={tried && !name.trim() ? '请给视图起个名字' : null}
        autoFocus
        maxLength={30}
        value={name}
        onChange={setName}
        onPressEnter={() => void send()}
      />
      <Failure error={error} />
    </Modal>
  )
}

/** The views of the queue: those everybody has and one's own. */
export function Views({ query, filter, words }: { query: string; filter: QueueFilter; words: string }) {
  const views = useLoaded('views', () => call('GET /me/saved-views'))
  const [saving, setSaving] = useState(false)
  const { error, run } = useAct()
  const own = views.value?.items ?? []
  const forget = (id: string) =>
    run(async () => {
      await call('DELETE /me/saved-views/:view', { params: { view: id } })
      views.set({ items: own.filter((view) => view.id !== id) })
    })
  const known = [...given, ...own].some((view) => queryOf(view.filter) === query)
  return (
    <nav className="views" aria-label="视图">
      {given.map((view) => (
        <Link
          key={view.name}
          to={{ search: queryOf(view.filter) }}
          aria-current={queryOf(view.filter) === query ? 'page' : undefined}
        >
          {view.name}
        </Link>
      ))}
      {own.map((view) => (
        <span key={view.id} className="view-own">
          <Link
            to={{ search: queryOf(view.filter) }}
            aria-current={queryOf(view.filter) === query ? 'page' : undefined}
          >
            {view.name}
          </Link>
          <button type="button" aria-label={`删除视图“${view.name}”`} onClick={() => void forget(view.id)}>
            <Icon name="x" size={14} />
          </button>
        </span>
      ))}
      {!known && (
        <Button type="text" icon={<Icon name="save" />} onClick={() => setSaving(true)}>
          保存当前视图
        </Button>
      )}
      {saving && (
        <SaveView
          filter={filter}
          words={words}
          onClose={() => setSaving(false)}
          onSaved={(view) => {
            views.set({ items: [...own, view] })
            setSaving(false)
          }}
        />
      )}
      <Failure error={error} />
    </nav>
  )
}

import type { Invitation } from '@jucai/contract/staff'
import { roleLabels, staffRoles, type StaffRole } from '@jucai/contract/vocabulary'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call, newAttempt } from '../api'
import { useStations } from '../city'
import { day } from '../dates'
import { useAct } from '../loading'
import { ChoiceField } from '../parts/field'
import { Icon } from '../parts/icon'
import { Failure, Notice } from '../parts/notice'
import { Card } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { actsColumn, Table } from '../parts/table'
import { TextField } from '../parts/text-field'

const inviting = newAttempt()

function Invite({ onDone, onClose }: { onDone(code: string): void; onClose(): void }) {
  const [values, setValues] = useState<{ role: StaffRole | ''; stationId: string; note: string }>({
    role: '',
    stationId: '',
    note: '',
  })
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const stations = useStations()
  const faults = {
    role: values.role ? null : '请选择岗位',
    station: values.role === 'clerk' && !values.stationId ? '工作站工作人员要指定站点' : null,
    note: values.note.trim() ? null : '请写明给谁，方便以后核对',
  }
  const send = async () => {
    setTried(true)
    if (!values.role || faults.station || faults.note) return
    const body = {
      role: values.role,
      stationId: values.role === 'clerk' ? values.stationId : null,
      note: values.note.trim(),
    }
    await run(async () =>
      onDone((await call('POST /staff-invitations', { body }, { attempt: inviting })).code),
    )
  }
  const shown = (fault: string | null) => (tried ? fault : null)
  return (
    <Modal
      open
      title="邀请工作人员"
      okText="生成邀请码"
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <ChoiceField
        label="岗位"
        required
        fault={shown(faults.role)}
        value={values.role}
        options={[
          { value: '', label: '请选择' },
          ...staffRoles.map((role) => ({ value: role, label: roleLabels[role] })),
        ]}
        onChange={(role) => setValues({ ...values, role })}
      />
      {values.role === 'clerk' && (
        <ChoiceField
          label="站点"
          required
          fault={shown(faults.station)}
          value={values.stationId}
          options={[
            { value: '', label: '请选择' },
            ...(stations ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(stationId) => setValues({ ...values, stationId })}
        />
      )}
      <TextField
        label="给谁"
        required
        fault={shown(faults.note)}
        hint="只作备注，用过、收回或过期后删除。例如：老城区人才办 李工"
        maxLength={60}
        value={values.note}
        onChange={(text) => setValues({ ...values, note: text })}
      />
      <Failure error={error} />
    </Modal>
  )
}

function NewCode({ code, onClose }: { code: string; onClose(): void }) {
  const { message } = App.useApp()
  const address = `${window.location.origin}/console/open?code=${encodeURIComponent(code)}`
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      void message.success('已复制')
    } catch {
      void message.warning('浏览器不让复制，请手动选中后复制')
    }
  }
  return (
    <Notice
      tone="good"
      alert
      title={`邀请码 ${code}`}
      action={
        <Button type="text" onClick={onClose}>
          收好了
        </Button>
      }
    >
      <p>
        只显示这一次，七天内有效。请当面或用可靠的方式交给本人：手机上在“我的 →
        加入工作站”输入，或在电脑上打开开通页面。
      </p>
      <p className="form-actions">
        <Button icon={<Icon name="copy" />} onClick={() => void copy(code)}>
          复制邀请码
        </Button>
        <Button icon={<Icon name="copy" />} onClick={() => void copy(address)}>
          复制开通地址
        </Button>
      </p>
    </Notice>
  )
}

const standing = ({
  acceptedAt,
  revokedAt,
  expiresAt,
}: Invitation): { words: string; open: boolean; tone: string } => {
  if (acceptedAt) return { words: `${day(acceptedAt)}已使用`, open: false, tone: 'good' }
  if (revokedAt) return { words: '已收回', open: false, tone: '' }
  if (new Date(expiresAt) < new Date()) return { words: '已过期', open: false, tone: '' }
  return { words: `${day(expiresAt)}前有效`, open: true, tone: 'info' }
}

/** Invitations: made, told once, taken back. */
export function Invitations() {
  const pages = usePages<Invitation>('invitations', (after) =>
    call('GET /staff-invitations', { query: { after, limit: 10 } }),
  )
  const [inviting, setInviting] = useState(false)
  const [code, setCode] = useState<string | null>(null)
  const { busy, error, run } = useAct()
  const revoke = (id: string) =>
    run(async () => {
      await call('DELETE /staff-invitations/:invitation', { params: { invitation: id } })
      await pages.restart()
    })
  return (
    <Card
      title="邀请"
      extra={
        <Button type="primary" icon={<Icon name="plus" />} onClick={() => setInviting(true)}>
          邀请工作人员
        </Button>
      }
    >
      {code && <NewCode code={code} onClose={() => setCode(null)} />}
      <Failure error={error} />
      {pages.items.length > 0 && (
        <Table label="邀请" columns={['给谁', '岗位', '站点', '发出', '状态', actsColumn]}>
          {pages.items.map((invitation) => {
            const { words, open, tone } = standing(invitation)
            return (
              <tr key={invitation.id}>
                <td>{invitation.note || <span className="muted">已删除</span>}</td>
                <td>{roleLabels[invitation.role]}</td>
                <td>{invitation.station?.name ?? <span className="muted">—</span>}</td>
                <td className="mono">{day(invitation.createdAt)}</td>
                <td>
                  <span className={`tag ${tone}`}>{words}</span>
                </td>
                <td className="actions">
                  {open && (
                    <Button
                      type="text"
                      loading={busy}
                      onClick={() => void revoke(invitation.id)}
                      aria-label={`收回给${invitation.note}的邀请`}
                    >
                      收回
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </Table>
      )}
      <PagesFoot pages={pages} what="邀请" empty={<p className="muted">还没有发出过邀请。</p>} />
      {inviting && (
        <Invite
          onClose={() => setInviting(false)}
          onDone={(made) => {
            setInviting(false)
            setCode(made)
            void pages.restart()
          }}
        />
      )}
    </Card>
  )
}

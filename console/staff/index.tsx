import type { StaffMember } from '@jucai/contract/staff'
import { roleLabels, type StaffRole } from '@jucai/contract/vocabulary'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../api'
import { day } from '../dates'
import { useAct } from '../loading'
import { Empty, Failure } from '../parts/notice'
import { Card, Page } from '../parts/page'
import { PagesFoot, usePages } from '../parts/pages'
import { actsColumn, Table } from '../parts/table'
import { useHas } from '../session'
import { Invitations } from './invitations'
import { Locks } from './locks'

function EndDuty({ member, onDone, onClose }: { member: StaffMember; onDone(): void; onClose(): void }) {
  const { busy, error, run } = useAct()
  const { message } = App.useApp()
  const end = () =>
    run(async () => {
      await call('DELETE /staff/:person/roles/:role', {
        params: { person: member.personId, role: member.role as StaffRole },
      })
      void message.success(`已取消${member.maskedName}的“${roleLabels[member.role]}”`)
      onDone()
    })
  return (
    <Modal
      open
      title={`取消${member.maskedName}的“${roleLabels[member.role]}”？`}
      okText="取消这个岗位"
      cancelText="保留"
      okButtonProps={{ danger: true }}
      confirmLoading={busy}
      onOk={() => void end()}
      onCancel={onClose}
    >
      <p>对方会立即退出登录。已经办理的记录都保留；要恢复需重新邀请。</p>
      <Failure error={error} />
    </Modal>
  )
}

/** Members of staff and, for the system administrator, invitations. */
export default function Staff() {
  const pages = usePages<StaffMember>('staff', (after) => call('GET /staff', { query: { after, limit: 50 } }))
  const [ending, setEnding] = useState<StaffMember | null>(null)
  const mayInvite = useHas('system-admin')
  const mayUnlock = useHas('security-admin')
  return (
    <Page title="人员与邀请" lead="系统、安全、审计三种管理员不能由同一人担任。">
      {mayInvite && <Invitations />}
      {mayUnlock && <Locks />}
      <Card title="在岗人员" className="flush-table">
        {pages.items.length > 0 && (
          <Table label="在岗人员" columns={['姓名', '电话', '岗位', '站点', '自', actsColumn]}>
            {pages.items.map((member) => (
              <tr key={member.personId + member.role}>
                <td>{member.maskedName}</td>
                <td className="mono">{member.maskedPhone}</td>
                <td>{roleLabels[member.role]}</td>
                <td>{member.station?.name ?? <span className="muted">—</span>}</td>
                <td className="mono">{day(member.since)}</td>
                <td className="actions">
                  <Button
                    type="text"
                    danger
                    onClick={() => setEnding(member)}
                    aria-label={`取消岗位：${member.maskedName}，${roleLabels[member.role]}`}
                  >
                    取消岗位
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        )}
        <PagesFoot pages={pages} what="人员名单" empty={<Empty icon="users" title="还没有在岗人员" />} />
      </Card>
      {ending && (
        <EndDuty
          member={ending}
          onClose={() => setEnding(null)}
          onDone={() => {
            setEnding(null)
            void pages.restart()
          }}
        />
      )}
    </Page>
  )
}

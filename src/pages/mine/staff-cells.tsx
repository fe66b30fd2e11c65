import type { Assignment } from '@jucai/contract/accounts'
import { roleLabels } from '@jucai/contract/vocabulary'
import { Cell, CellGroup } from '@/components/cell'

const managesTeam = ['system-admin', 'security-admin', 'lead', 'audit-admin']

/** What somebody on duty opens here, by role; nothing for everybody else. */
export function StaffCells({ assignments }: { assignments: readonly Assignment[] }) {
  if (assignments.length === 0) return null
  const clerks = assignments.filter(({ role }) => role === 'clerk')
  const team = assignments.find(({ role }) => managesTeam.includes(role))
  const others = assignments.filter((one) => one.role !== 'clerk' && one !== team)
  return (
    <CellGroup title="工作人员">
      {clerks.length > 0 && (
        <Cell
          icon="scan-line"
          title="扫码核验"
          note={clerks
            .map(({ station }) => station?.name)
            .filter(Boolean)
            .join('、')}
          to="/staff/scan/index"
        />
      )}
      {clerks.length > 0 && (
        <Cell icon="handshake" title="归根联系" note="今天要答复、要联系的人" to="/staff/leads/index" />
      )}
      {clerks.length > 0 && (
        <Cell icon="calendar" title="来访" note="谁来、来没来、开放时段" to="/staff/visits/index" />
      )}
      {clerks.length > 0 && (
        <Cell icon="house" title="驿站前台" note="办理入住、离店，看床位" to="/stays/desk/index" />
      )}
      {clerks.length > 0 && <Cell icon="file-text" title="今日记录" to="/staff/today/index" />}
      {team && <Cell icon="users" title="团队与安全" note={roleLabels[team.role]} to="/staff/team/index" />}
      {others.map(({ role, station }) => (
        <Cell
          key={role}
          icon="monitor-smartphone"
          title={roleLabels[role]}
          note={station?.name ?? '请在电脑上打开工作台'}
        />
      ))}
    </CellGroup>
  )
}

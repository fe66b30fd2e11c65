import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import type { Role } from '@jucai/contract/vocabulary'
import { Choice } from '@/components/choice'
import { Empty } from '@/components/empty'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { useSession } from '@/session'
import { AuditLog } from './audit-log'
import { Disputes } from './disputes'
import { Invitations } from './invitations'
import { Members } from './members'
import { Recoveries } from './recoveries'

type PanelKey = 'members' | 'invitations' | 'recoveries' | 'disputes' | 'audit'

/** What each panel is called, who may open it, and what it shows. The server decides again at every call. */
const panels: { key: PanelKey; label: string; roles: Role[]; content: () => ReactNode }[] = [
  { key: 'recoveries', label: '找回账号', roles: ['security-admin'], content: () => <Recoveries /> },
  { key: 'members', label: '成员', roles: ['system-admin', 'security-admin'], content: () => <Members /> },
  { key: 'invitations', label: '邀请', roles: ['system-admin'], content: () => <Invitations /> },
  { key: 'disputes', label: '本人申诉', roles: ['lead', 'security-admin'], content: () => <Disputes /> },
  { key: 'audit', label: '审计日志', roles: ['audit-admin'], content: () => <AuditLog /> },
]

/** The team's page: each administrator sees their own separate part of it (等保三级, 三权分立). */
export default function TeamPage() {
  const me = useSession((session) => session.me)
  const [chosen, setChosen] = useState<PanelKey>()
  const allowed = panels.filter(({ roles }) => me?.assignments.some(({ role }) => roles.includes(role)))
  const open = allowed.find(({ key }) => key === chosen) ?? allowed[0]
  return (
    <Page title="团队与安全" up="/pages/mine/index">
      {!me && <SignInFirst text="请用工作账号登录。" />}
      {me && !open && (
        <Empty
          icon="shield-check"
          title="这里只给管理员用"
          text="您的账号没有管理角色。需要时请联系系统管理员邀请您。"
        />
      )}
      {open && (
        <View className="stack">
          {allowed.length > 1 && (
            <Choice
              label="看什么"
              options={allowed.map(({ key, label }) => ({ value: key, label }))}
              value={open.key}
              onChange={setChosen}
            />
          )}
          {allowed.length === 1 && (
            <View className="h2" aria-role="heading" aria-level={2}>
              {open.label}
            </View>
          )}
          {open.content()}
        </View>
      )}
    </Page>
  )
}

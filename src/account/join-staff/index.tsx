import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import { roleLabels, type Role } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { TextInput } from '@/components/text-input'
import { useAttempt } from '@/attempt'
import { freshMe } from '@/fresh-me'
import { useSession } from '@/session'
import { wordsOf } from '@/words/problems'

const duties: Record<Role, string> = {
  holder: '',
  clerk: '扫人才码、核对能享受的服务、登记办理记录。只看到办事需要的信息，每次查看本人都能看到。',
  reviewer: '审核申请，给出理由和下一步。每次查看个人资料都会记录，本人能看到。',
  lead: '查看整体进展和本人申诉，不看个人的完整资料。',
  'system-admin': '邀请工作人员、收回角色。不能查看业务资料和审计日志。',
  'security-admin': '处理找回账号、停用人才码、收回角色。每一步都进审计日志。',
  'audit-admin': '查看审计日志，不能修改任何内容。',
}

const codeProblems = ['invitation-invalid', 'invitation-expired', 'role-conflict']

/** Becoming staff by an invitation's code. */
export default function JoinStaffPage() {
  const signedIn = useSession(({ token }) => token !== null)
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string>()
  const [error, setError] = useState<string>()
  const [joined, setJoined] = useState<{ role: Role; stationName: string | null }>()
  const attempt = useAttempt()

  async function join(): Promise<void> {
    setError(undefined)
    const typed = code.trim()
    if (!typed) return setFault('请填写管理员给您的邀请码')
    const body = { code: typed }
    try {
      setJoined(await call('POST /me/assignments', { body }, { attempt }))
      await freshMe().catch(() => undefined)
    } catch (problem) {
      if (problem instanceof ProblemError && codeProblems.includes(problem.code)) setFault(wordsOf(problem))
      else setError(wordsOf(problem))
    }
  }

  if (!signedIn)
    return (
      <Page title="加入工作人员">
        <SignInFirst text="请先登录您自己的账号，再填写邀请码。" />
      </Page>
    )
  if (joined) {
    return (
      <Page title="加入工作人员">
        <View className="stack">
          <Notice
            kind="good"
            title={`您现在是${joined.stationName ? `${joined.stationName}的` : ''}${roleLabels[joined.role]}`}
            live
          >
            {duties[joined.role]}
          </Notice>
          {joined.role === 'clerk' ? (
            <Button wide icon="scan-line" onClick={() => Taro.redirectTo({ url: '/staff/scan/index' })}>
              去扫码
            </Button>
          ) : (
            <Button wide onClick={() => Taro.switchTab({ url: '/pages/mine/index' })}>
              去“我的”看看
            </Button>
          )}
        </View>
      </Page>
    )
  }
  return (
    <Page title="加入工作人员" up="/pages/mine/index">
      <View className="stack">
        <Card>
          <TextInput
            label="邀请码"
            hint="由系统管理员发给您，只能用一次，大小写不限"
            maxLength={40}
            autoComplete="off"
            value={code}
            error={fault}
            onChange={(text) => {
              setCode(text)
              setFault(undefined)
            }}
          />
        </Card>
        {error && (
          <Notice kind="bad" title="没有加入成功" live>
            {error}
          </Notice>
        )}
        <Button wide onClick={join}>
          加入
        </Button>
        <View className="tiny">没有邀请码？请联系您单位的系统管理员。</View>
      </View>
    </Page>
  )
}

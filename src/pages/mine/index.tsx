import { useState } from 'react'
import { View } from '@tarojs/components'
import { introductionsPage } from '@jucai/contract/project-vocabulary'
import { poolPage } from '@jucai/contract/pool-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell, CellGroup } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { toast } from '@/components/toast'
import { freshMe } from '@/fresh-me'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { referralsDoor } from '@/words/doors'
import { standingOf, stepFrom } from '@/words/next-step'
import { waitingScans } from '@/waiting-scans'
import { HelpCells } from './help-cells'
import { maskedName } from '@/words/masked-name'
import { StaffCells } from './staff-cells'
import './mine.scss'

/** What is mine: the next step, my records and data, help, and the desk of whoever works here. */
export default function MinePage() {
  const me = useSession((session) => session.me)
  const { reload } = useLoaded(freshMe)
  useRefresh(reload)
  const [leaving, setLeaving] = useState(false)
  const [waiting, setWaiting] = useState(0)

  const leave = (personId: string) => {
    setWaiting(waitingScans(personId))
    setLeaving(true)
  }
  async function signOut(): Promise<void> {
    setLeaving(false)
    // Without a network the phone forgets all the same; the device can be signed out later under 登录设备.
    await call('DELETE /sessions/current').catch(() => undefined)
    useSession.getState().signedOut()
    toast('已退出登录')
  }

  const step = stepFrom[standingOf(me)]
  const name = me?.name ? maskedName(me.name) : '你好'
  const lead = me
    ? [me.tier?.name ?? (me.registered ? '' : '还没有登记'), me.phone].filter(Boolean).join(' · ')
    : '登录后，足迹、资料和授权都在这里'
  return (
    <Page title="我的" tab="mine" greeting={me ? name : '我的'} lead={lead}>
      <View className="stack">
        <View className="card mine-next">
          <View className="mine-next-words">
            <View className="strong">{step.title}</View>
            <View className="small">{step.why}</View>
          </View>
          <Button kind="star" onClick={() => openPage(step.to)}>
            {step.button}
          </Button>
        </View>
        {me && <StaffCells assignments={me.assignments} />}
        {me && (
          <CellGroup title="我的记录">
            <Cell
              icon="clock"
              title="我的申请"
              note="办到哪一步，谁在办，什么时候答复"
              to="/applications/list/index"
            />
            <Cell {...referralsDoor} />
            <Cell
              icon="landmark"
              title="项目引进"
              note="填写引进码，看自己计在哪个项目名下"
              to={introductionsPage}
            />
            <Cell icon="send" title="给我的邀请" note="人才办想请你聊聊的岗位、项目和活动" to={poolPage} />
            <Cell
              icon="footprints"
              title="足迹"
              note="在哪里享受过什么，不是你就说一声"
              to="/account/timeline/index"
            />
            <Cell
              icon="file-text"
              title="我的资料"
              note="看、改、导出，谁看过也有记录"
              to="/account/my-data/index"
            />
          </CellGroup>
        )}
        {me && (
          <CellGroup title="账号与安全">
            <Cell
              icon="shield-check"
              title="授权与隐私"
              note={me.noticeNews && '说明有了新内容，看看多了什么'}
              to="/account/consents/index"
            />
            <Cell icon="monitor-smartphone" title="登录设备" to="/account/sessions/index" />
            <Cell
              icon="building-2"
              title="加入工作站"
              note="收到邀请码的工作人员从这里进"
              to="/account/join-staff/index"
            />
          </CellGroup>
        )}
        <CellGroup title="使用习惯">
          <Cell icon="settings" title="设置" note="文字大小、深色" to="/account/settings/index" />
        </CellGroup>
        <HelpCells />
        {me && (
          <Button kind="quiet" wide icon="log-out" onClick={() => leave(me.id)}>
            退出登录
          </Button>
        )}
      </View>
      {leaving && (
        <Dialog
          title="退出登录？"
          confirm="退出"
          danger
          onConfirm={signOut}
          onClose={() => setLeaving(false)}
        >
          {waiting > 0 &&
            `还有 ${waiting} 条没有网络时登记的服务没有补登，退出后只有你重新登录才能补登，超过 72 小时就不能了。请先联网打开“今日记录”。`}
          这部手机上看不到你的资料和人才码了，重新登录就能回来。
        </Dialog>
      )}
    </Page>
  )
}

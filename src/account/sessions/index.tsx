import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Session } from '@jucai/contract/accounts'
import { dayInChina } from '@jucai/contract/china-time'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Tag } from '@/components/tag'
import { toast } from '@/components/toast'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { dayText, momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import '@/components/cell.scss'

type Ending = { what: 'one'; session: Session } | { what: 'here' } | { what: 'all' }
const questions: Record<Ending['what'], { title: string; text: string; confirm: string }> = {
  one: {
    title: '退出这台设备？',
    text: '那台设备要重新登录才能用。如果不是你在用，建议再看看有没有别的陌生设备。',
    confirm: '退出那台',
  },
  here: {
    title: '在这台设备上退出？',
    text: '没有提交的登记草稿还会留着，重新登录后接着填。',
    confirm: '退出登录',
  },
  all: {
    title: '退出全部设备？',
    text: '包括这一台。所有设备都要重新登录；人才码还有效，重新登录后再亮出来。',
    confirm: '全部退出',
  },
}

/** Where one is signed in, and the ways out. */
export default function SessionsPage() {
  const sessions = useLoaded(async () => (await call('GET /me/sessions')).items)
  const [ending, setEnding] = useState<Ending>()
  const [error, setError] = useState<string>()

  async function end(): Promise<void> {
    if (!ending) return
    setError(undefined)
    try {
      if (ending.what === 'one')
        await call('DELETE /me/sessions/:session', { params: { session: ending.session.id } })
      else await call(ending.what === 'all' ? 'DELETE /me/sessions' : 'DELETE /sessions/current')
      setEnding(undefined)
      if (ending.what === 'one') {
        sessions.set((sessions.data ?? []).filter(({ id }) => id !== ending.session.id))
        toast('已退出那台设备')
      } else {
        useSession.getState().signedOut()
        toast('已退出')
        void Taro.switchTab({ url: '/pages/mine/index' })
      }
    } catch (problem) {
      setEnding(undefined)
      setError(wordsOf(problem))
    }
  }

  return (
    <Page title="登录的设备" up="/pages/mine/index">
      <Loaded of={sessions}>
        {(list) => (
          <View className="stack">
            <View className="small">看到不认识的设备，就让它退出。</View>
            {error && (
              <Notice kind="bad" title="没有退出成功" live>
                {error}
              </Notice>
            )}
            <View className="card card-flush" aria-role="list">
              {list.map((session) => (
                <View key={session.id} className="cell" aria-role="listitem">
                  <Icon name="monitor-smartphone" className="cell-icon" />
                  <View className="cell-main">
                    <View className="row">
                      {session.device}
                      {session.current && <Tag tone="night">本机</Tag>}
                    </View>
                    <View className="cell-note">最近使用 {momentText(session.lastSeenAt)}</View>
                    <View className="cell-note">
                      {momentText(session.createdAt)} 登录，{dayText(dayInChina(session.expiresAt))}到期
                    </View>
                  </View>
                  {!session.current && (
                    <Button
                      kind="quiet"
                      label={`退出 ${session.device}`}
                      onClick={() => setEnding({ what: 'one', session })}
                    >
                      退出
                    </Button>
                  )}
                </View>
              ))}
            </View>
            <Button wide kind="secondary" icon="log-out" onClick={() => setEnding({ what: 'here' })}>
              退出登录
            </Button>
            <Button wide kind="danger" onClick={() => setEnding({ what: 'all' })}>
              退出全部设备
            </Button>
            <Button wide kind="quiet" onClick={() => openPage('/account/recover/index')}>
              我还有一个账号，要找回或合并
            </Button>
          </View>
        )}
      </Loaded>
      {ending && (
        <Dialog
          title={questions[ending.what].title}
          confirm={questions[ending.what].confirm}
          danger
          onConfirm={end}
          onClose={() => setEnding(undefined)}
        >
          {questions[ending.what].text}
        </Dialog>
      )}
    </Page>
  )
}

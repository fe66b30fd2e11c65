import { useState } from 'react'
import { dayInChina } from '@jucai/contract/china-time'
import { View } from '@tarojs/components'
import { newAttempt } from '@/attempt'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { SwitchRow } from '@/components/switch-row'
import { useSession } from '@/session'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

const watching = newAttempt()

const noteOf = (since: string | null): string =>
  since
    ? `${dayText(dayInChina(Date.parse(since)))}打开的，关掉马上停。`
    : '默认不发。打开后，有政策对你开始或结束的当天发一条站内消息。'

/** Agreeing to a message on the day when something opens or ends; off by default, and ended at once. */
export function Watch() {
  const signedIn = useSession(({ me }) => me !== null)
  const loaded = useLoaded(async () => (signedIn ? call('GET /me/policy-watch') : { since: null }))
  const [error, setError] = useState<string>()
  if (!signedIn) return <View className="small">登录后，可以让我们在开始或结束的当天告诉你。</View>
  const set = async (on: boolean) => {
    setError(undefined)
    try {
      loaded.set(await call('PUT /me/policy-watch', { body: { on } }, { attempt: watching }))
    } catch (problem) {
      setError(wordsOf(problem))
    }
  }
  return (
    <Loaded of={loaded}>
      {({ since }) => (
        <>
          <Card flush>
            <SwitchRow
              title="到那天发消息告诉我"
              note={noteOf(since)}
              checked={since !== null}
              onChange={(on) => void set(on)}
            />
          </Card>
          {error && (
            <Notice kind="bad" title="没有改成" live>
              {error}
            </Notice>
          )}
        </>
      )}
    </Loaded>
  )
}

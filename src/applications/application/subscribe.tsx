import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Subscription } from '@jucai/contract/applications'
import { call } from '@/api'
import { Button } from '@/components/button'
import { newIdempotencyKey } from '@/random'

const wanted = ['application-progress', 'changes-requested'] as const
type Ready = Subscription & { templateId: string }
const isReady = (one: Subscription): one is Ready => one.templateId !== null && (wanted as readonly string[]).includes(one.topic)

/** Asks WeChat whether it may tell of what comes: one consent, one message. Only in the mini-program, and only where the city has templates. */
export function Subscribe() {
  const [topics, setTopics] = useState<Ready[]>([])
  const [told, setTold] = useState<string>()
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp') return
    call('GET /me/subscriptions').then(({ items }) => setTopics(items.filter(isReady)), () => undefined)
  }, [])
  if (topics.length === 0) return null
  if (told) return <View className="small" aria-role="status">{told}</View>

  async function ask(): Promise<void> {
    const tmplIds = topics.map(({ templateId }) => templateId)
    // WeChat shows its question only in answer to a tap, so nothing may come before this call.
    const answer = await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] }).catch(() => undefined) as Record<string, string> | undefined
    const agreed = topics.filter(({ templateId }) => answer?.[templateId] === 'accept').map(({ topic }) => topic)
    if (agreed.length === 0) return setTold('没有开启微信提醒，进展会在“消息”里告诉你。')
    await call('POST /me/subscriptions', { body: { topics: agreed } }, { idempotencyKey: await newIdempotencyKey() }).then(
      () => setTold('好，有进展时微信告诉你。'), () => setTold('微信提醒没有记下，进展会在“消息”里告诉你。'),
    )
  }
  return <Button wide kind="secondary" icon="bell" onClick={ask}>有进展时微信告诉我</Button>
}

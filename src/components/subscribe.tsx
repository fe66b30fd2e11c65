import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { SubscriptionTopic } from '@jucai/contract/application-vocabulary'
import type { Subscription } from '@jucai/contract/applications'
import { call } from '@/api'
import { Button } from '@/components/button'
import { newIdempotencyKey } from '@/random'

type Ready = Subscription & { templateId: string }

interface Asked {
  topics: readonly SubscriptionTopic[]
  button: string
  agreed: string
  instead: string
}

const asked = {
  application: {
    topics: ['application-progress', 'changes-requested'],
    button: '有进展时微信告诉我',
    agreed: '好，有进展时微信告诉你。',
    instead: '进展会在“消息”里告诉你。',
  },
  visit: {
    topics: ['visit-reminder'],
    button: '来之前微信提醒我',
    agreed: '好，来之前微信提醒你。',
    instead: '来之前会在“消息”里提醒你。',
  },
  turn: {
    topics: ['turn-to-choose'],
    button: '轮到我选房时微信告诉我',
    agreed: '好，轮到你时微信告诉你。',
    instead: '轮到你时会在“消息”里告诉你。',
  },
} as const satisfies Record<string, Asked>

/**
 * Asks WeChat whether it may tell of what comes: one consent, one message. Only in the mini-program, and
 * only where the city has templates.
 */
export function Subscribe({ about }: { about: keyof typeof asked }) {
  const words: Asked = asked[about]
  const [topics, setTopics] = useState<Ready[]>([])
  const [told, setTold] = useState<string>()
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp') return
    call('GET /me/subscriptions').then(
      ({ items }) =>
        setTopics(
          items.filter((one): one is Ready => one.templateId !== null && words.topics.includes(one.topic)),
        ),
      () => undefined,
    )
  }, [])
  if (topics.length === 0) return null
  if (told)
    return (
      <View className="small" aria-role="status">
        {told}
      </View>
    )

  async function ask(): Promise<void> {
    const tmplIds = topics.map(({ templateId }) => templateId)
    // WeChat shows its question only in answer to a tap, so nothing may come before this call.
    const answer = (await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] }).catch(() => undefined)) as
      Record<string, string> | undefined
    const agreed = topics
      .filter(({ templateId }) => answer?.[templateId] === 'accept')
      .map(({ topic }) => topic)
    if (agreed.length === 0) return setTold(`没有开启微信提醒，${words.instead}`)
    await call(
      'POST /me/subscriptions',
      { body: { topics: agreed } },
      { idempotencyKey: await newIdempotencyKey() },
    ).then(
      () => setTold(words.agreed),
      () => setTold(`微信提醒没有记下，${words.instead}`),
    )
  }
  return (
    <Button wide kind="secondary" icon="bell" onClick={ask}>
      {words.button}
    </Button>
  )
}

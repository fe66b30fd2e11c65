import { useState } from 'react'
import { timeInChina } from '@jucai/contract/china-time'
import type { BoothDesk } from '@jucai/contract/fair-shapes'
import { View } from '@tarojs/components'
import { call } from '@/api'
import { newAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Tag } from '@/components/tag'
import { ResultSheet } from './sheets'

const stepping = newAttempt()
type Unfinished = BoothDesk['unfinished'][number]

const noteOf = ({ state, until, attended }: Unfinished): string => {
  if (state === 'ended') return '对方已经结束面谈，还没有记结果'
  const who = attended ? '同事' : '同事已经不在单位，'
  if (state === 'called') return `${who}叫的，等到 ${until ? timeInChina(until) : ''}`
  return attended ? '同事正在谈' : `${who}这场面谈还没有记结果，对方在别处的排队都停着`
}

/** Calls and talks of colleagues, and talks that the visitor has ended: whoever is at the booth may bring them to an end. */
export function UnfinishedTalks({
  employer,
  desk,
  act,
}: {
  employer: string
  desk: BoothDesk
  act(ask: () => Promise<BoothDesk>): Promise<void>
}) {
  const [ending, setEnding] = useState<Unfinished>()
  if (desk.unfinished.length === 0) return null
  const step = (
    one: Unfinished,
    body: { event: 'begin' | 'finish'; result?: 'further' | 'kept' | 'unfit'; reason?: string },
  ) =>
    act(() =>
      call(
        'POST /employers/:employer/fair-booths/:fairBooth/places/:fairPlace/steps',
        {
          params: { employer, fairBooth: desk.booth.id, fairPlace: one.id },
          body: { ...body, revision: one.revision },
        },
        { attempt: stepping },
      ),
    )
  return (
    <Card title="还没有结果的面谈">
      {desk.unfinished.map((one) => (
        <View key={one.id} className="fair-body">
          <View className="wrap">
            <View className="h3" aria-role="heading" aria-level={3}>
              {one.name}
            </View>
            {!one.attended && <Tag tone="care">等人接手</Tag>}
          </View>
          <View className="small">{noteOf(one)}</View>
          {one.state === 'called' ? (
            <Button
              wide
              kind="secondary"
              label={`我来谈：${one.name}`}
              disabledReason={desk.talk !== null && '先记下你自己这一位的结果'}
              onClick={() => step(one, { event: 'begin' })}
            >
              到了，我来谈
            </Button>
          ) : (
            <Button wide kind="secondary" label={`记结果：${one.name}`} onClick={() => setEnding(one)}>
              记结果
            </Button>
          )}
        </View>
      ))}
      {ending && (
        <ResultSheet
          onClose={() => setEnding(undefined)}
          onSend={async (result) => {
            await step(ending, { event: 'finish', ...result })
            setEnding(undefined)
          }}
        />
      )}
    </Card>
  )
}

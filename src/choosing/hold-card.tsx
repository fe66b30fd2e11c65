import { View } from '@tarojs/components'
import type { Choosing } from '@jucai/contract/choosing'
import { countdownText, countdownWords, lastSeconds } from '@jucai/contract/choosing-vocabulary'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { depositWords, flatName, rentWords, typeWords } from './flat-words'
import { useRemaining, type Timed } from './server-time'

interface HoldCardProps {
  of: Timed<Choosing>
  hold: NonNullable<Choosing['hold']>
  onConfirm(): unknown
  onLetGo(): unknown
  onEnd(): void
}

/** What is held, and for how long; it says what happens when the time is up. */
export function HoldCard({ of, hold, onConfirm, onLetGo, onEnd }: HoldCardProps) {
  const { flat, until } = hold
  return (
    <Card title="已为你占住">
      <View className="choose-held">
        <View className="choose-held-name">{flatName(flat)}</View>
        <View className="small">{`${flat.typeName} · ${typeWords(flat)}`}</View>
        <View className="small">{`租金 ${rentWords(flat)} · 押金 ${depositWords(flat)}`}</View>
      </View>
      <HoldTime of={of} until={until} onEnd={onEnd} />
      <View className="choose-do">
        <Button kind="star" icon="check" wide onClick={onConfirm}>
          就选这套
        </Button>
        <Button kind="quiet" onClick={onLetGo}>
          放开，看别的
        </Button>
      </View>
    </Card>
  )
}

function HoldTime({ of, until, onEnd }: { of: Timed<Choosing>; until: string; onEnd(): void }) {
  const left = useRemaining(of, until, onEnd)
  const isLast = left <= lastSeconds * 1000
  return (
    <View className={isLast ? 'choose-time choose-time-last' : 'choose-time'}>
      <View className="choose-clock" aria-role="timer" aria-label={`还有 ${countdownWords(left)}`}>
        {countdownText(left)}
      </View>
      <View className="small" aria-live={isLast ? 'polite' : undefined}>
        {left === 0
          ? '时间到，已经放开。'
          : isLast
            ? '马上到时间：到时自动放开，别人就能选，你可以再占别的。'
            : '别人现在选不了这套。到时自动放开，再点不会延长；离开页面也在走。'}
      </View>
    </View>
  )
}

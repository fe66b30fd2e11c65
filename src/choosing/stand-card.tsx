import { View } from '@tarojs/components'
import type { Choosing } from '@jucai/contract/choosing'
import { choosingPhaseLabels, countdownText, countdownWords } from '@jucai/contract/choosing-vocabulary'
import { Card } from '@/components/card'
import { Notice, type NoticeKind } from '@/components/notice'
import { Subscribe } from '@/components/subscribe'
import { momentText } from '@/words/dates'
import { useRemaining, type Timed } from './server-time'

const kinds: Partial<Record<Choosing['phase'], NoticeKind>> = {
  open: 'good',
  late: 'care',
  behind: 'care',
  chosen: 'good',
}

/** Phases in which a call may still come. */
const toBeCalled: readonly Choosing['phase'][] = ['before', 'waiting', 'listed', 'behind']

const wordsFor = ({ phase, before, callsFrom, lastCallAt, number, quota, waits }: Choosing): string => {
  switch (phase) {
    case 'before':
      return `${waits ?? (callsFrom ? `${momentText(callsFrom)}开始。` : '')}你是 ${number ?? ''}，前面有 ${before ?? 0} 位。轮到时发消息给你。`
    case 'waiting':
      return `你是 ${number ?? ''}，前面还有 ${before ?? 0} 位。轮到时发消息给你，不用守着。${callsFrom ? `夜里不叫号，${momentText(callsFrom)}接着叫。` : ''}`
    case 'listed':
      return `名额还没有到你，排在第 ${(before ?? 0) + 1} 位候补。前面有人放弃就往前走，轮到时发消息。`
    case 'open':
      return quota === 'general'
        ? '点一套空房先占住，再慢慢看。'
        : '你可以选留给你这一类人的房，也可以选别的。'
    case 'behind':
      return '你的时间过了，名额还在。正在选的人选完，你就可以接着选，到时发消息。'
    case 'late':
      return `名额还给你留着，现在就可以选${lastCallAt ? `，${momentText(lastCallAt)}前` : ''}。`
    case 'refused':
    case 'passed-over':
      return '这一批的名额给了后面的人。可以留在候补名单里，以后的批次不受影响。'
    case 'ended':
      return '没有选到的，可以留在项目的候补名单里。'
    case 'none':
      return '下面是这一批的选房图，谁都可以看。'
    case 'chosen':
      return '签约之前，双方都同意可以互换。'
  }
}

/** Whose turn it is, in one sentence, and how long the own turn still lasts. */
export function StandCard({ of, onEnd }: { of: Timed<Choosing>; onEnd(): void }) {
  const { value: choosing } = of
  const { phase, slot } = choosing
  return (
    <Card>
      <Notice kind={kinds[phase] ?? 'info'} title={choosingPhaseLabels[phase]}>
        {wordsFor(choosing)}
      </Notice>
      {phase === 'open' && slot && <TurnTime of={of} endsAt={slot.endsAt} onEnd={onEnd} />}
      {toBeCalled.includes(phase) && <Subscribe about="turn" />}
    </Card>
  )
}

function TurnTime({ of, endsAt, onEnd }: { of: Timed<Choosing>; endsAt: string; onEnd(): void }) {
  const left = useRemaining(of, endsAt, onEnd)
  return (
    <View className="choose-turn">
      <View className="small">{`你的时间到 ${momentText(endsAt)}`}</View>
      <View className="choose-turn-left" aria-role="timer" aria-label={`还有 ${countdownWords(left)}`}>
        {countdownText(left)}
      </View>
    </View>
  )
}

import { useMemo } from 'react'
import { View } from '@tarojs/components'
import { turnsAhead } from '@jucai/contract/policies/offers'
import type { Turn } from '@jucai/contract/policies/change'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Empty } from '@/components/empty'
import { openPage } from '@/page-address'
import { dayText } from '@/words/dates'
import { turnWords } from '../turn-words'
import { BookPage } from '../book-page'
import type { Standing } from '../standing'
import { Watch } from './watch'
import '../policies.scss'

/** What opens and what ends by itself within two years, as a line of time. */
export default function AheadPage() {
  return (
    <BookPage title="往后两年" up="/policies/mine/index">
      {(standing) => (
        <View className="stack">
          <LineOfTime standing={standing} />
          <Watch />
        </View>
      )}
    </BookPage>
  )
}

const causesOf = ({ causes }: Turn): string =>
  causes
    .map(({ label }) => label)
    .filter(Boolean)
    .join('；')

function LineOfTime({ standing }: { standing: Standing }) {
  const turns = useMemo(
    () => turnsAhead(standing.prepared, standing.facts, standing.day).slice(0, 12),
    [standing],
  )
  const titleOf = (code: string) =>
    standing.prepared.book.policies.find((policy) => policy.code === code)?.title ?? code
  if (turns.length === 0) return <NothingAhead />
  return (
    <Card title="往后两年会怎样">
      <View aria-role="list">
        {turns.map((turn) => (
          <View
            key={`${turn.on} ${turn.kind} ${turn.policy}`}
            className={turn.kind === 'opens' ? 'line' : 'line line-ends'}
            aria-role="listitem"
          >
            <View className="line-day">{dayText(turn.on)}</View>
            <View>{turnWords(titleOf(turn.policy), turn)}</View>
            {causesOf(turn) && <View className="small">{causesOf(turn)}</View>}
          </View>
        ))}
      </View>
    </Card>
  )
}

function NothingAhead() {
  return (
    <Card>
      <Empty
        icon="calendar"
        title="两年内没有会自己变化的"
        text="多说一点你的情况，就能看到哪天会有变化。"
        action={
          <Button kind="secondary" onClick={() => openPage('/policies/mine/index')}>
            去回答
          </Button>
        }
      />
    </Card>
  )
}

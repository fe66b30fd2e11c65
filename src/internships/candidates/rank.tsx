import { useState } from 'react'
import { View } from '@tarojs/components'
import type { InternshipCandidate } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { untilText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { Ordered, moved } from '../ordered'

/** The base's order of who wishes for a place of a round; who is left out is not acceptable to it. */
export function RankCandidates({
  employer,
  place,
  rankBy,
  candidates,
  hasMore,
  onRanked,
}: {
  employer: string
  place: string
  rankBy: string
  candidates: readonly InternshipCandidate[]
  hasMore: boolean
  onRanked(): Promise<void>
}) {
  const waiting = candidates.filter(({ state }) => state === 'applied')
  const kept = waiting
    .filter(({ baseRank }) => baseRank !== null)
    .sort((one, other) => (one.baseRank ?? 0) - (other.baseRank ?? 0))
    .map(({ id }) => id)
  const [order, setOrder] = useState<string[]>()
  const [failed, setFailed] = useState<string>()
  const now = (order ?? kept).filter((id) => waiting.some((one) => one.id === id))
  const nameOf = (id: string) => waiting.find((one) => one.id === id)?.name ?? ''
  const left = waiting.filter(({ id }) => !now.includes(id))
  if (waiting.length === 0) return null
  const keep = async () => {
    setFailed(undefined)
    try {
      await call('PUT /employers/:employer/internship-places/:place/ranking', {
        params: { employer, place },
        body: { wishIds: now },
      })
      await onRanked()
      setOrder(undefined)
      toast('次序存好了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Card title="排次序，最想要的在最前" aside={`${now.length} 人`}>
      <View className="small">{`${untilText(rankBy)}截止。没有排进来的人，不会分配到这个岗位。`}</View>
      {hasMore && <View className="small">后面还有人，先在下面点“显示更多”，再排。</View>}
      <Ordered
        items={now.map((id) => ({ id, words: nameOf(id) }))}
        what="位"
        onMove={(at, by) => setOrder(moved(now, at, by))}
        onDrop={(at) => setOrder(now.filter((_, turn) => turn !== at))}
      />
      {left.length > 0 && (
        <View>
          <View className="small">还没有排的</View>
          <View className="intern-do">
            {left.map(({ id, name }) => (
              <Button key={id} kind="secondary" icon="plus" onClick={() => setOrder([...now, id])}>
                {name}
              </Button>
            ))}
          </View>
        </View>
      )}
      {failed && (
        <Notice kind="bad" title="次序没有存下来" live>
          {failed}
        </Notice>
      )}
      {order && (
        <Button wide onClick={keep} disabledReason={hasMore && '先把名单都显示出来'}>
          存下次序
        </Button>
      )}
    </Card>
  )
}

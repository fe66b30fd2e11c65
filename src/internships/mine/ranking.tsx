import { useState } from 'react'
import { View } from '@tarojs/components'
import type { InternshipWish } from '@jucai/contract/internship-shapes'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Notice } from '@/components/notice'
import { toast } from '@/components/toast'
import { wordsOf } from '@/words/problems'
import { Ordered, moved } from '../ordered'

const inOrder = (one: InternshipWish, other: InternshipWish) =>
  one.rank - other.rank || (one.madeAt < other.madeAt ? -1 : 1)

/** One's wishes of rounds in order, best first; moved by two buttons and sent with a third. */
export function Ranking({
  wishes,
  onRanked,
}: {
  wishes: readonly InternshipWish[]
  onRanked(changed: InternshipWish[]): void
}) {
  const waiting = wishes.filter(({ inRound, state }) => inRound && state === 'applied').sort(inOrder)
  const [order, setOrder] = useState<string[]>()
  const [failed, setFailed] = useState<string>()
  const shown = order
    ? [...waiting].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id))
    : waiting
  if (waiting.length === 0) return null
  const keep = async () => {
    setFailed(undefined)
    try {
      const { items } = await call('PUT /me/internship-wish-ranking', {
        body: { wishIds: shown.map(({ id }) => id) },
      })
      setOrder(undefined)
      onRanked(items)
      toast('次序存好了')
    } catch (error) {
      setFailed(wordsOf(error))
    }
  }
  return (
    <Card title="志愿，最想去的在最前" aside={`${waiting.length} 个`}>
      <View className="small">
        基地看不到你排第几；把最想去的放在最前，不会因此吃亏。双方排序截止以后统一分配。
      </View>
      <Ordered
        items={shown.map(({ id, place }) => ({ id, words: `${place.title}，${place.base}` }))}
        what="志愿"
        onMove={(at, by) => setOrder(moved(shown, at, by).map(({ id }) => id))}
      />
      {failed && (
        <Notice kind="bad" title="次序没有存下来" live>
          {failed}
        </Notice>
      )}
      {order && (
        <Button wide onClick={keep}>
          存下次序
        </Button>
      )}
    </Card>
  )
}

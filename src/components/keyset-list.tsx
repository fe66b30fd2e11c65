import { useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Button } from './button'
import { Failure, useLoaded } from './loaded'
import { Notice } from './notice'
import { Skeleton } from './skeleton'
import './card.scss'
import './cell.scss'

interface KeysetPage<Item> {
  items: Item[]
  next: string | null
}

export interface KeysetListProps<Item> {
  /** Asks for the page after a cursor; undefined for the first. */
  load(after: string | undefined): Promise<KeysetPage<Item>>
  row(item: Item, list: { replace(item: Item): void; remove(): void }): ReactNode
  keyOf(item: Item): string
  empty: ReactNode
}

/** A list that comes page by page, rows in one card; more on demand, because a list without end helps no one who listens to it. */
export function KeysetList<Item>({ load, row, keyOf, empty }: KeysetListProps<Item>) {
  const list = useLoaded(() => load(undefined))
  const [moreFailed, setMoreFailed] = useState(false)
  const { data } = list
  if (!data) return list.error === undefined ? <Skeleton /> : <Failure error={list.error} onRetry={list.reload} />
  if (data.items.length === 0) return <>{empty}</>

  async function more(from: KeysetPage<Item>): Promise<void> {
    setMoreFailed(false)
    try {
      const { items, next } = await load(from.next ?? undefined)
      list.set({ items: [...from.items, ...items], next })
    } catch {
      setMoreFailed(true)
    }
  }

  return (
    <View className="stack">
      <View className="card card-flush">
        {data.items.map((item) => {
          const key = keyOf(item)
          const others = (map: (one: Item) => Item[]) => list.set({ ...data, items: data.items.flatMap((one) => (keyOf(one) === key ? map(one) : [one])) })
          return <View key={key} className="list-row">{row(item, { replace: (next) => others(() => [next]), remove: () => others(() => []) })}</View>
        })}
      </View>
      {moreFailed && <Notice kind="bad" title="后面的没有取到" live>检查一下网络，再点一次“显示更多”。</Notice>}
      {data.next && <Button kind="secondary" wide onClick={() => more(data)}>显示更多</Button>}
    </View>
  )
}

import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Loaded } from './loaded'
import { ListEnd, usePagedList, type ListSoFar } from './use-paged-list'
import './card.scss'
import './cell.scss'

export interface KeysetListProps<Item> {
  /** Asks for the page after a cursor; undefined for the first. */
  load(after: string | undefined): Promise<ListSoFar<Item>>
  row(item: Item, list: { replace(item: Item): void; remove(): void }): ReactNode
  keyOf(item: Item): string
  empty: ReactNode
}

/** A paged list as rows in one card. */
export function KeysetList<Item>({ load, row, keyOf, empty }: KeysetListProps<Item>) {
  const list = usePagedList(load)
  return (
    <Loaded of={list}>
      {(data) => {
        if (data.items.length === 0) return empty
        const change = (item: Item, into: Item[]) => list.set({ ...data, items: data.items.flatMap((one) => (keyOf(one) === keyOf(item) ? into : [one])) })
        return (
          <View className="stack">
            <View className="card card-flush">
              {data.items.map((item) => (
                <View key={keyOf(item)} className="list-row">{row(item, { replace: (next) => change(item, [next]), remove: () => change(item, []) })}</View>
              ))}
            </View>
            <ListEnd of={list} />
          </View>
        )
      }}
    </Loaded>
  )
}

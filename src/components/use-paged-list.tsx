import { useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { Button } from './button'
import { useLoaded, type Loading } from './loaded'
import { Notice } from './notice'

/** A list as far as it was asked for: `next` continues it, null ends it. */
export interface ListSoFar<Item> { items: Item[]; next: string | null }

/** A list that pages by keyset; draw it with `<Loaded>` and end it with `<ListEnd>`. */
export interface PagedList<Item> extends Loading<ListSoFar<Item>> {
  /** Asks for the next page; does nothing at the end or while one is on its way. */
  more(): Promise<void>
  moreFailed: boolean
}

/** Loads the first page when the page opens and the next one at its lower end. `load` answers the page after a cursor. */
export function usePagedList<Item>(load: (after: string | undefined) => Promise<ListSoFar<Item>>): PagedList<Item> {
  const list = useLoaded(() => load(undefined))
  const [moreFailed, setMoreFailed] = useState(false)
  // Refs, because the lower end can be reached twice, or the list reloaded, before React has rendered.
  const asking = useRef(false)
  const latest = useRef(list.data)
  latest.current = list.data

  async function more(): Promise<void> {
    const from = latest.current
    if (!from?.next || asking.current) return
    asking.current = true
    setMoreFailed(false)
    try {
      const { items, next } = await load(from.next)
      if (latest.current?.next === from.next) list.set({ items: [...latest.current.items, ...items], next })
    } catch {
      setMoreFailed(true)
    } finally {
      asking.current = false
    }
  }
  useReachBottom(() => void more())
  return { ...list, more, moreFailed }
}

/** The lower end of a paged list: more by tap where scrolling does not bring it, or why it did not come. */
export function ListEnd({ of }: { of: Pick<PagedList<unknown>, 'data' | 'more' | 'moreFailed'> }) {
  if (!of.data?.next) return null
  return (
    <View>
      {of.moreFailed && <Notice kind="bad" title="后面的没有取到" live>检查一下网络，再点一次“显示更多”。</Notice>}
      <Button kind="secondary" wide onClick={of.more}>显示更多</Button>
    </View>
  )
}

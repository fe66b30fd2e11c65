import { useRef, useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { Button } from './button'
import { Loaded, useLoaded, type LoadedProps, type Loading } from './loaded'
import { Notice } from './notice'
import { Rows } from './rows'
import './card.scss'

/** A list as far as it was asked for: `next` continues it, null ends it. */
export interface ListSoFar<Item> {
  items: Item[]
  next: string | null
}
/** Where a page of a list begins, as a route's query takes it: empty for the first page. */
export interface From {
  after?: string
}

/** A list that pages by keyset; drawn by {@link PagedList} or {@link PagedRows}. */
interface Paged<Item> extends Loading<ListSoFar<Item>> {
  /** Asks for the next page; does nothing at the end or while one is on its way. */
  more(): Promise<void>
  moreFailed: boolean
  /** Puts one in the place of each: itself, another, or none. */
  change(each: (item: Item) => Item | null): void
}

/** Loads the first page when the page opens and the next one at its lower end. */
export function usePaged<Item>(load: (from: From) => Promise<ListSoFar<Item>>): Paged<Item> {
  const list = useLoaded(() => load({}))
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
      const { items, next } = await load({ after: from.next })
      if (latest.current?.next === from.next) list.edit({ items: [...latest.current.items, ...items], next })
    } catch {
      setMoreFailed(true)
    } finally {
      asking.current = false
    }
  }
  useReachBottom(() => void more())
  const change = (each: (item: Item) => Item | null) => {
    const now = latest.current
    if (now) list.edit({ ...now, items: now.items.flatMap((item) => each(item) ?? []) })
  }
  return { ...list, more, moreFailed, change }
}

interface PagedListProps<Item> extends Pick<LoadedProps<unknown>, 'skeleton'> {
  of: Paged<Item>
  /** What stands there when the list has nothing. */
  empty: ReactNode
  children(items: Item[]): ReactNode
}

/**
 * A paged list drawn as its page likes (by {@link Rows}, so that it may grow long), with its lower end:
 * more by tap where scrolling does not bring it, or why it did not come.
 */
export function PagedList<Item>({ of, empty, skeleton, children }: PagedListProps<Item>) {
  return (
    <Loaded of={of} skeleton={skeleton}>
      {({ items, next }) =>
        items.length === 0 ? (
          empty
        ) : (
          <View className="stack">
            {children(items)}
            {next && (
              <View>
                {of.moreFailed && (
                  <Notice kind="bad" title="后面的没有取到" live>
                    检查一下网络，再点一次“显示更多”。
                  </Notice>
                )}
                <Button kind="secondary" wide onClick={of.more}>
                  显示更多
                </Button>
              </View>
            )}
          </View>
        )
      }
    </Loaded>
  )
}

interface PagedRowsProps<Item> {
  load(from: From): Promise<ListSoFar<Item>>
  row(
    item: Item,
    list: { replace(item: Item): void; remove(): void; change: Paged<Item>['change'] },
  ): ReactNode
  keyOf(item: Item): string
  empty: ReactNode
}

/** A paged list as rows in one card. */
export function PagedRows<Item>({ load, row, keyOf, empty }: PagedRowsProps<Item>) {
  const list = usePaged(load)
  const put = (at: Item, into: Item | null) => list.change((one) => (keyOf(one) === keyOf(at) ? into : one))
  return (
    <PagedList of={list} empty={empty}>
      {(items) => (
        <View className="card card-flush">
          <Rows items={items} keyOf={keyOf}>
            {(item) =>
              row(item, {
                replace: (next) => put(item, next),
                remove: () => put(item, null),
                change: list.change,
              })
            }
          </Rows>
        </View>
      )}
    </PagedList>
  )
}

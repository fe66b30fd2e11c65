import { useEffect, useState, type CSSProperties, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import './cell.scss'

const blockRows = 10
/** How far outside the view a block is still drawn, in px: a quick swipe must not outrun it. */
const margin = 600

interface RowsProps<Item> {
  items: readonly Item[]
  keyOf(item: Item): string
  children(item: Item): ReactNode
}

/**
 * The rows of a list that may grow long, in blocks. On WeChat every node costs time, so a block far outside
 * the view becomes an empty box of the same height. A browser keeps all blocks for keyboard and screen
 * reader, and skips drawing those out of view.
 */
export function Rows<Item>({ items, keyOf, children }: RowsProps<Item>) {
  const rows = (some: readonly Item[]) =>
    some.map((item) => (
      <View key={keyOf(item)} className="list-row">
        {children(item)}
      </View>
    ))
  const blocks = Array.from({ length: Math.ceil(items.length / blockRows) }, (_, turn) =>
    items.slice(turn * blockRows, (turn + 1) * blockRows),
  )
  return (
    <>
      {blocks.map((block, turn) => (
        <Block key={turn}>{() => rows(block)}</Block>
      ))}
    </>
  )
}

let blocks = 0

/** Watches how far a block is from the view, once it is drawn. @returns how to stop */
const watch = (id: string, onMove: (near: boolean, height: number) => void): (() => void) => {
  const { page } = Taro.getCurrentInstance()
  if (!page) return () => undefined
  const observer = Taro.createIntersectionObserver(page)
  let stopped = false
  // An observer that does not find its node stays silent, and the node is there only when Taro has handed
  // its update over.
  Taro.nextTick(() => {
    if (!stopped)
      observer
        .relativeToViewport({ top: margin, bottom: margin })
        .observe(`#${id}`, ({ intersectionRatio = 0, boundingClientRect }) =>
          onMove(intersectionRatio > 0, boundingClientRect?.height ?? 0),
        )
  })
  return () => {
    stopped = true
    observer.disconnect()
  }
}

function Block({ children }: { children(): ReactNode }) {
  const [id] = useState(() => `rows-${(blocks += 1)}`)
  const [away, setAway] = useState<number>()
  useEffect(
    () =>
      process.env.TARO_ENV === 'weapp'
        ? watch(id, (near, height) => setAway(near || height === 0 ? undefined : height))
        : undefined,
    [id],
  )
  const style: CSSProperties = away === undefined ? {} : { height: `${away}px` }
  return (
    <View id={id} className="rows" style={style}>
      {away === undefined ? children() : null}
    </View>
  )
}

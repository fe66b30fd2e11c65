import { Button } from 'antd'
import { useLocation, useNavigate } from 'react-router-dom'
import { create } from 'zustand'
import { Choice } from '../parts/field'
import { Icon } from '../parts/icon'

const sizes = ['10', '20', '50'] as const
const kept = 'jucai-console-page-size'
/** How many cases a page of the queue holds, kept in this browser. */
export const usePageSize = create<{ size: number; choose(size: number): void }>((set) => ({
  size: Number(sizes.find((size) => size === localStorage.getItem(kept)) ?? '20'),
  choose: (size) => {
    localStorage.setItem(kept, String(size))
    set({ size })
  },
}))

/**
 * Which page of the queue is open. Its cursor is in the address, the cursors of the pages before it are in
 * the history entry; both survive a reload and the browser's own back.
 */
export interface Place {
  after: string | undefined
  before: readonly string[]
  next(cursor: string): void
  previous: (() => void) | null
  first(): void
}
/** Where in the queue the reader is, from the address; another query begins at the front. */
export const usePlace = (query: string): Place => {
  const { search, state } = useLocation() as { search: string; state: { before?: readonly string[] } | null }
  const go = useNavigate()
  const after = new URLSearchParams(search).get('after') ?? undefined
  const before = state?.before ?? []
  const to = (cursor: string, earlier: readonly string[]) => {
    void go(
      {
        search: new URLSearchParams([
          ...new URLSearchParams(query),
          ...(cursor ? [['after', cursor] as [string, string]] : []),
        ]).toString(),
      },
      { state: { before: earlier } },
    )
    window.scrollTo(0, 0)
  }
  const first = () => to('', [])
  return {
    after,
    before,
    first,
    next: (cursor) => to(cursor, [...before, after ?? '']),
    previous:
      after === undefined
        ? null
        : // opened from a link, the pages before it are unknown: only the first can be reached
          () => (before.length > 0 ? to(before.at(-1) ?? '', before.slice(0, -1)) : first()),
  }
}

/** Below the queue: which page this is, and the ways to the others. */
export function PageTurner({
  place,
  count,
  next,
  busy,
}: {
  place: Place
  count: number
  next: string | null
  busy: boolean
}) {
  const { size, choose } = usePageSize()
  const isFirst = place.after === undefined
  return (
    <nav className="page-turner" aria-label="翻页">
      <Button
        icon={<Icon name="chevron-left" />}
        disabled={isFirst || busy}
        onClick={() => place.previous?.()}
      >
        {!isFirst && place.before.length === 0 ? '回到第一页' : '上一页'}
      </Button>
      <span aria-live="polite">
        {isFirst || place.before.length > 0 ? `第 ${place.before.length + 1} 页 · ` : ''}本页 {count} 件
        {next ? '' : isFirst ? '，已全部列出' : '，后面没有了'}
      </span>
      <Button disabled={next === null || busy} onClick={() => next && place.next(next)}>
        下一页 <Icon name="chevron-right" />
      </Button>
      <Choice
        label="每页件数"
        value={String(size)}
        options={sizes.map((one) => ({ value: one, label: `每页 ${one} 件` }))}
        onChange={(chosen) => {
          choose(Number(chosen))
          place.first()
        }}
      />
    </nav>
  )
}

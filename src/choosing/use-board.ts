import { useCallback, useEffect, useRef, useState } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'
import type { Board } from '@jucai/contract/choosing'
import { call } from '@/api'

/** The board with what changed put into it; parts other than the one in sight are as they were told. */
export const withChanges = (board: Board, news: Board): Board => {
  if (news.whole) return news
  const states = new Map(news.changed.map(({ code, state }) => [code, state]))
  const isSame = board.flats.every((flat) => (states.get(flat.code) ?? flat.state) === flat.state)
  const { version, pollSeconds } = news
  if (isSame) return { ...board, version, pollSeconds }
  const flats = board.flats.map((flat) => ({ ...flat, state: states.get(flat.code) ?? flat.state }))
  const free = flats.filter(({ state }) => state === 'free').length
  return {
    ...board,
    version,
    pollSeconds,
    flats,
    parts: board.parts.map((part) => (part.part === board.part ? { ...part, free } : part)),
  }
}

interface BoardInSight {
  board: Board | undefined
  error: unknown
  /** Shows another part. */
  show(part: string): Promise<void>
  /** Asks for what changed, at once. */
  refresh(): Promise<void>
}

/** The board of a round, asked for again as often as the server says while the page is in sight. */
export function useBoard(roundId: string): BoardInSight {
  const [board, setBoard] = useState<Board>()
  const [error, setError] = useState<unknown>()
  const latest = useRef<Board>()
  const inSight = useRef(true)

  const ask = useCallback(
    async (part: string | undefined, since: string | undefined) => {
      const query = { ...(part ? { part } : {}), ...(since ? { since } : {}) }
      const news = await call('GET /rounds/:round/board', { params: { round: roundId }, query })
      const known = latest.current
      if (!news.whole && known?.part !== news.part) return // another part is in sight by now
      latest.current = known ? withChanges(known, news) : news
      setBoard(latest.current)
    },
    [roundId],
  )
  const show = useCallback(
    async (part?: string) => {
      try {
        await ask(part, undefined)
        setError(undefined)
      } catch (problem) {
        setError(problem)
      }
    },
    [ask],
  )
  const refresh = useCallback(
    // What was missed is told by the next question, which asks from the same version.
    () => ask(latest.current?.part, latest.current?.version).catch(() => undefined),
    [ask],
  )
  useEffect(() => void show(), [show])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const again = () => {
      timer = setTimeout(
        () => void (inSight.current ? refresh() : Promise.resolve()).then(again),
        (latest.current?.pollSeconds ?? 4) * 1000,
      )
    }
    again()
    return () => clearTimeout(timer)
  }, [refresh])
  useDidShow(() => {
    inSight.current = true
    if (latest.current) void refresh()
  })
  useDidHide(() => {
    inSight.current = false
  })
  return { board, error, show, refresh }
}

import { useRef, useState, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { useDidHide, useDidShow } from '@tarojs/taro'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { Skeleton } from '@/components/skeleton'
import { useSession } from '@/session'
import { useRefresh } from '@/use-refresh'
import { loadBook, loadOwnFacts, usePolicies } from './store'
import { useStanding, type Standing } from './standing'

interface BookPageProps {
  title: string
  up: string
  lead?: string
  action?: ReactNode
  children(standing: Standing): ReactNode
}

/** What was last true while the page was in front: a page beneath another draws nothing for an answer given there. */
const useWhileShown = <T,>(now: T): T => {
  const [isShown, setShown] = useState(true)
  const kept = useRef(now)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  if (isShown) kept.current = now
  return kept.current
}

/** A page about policies: the book that this phone has at once, the one in force as soon as it is asked. */
export function BookPage({ title, up, lead, action, children }: BookPageProps) {
  const loaded = useLoaded<unknown>(async () => {
    await loadBook()
    if (useSession.getState().me) await loadOwnFacts()
    return true
  })
  useRefresh(loaded.reload)
  const hasBook = usePolicies(({ known }) => known !== null)
  const standing = useWhileShown(useStanding())
  const data = hasBook && standing ? standing : undefined
  return (
    <Page title={title} up={up} lead={lead} action={data && action}>
      <Loaded
        of={{ ...loaded, data }}
        skeleton={
          <View className="stack">
            <Skeleton shape="card" />
            <Skeleton count={4} />
          </View>
        }
      >
        {children}
      </Loaded>
    </Page>
  )
}

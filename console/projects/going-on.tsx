import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../loading'
import { Failure } from '../parts/notice'

interface Page<T> {
  items: T[]
  next: string | null
}
/** A list of which the first entries came with the project, and the rest is asked for. */
export interface GoingOn<T> {
  items: readonly T[]
  next: string | null
  busy: boolean
  error: unknown
  more(): void
}

/**
 * The first entries with those that were asked for after them. Whatever changes the first page begins anew: where the
 * list goes on is another place then.
 */
export const useGoingOn = <T,>(
  first: readonly T[],
  next: string | null,
  load: (after: string) => Promise<Page<T>>,
): GoingOn<T> => {
  const [rest, setRest] = useState<Page<T> & { from: string | null }>({ from: null, items: [], next: null })
  const { busy, error, run } = useAct()
  const goesOn = rest.from !== null && rest.from === next
  const at = goesOn ? rest.next : next
  const more = () => {
    if (at === null) return
    void run(async () => {
      const page = await load(at)
      setRest({ from: next, items: [...(goesOn ? rest.items : []), ...page.items], next: page.next })
    })
  }
  return { items: goesOn ? [...first, ...rest.items] : first, next: at, busy, error, more }
}

/** What stands below such a list: nothing when all of it is there. */
export function MoreOf<T>({ list, what }: { list: GoingOn<T>; what: string }) {
  return (
    <>
      <Failure error={list.error} retry={list.more} />
      {list.next !== null && (
        <div className="list-more">
          <Button loading={list.busy} onClick={list.more}>
            {`继续列出${what}（现有 ${list.items.length} 条）`}
          </Button>
        </div>
      )}
    </>
  )
}

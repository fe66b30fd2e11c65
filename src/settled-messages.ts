import { useEffect } from 'react'
import { call } from '@/api'
import { freshMe } from '@/fresh-me'
import { useSession } from '@/session'

/** Marks read the messages that lead to the page that is seen: what they told of is known now. */
export function useSettledMessages(link: string, isSeen: boolean): void {
  const unread = useSession(({ me }) => (me?.unreadMessages ?? 0) > 0)
  useEffect(() => {
    if (!isSeen || !unread) return
    // Unread again at the next look is the worst that a lost call does.
    void call('PUT /me/messages/read', { query: { link } })
      .then(freshMe)
      .catch(() => undefined)
  }, [link, isSeen, unread])
}

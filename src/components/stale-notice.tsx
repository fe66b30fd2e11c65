import { wordsOf } from '@/words/problems'
import { Notice } from './notice'

/** Above what was read before: that asking again did not work, and why. Nothing while it did. */
export function StaleNotice({ error }: { error: unknown }) {
  return error === undefined ? null : (
    <Notice kind="care" title="没有刷新成功，下面是刚才取到的" live>
      {wordsOf(error)}
    </Notice>
  )
}

import { Notice } from '@/components/notice'
import { useSession } from '@/session'
import { useScanQueue, waitingOfOthers } from './scan-queue'

/** Tells whoever uses this phone now whose records still wait on it. */
export function OthersWaiting() {
  const personId = useSession(({ me }) => me?.id)
  const others = waitingOfOthers(
    useScanQueue(({ items }) => items),
    personId,
  )
  if (others.length === 0) return null
  const who = others.map(({ maskedName, count }) => `${maskedName} ${count} 条`).join('，')
  return (
    <Notice kind="care" title="这部手机上有同事的登记没有补登">
      {`${who}。只能由本人补登：请他在 72 小时内用这部手机登录一次，打开“今日记录”。`}
    </Notice>
  )
}

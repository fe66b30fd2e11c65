import { useEffect } from 'react'

const everyMs = 2_000

/** Asks again every two seconds while something is under way. */
export const usePolling = (isUnderWay: boolean, ask: () => Promise<void>): void => {
  useEffect(() => {
    if (!isUnderWay) return
    const timer = window.setInterval(() => void ask(), everyMs)
    return () => window.clearInterval(timer)
  }, [isUnderWay, ask])
}

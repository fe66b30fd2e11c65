import { clockOffset } from '@/api'

/** The time by the server's clock, as far as this phone knows it. */
export const clerkNow = (): Date => new Date(Date.now() + clockOffset.ms)

/** How long ago, for people: 刚刚, 5 分钟前, 3 小时前, 2 天前. */
export const agoOf = (seconds: number): string => {
  if (seconds < 60) return '刚刚'
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分钟前`
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} 小时前` : `${Math.floor(seconds / 86_400)} 天前`
}

import { inChina } from '@jucai/contract/china-time'
import type { Message } from '@jucai/contract/accounts'
import { clockOffset } from '@/api'

const dayMs = 24 * 3_600_000
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
const dayIn = (moment: string | number) => Math.floor(inChina(moment).getTime() / dayMs)

/** Messages of one day in China, named as people speak: 今天, 昨天, 11月20日 周五. */
interface MessageDay {
  name: string
  messages: Message[]
}

/** Groups messages, newest first, by their day. */
export function byDay(messages: readonly Message[], now = Date.now() + clockOffset.ms): MessageDay[] {
  const days = new Map<number, Message[]>()
  for (const message of messages) {
    const day = dayIn(message.createdAt)
    days.set(day, [...(days.get(day) ?? []), message])
  }
  return [...days].map(([day, group]) => ({ name: nameOf(day, dayIn(now)), messages: group }))
}

function nameOf(day: number, today: number): string {
  if (day === today) return '今天'
  if (day === today - 1) return '昨天'
  const date = new Date(day * dayMs)
  const year =
    date.getUTCFullYear() === new Date(today * dayMs).getUTCFullYear() ? '' : `${date.getUTCFullYear()}年`
  return `${year}${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${weekdays[date.getUTCDay()] ?? ''}`
}

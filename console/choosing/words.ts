import type { LineTicket } from '@jucai/contract/choosing'
import type { DeskRound } from '@jucai/contract/round-desk'

/** Where a ticket stands, in a few words and a tone: the officer reads of somebody else. */
export const phases: Record<LineTicket['phase'], { word: string; tone: string }> = {
  none: { word: '没有号', tone: '' },
  before: { word: '还没有开始', tone: '' },
  listed: { word: '候补', tone: '' },
  waiting: { word: '还没有轮到', tone: '' },
  open: { word: '正在选', tone: 'good' },
  behind: { word: '过了时间，等一等', tone: 'care' },
  late: { word: '可以补选', tone: 'good' },
  chosen: { word: '已选定', tone: 'info' },
  refused: { word: '已放弃', tone: '' },
  'passed-over': { word: '已过号', tone: '' },
  ended: { word: '已结束', tone: '' },
}

/** Which flats a quota is for. */
export const quotaWords = (quota: string | null, { classes }: Pick<DeskRound, 'classes'>): string =>
  quota === null
    ? '还没有名额'
    : quota === 'general'
      ? '谁都能选的房'
      : `留给${classes.find(({ code }) => code === quota)?.title ?? quota}的房`

/** The number of a ticket as it is meant: `42`, `t42`, `Ｔ０４２号` and `T000042` are one. null for what is no number. */
export const ticketNumberOf = (text: string): string | null => {
  // Full-width signs of a Chinese keyboard, and what copying brings along that nobody sees.
  const plain = text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')
  const [, digits] = /^t?0*(\d{1,9})号?$/i.exec(plain) ?? []
  return digits === undefined || digits === '0' ? null : `T${digits.padStart(6, '0')}`
}

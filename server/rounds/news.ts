import { momentWords, ticketStandingLabels } from '@jucai/contract/rounds-vocabulary'
import { ticketName } from '@jucai/contract/draw/tickets'
import { spokenTime, spokenUntil } from '../core/clock'
import type { Db } from '../core/db'
import type { NamedReactions } from '../core/feature'
import { emit, type Events, type Reaction } from '../core/outbox'
import { notifyEach } from '../notifications'
import { whyWaiting } from './corrections'
import type { RoundRoomDeps } from './deps'
import { leavesOfTickets, type LeafRow } from './locked-rows'
import { roundById, type RoundRow } from './repository'
import { ticketsAfter } from './ticket-rows'

/** What everybody with a ticket is told; `revision` of the result, where it is the order. */
type News = { what: Events['round.changed']['what'] | 'locked' } | { what: 'drawn'; revision: number }

declare module '../core/outbox' {
  interface Events {
    /** So far everybody was told of it: those with a ticket after the place `after` in the order of receipt are next. */
    'round.told': { roundId: string; after: number; news: News }
  }
}

/** The page of a round on the phone. */
export const roundPage = (roundId: string): string => `/rounds/round/index?id=${roundId}`

/** How many are told in one transaction. */
export const toldAtOnce = 500

interface Words {
  title: string
  body: string
}
const changedWords = (row: RoundRow, what: string, waits: string | null): Words | null => {
  const words: Record<string, [string, string]> = {
    corrected: ['批次有更正', '公告有公开的更正，请看一看；你的申请照常有效。'],
    cancelled: ['批次已取消', `原因：${row.cancelled_why ?? ''}。你的申请已作废，不影响以后的批次。`],
    closing: ['申请快截止了', `${spokenUntil(row.closes_at)}截止，之前都可以改志愿、家庭成员和类别。`],
    waiting: [
      '选房推迟了',
      `原定 ${spokenTime(row.choosing_from)}开始选房。${waits ?? '开奖公告的更正刚核对完，马上开始。'}你的号照常有效，开始时会再通知。`,
    ],
    choosing: ['开始选房', '轮到你时会再通知。现在可以看自己排在第几位、前面还有几个人。'],
    ended: ['批次已结束', '没有选房的房源已放回。没有选到的，可以参加下一批。'],
  }
  const found = words[what]
  return found ? { title: found[0], body: `“${row.title}”：${found[1]}` } : null
}
const lockedWords = (row: RoundRow, leaf: LeafRow): Words => ({
  title: `你的号是 ${ticketName(leaf.number)}`,
  body: `“${row.title}”的名单已锁定：${ticketStandingLabels[leaf.state]}。打开一次，承诺值和证明会存进你的手机，谁也改不了。`,
})
const drawnWords = (row: RoundRow, revision: number, leaf: LeafRow | undefined): Words => ({
  title: revision > 1 ? '顺序按更正的开奖公告重算了' : '顺序出来了',
  body:
    leaf?.state === 'in'
      ? `“${row.title}”：打开看你的名次，也可以在手机上自己重算。${momentWords(row.choosing_from.toISOString())}开始选房。`
      : `“${row.title}”：你的号在锁定时是“${ticketStandingLabels[leaf?.state ?? 'rejected']}”。现在怎样，打开看。`,
})
/** How each ticket is told of it; null where there is nothing to say. */
const wordsFor = async (
  db: Db,
  row: RoundRow,
  news: News,
): Promise<((leaf: LeafRow | undefined) => Words | null) | null> => {
  if (news.what === 'drawn') return (leaf) => drawnWords(row, news.revision, leaf)
  if (news.what === 'locked') return (leaf) => (leaf ? lockedWords(row, leaf) : null)
  const words = changedWords(row, news.what, news.what === 'waiting' ? await whyWaiting(db, row) : null)
  return words && (() => words)
}

/**
 * Tells the next page of those who have a ticket, and leaves the others to an event of its own in the same transaction:
 * whatever is killed on the way, nobody is told twice and nobody forgotten.
 */
const tellOn = async (
  { tx, now }: Reaction,
  { vault }: Pick<RoundRoomDeps, 'vault'>,
  { roundId, after, news }: Events['round.told'],
): Promise<void> => {
  const row = await roundById(tx, roundId)
  const wordsOf = row && (await wordsFor(tx, row, news))
  if (!wordsOf) return
  const page = await ticketsAfter(tx, roundId, after, toldAtOnce)
  const tickets = page.filter(({ state }) => state !== 'withdrawn')
  const leaves = new Map(
    (
      await leavesOfTickets(
        tx,
        tickets.map(({ id }) => id),
      )
    ).map((leaf) => [leaf.ticket_id, leaf]),
  )
  const messages = tickets.flatMap(({ id, person_id: personId }) => {
    const words = wordsOf(leaves.get(id))
    return words ? [{ personId, kind: 'housing' as const, ...words, link: roundPage(roundId) }] : []
  })
  await notifyEach(tx, vault, now, messages)
  const last = page.at(-1)
  if (last && page.length === toldAtOnce)
    await emit(tx, now, 'round.told', { roundId, after: last.serial, news })
}

/** Everybody with a ticket is told what became of their round, page after page. */
export const newsReactions = (deps: Pick<RoundRoomDeps, 'vault'>): NamedReactions => ({
  'round.changed': {
    tell: (reaction, { roundId, what }) => tellOn(reaction, deps, { roundId, after: 0, news: { what } }),
  },
  'round.locked': {
    tell: (reaction, { roundId }) => tellOn(reaction, deps, { roundId, after: 0, news: { what: 'locked' } }),
  },
  'round.drawn': {
    tell: (reaction, { roundId, revision }) =>
      tellOn(reaction, deps, { roundId, after: 0, news: { what: 'drawn', revision } }),
  },
  'round.told': { tell: (reaction, told) => tellOn(reaction, deps, told) },
})

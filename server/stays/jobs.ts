import { nightWords, spanWords } from '@jucai/contract/stay-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { timeInChina } from '@jucai/contract/china-time'
import { stationNames } from '../city'
import { dayOf, spokenUntil } from '../core/clock'
import type { NamedReactions } from '../core/feature'
import { notify } from '../notifications'
import type { StayDeps, StayRoomDeps } from './deps'
import type { StayStep } from './events'
import { nightsOfStays } from './nights'
import { dueStays, forgetDocuments, stayById, stayForUpdate, updateStay, type StayRow } from './repository'
import { settle } from './settling'
import { bedRuns, numberOf, standingOf } from './show'

/** Until when it can be cancelled for nothing; who books later is told so. */
const freeUntil = ({ cancel_by: until, booked_at: bookedAt }: StayRow): string =>
  until > bookedAt
    ? `${spokenUntil(until)}前取消或改期不算次数。`
    : `过了当天免费取消的时间（${timeInChina(until)}），取消也算一次。`

const wordsOf = (
  row: StayRow,
  name: string,
  what: StayStep,
  { why, bed }: { why: string | undefined; bed: string },
): { title: string; body: string } => {
  const when = `${name}，${spanWords(row.from_day, row.to_day)}`
  const because = why ? `原因：${why}。` : ''
  const words: Record<StayStep, [title: string, body: string]> = {
    booked: [
      '住宿已订好',
      `${when}，编号 ${numberOf(row.serial)}。${spokenUntil(row.arrive_by)}前到店，出示人才码办理入住；${freeUntil(row)}`,
    ],
    moved: [
      '住宿已改期',
      `现在是${when}，编号 ${numberOf(row.serial)}不变。${spokenUntil(row.arrive_by)}前到店。`,
    ],
    late: ['晚到已说好', `${when}。床位为你留到 ${spokenUntil(row.arrive_by)}。`],
    extended: ['续住好了', `现在是${when}${bed ? `，床位 ${bed}` : ''}。`],
    cancelled: [
      '住宿已取消',
      `${when}。${row.counted ? '过了免费取消的时间，这一次算用过。' : '这一次不算次数。'}`,
    ],
    'checked-in': ['已办理入住', `${when}${bed ? `，床位 ${bed}` : ''}。想多住几晚，有空床就能续。`],
    left: ['已办理离店', `${when}。欢迎再来。`],
    'ran-out': [
      '住宿到期，已记为离店',
      `${when}。离店那天没有在前台办离店，系统替你记下了。还在房间里的，请到前台说一声；要再住，可以重新订。`,
    ],
    'no-show': [
      '没有到店，住宿作废',
      `${when}。${timeInChina(row.arrive_by)}前没有到店，床位已放给别人，这一次算用过。今晚还需要住处的，可以重新订。`,
    ],
    'bed-changed': ['换了一张床', `${when}${bed ? `，现在是床位 ${bed}` : ''}。${because}日期不变。`],
    closed: [
      row.state === 'cancelled' ? '住宿被驿站取消' : '住宿提前结束',
      `${when}。${because}${row.state === 'cancelled' ? '这一次不算次数，可以另订。' : `床位只能住到${nightWords(row.to_day)}离店，抱歉。`}`,
    ],
    joined: [
      '同一晚的两次住宿留了一次',
      `两个账号合成了一个，${when}和另一次住宿有同一晚，留下了那一次。这一次不算次数。`,
    ],
  }
  const [title, body] = words[what]
  return { title, body }
}

/** Tells guests of their stays, in the app. */
export const stayReactions = ({ vault, boundary }: Pick<StayDeps, 'vault' | 'boundary'>): NamedReactions => ({
  'stay.changed': {
    tell: async ({ tx, now }, { stayId, what, why }) => {
      const row = await stayById(tx, stayId)
      if (!row) return
      const name = (await stationNames(tx, [row.station_id])).get(row.station_id) ?? '人才驿站'
      const shows = row.state === 'checked-in'
      const bed = shows
        ? bedRuns((await nightsOfStays(tx, [stayId])).get(stayId) ?? [])
            .map(({ label }) => label)
            .join('、')
        : ''
      await notify(tx, vault, now, {
        personId: row.person_id,
        kind: 'stay',
        ...wordsOf(row, name, what, { why, bed }),
        link: `/stays/stay/index?id=${stayId}`,
      })
    },
  },
  'stay.near': {
    remind: async ({ tx, now }, { stayId, fromDay }) => {
      const row = await stayForUpdate(tx, stayId)
      // Days that were changed meanwhile have a reminder of their own; who came back to them is reminded once.
      if (!row || row.from_day !== fromDay || row.reminded_for === fromDay) return
      if (standingOf(row, await boundary(tx)) !== 'booked') return
      await updateStay(tx, stayId, { reminded_for: fromDay })
      const name = (await stationNames(tx, [row.station_id])).get(row.station_id) ?? '人才驿站'
      await notify(tx, vault, now, {
        personId: row.person_id,
        kind: 'stay',
        title: '明天入住',
        body: `${name}，${spanWords(row.from_day, row.to_day)}。${spokenUntil(row.arrive_by)}前到店，要晚到请先说一声；来不了请在 ${spokenUntil(row.cancel_by)}前取消，不算次数。`,
        link: `/stays/stay/index?id=${stayId}`,
      })
    },
  },
})

/**
 * Lets go of beds whose guests did not come, and ends stays that are past. One that fails keeps no other waiting.
 * @returns how many
 * @throws the first that failed, after the others
 */
export const passStays = async (deps: StayRoomDeps, now: Date): Promise<number> => {
  const at = await deps.boundary(deps.db)
  const today = dayOf(at)
  const failures: unknown[] = []
  let settled = 0
  for (const due of await dueStays(deps.db, { at, today, soon: addDays(today, 1), limit: 200 }))
    try {
      if (await deps.db.transaction().execute((db) => settle({ db, now, deps }, due))) settled += 1
    } catch (error) {
      failures.push(error)
    }
  await forgetDocuments(deps.db, `${today.slice(0, 4)}-01-01`)
  if (failures.length > 0) throw failures[0]
  return settled
}

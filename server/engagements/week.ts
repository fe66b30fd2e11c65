import type { EngagementWeek } from '@jucai/contract/engagement-shapes'
import { engagementNumber, homeHoursOn, mondayOf, weekdayOf } from '@jucai/contract/engagement-vocabulary'
import { addDays } from '@jucai/contract/policies/days'
import { kindOfDay } from '../core/working-days'
import { employersById } from '../employers'
import type { ByPerson } from './deps'
import { shownHours } from './hours'
import { todayOf } from './moments'
import { shownTerms } from './proposing'
import { allEngagements, hoursOfPerson, termsOfAll } from './repository'
import { homeOf } from './sealed'

/** The caller's week over all engagements: what was recorded, what is agreed, when the home employer has them. */
export const ownWeek = async (work: ByPerson, asked: string | undefined): Promise<EngagementWeek> => {
  const { db, deps, actor } = work
  const from = mondayOf(asked ?? (await todayOf(work)))
  const to = addDays(from, 6)
  const all = await allEngagements(db, actor.personId)
  const stood = all.filter((row) => row.in_force !== null && row.first_day <= to && row.last_day >= from)
  const terms = await termsOfAll(
    db,
    stood.map(({ id }) => id),
  )
  const names = await employersById(db, [...new Set(all.map(({ employer_id: id }) => id))])
  const nameOf = (id: string) => names.get(id)?.name ?? '已注销的单位'
  const hours = await hoursOfPerson(db, actor.personId, from, to)
  const calendar = await deps.calendar(db)
  const home = homeOf(deps.vault, stood.at(-1) ?? all.at(-1) ?? ({ home_name: null } as never))?.hours ?? []
  const days = Array.from({ length: 7 }, (_, at) => {
    const day = addDays(from, at)
    const kind = kindOfDay(calendar, day)
    return {
      day,
      holiday: kind === 'holiday',
      hours: hours
        .filter((one) => one.day === day)
        .map((one) => {
          const of = all.find(({ id }) => id === one.engagement_id)
          return {
            ...shownHours(deps, one),
            engagementId: one.engagement_id,
            number: of ? engagementNumber(of.serial) : '',
            employer: of ? nameOf(of.employer_id) : '',
          }
        }),
      agreed: stood
        .filter((row) => row.first_day <= day && day <= row.last_day)
        .flatMap((row) => {
          const found = terms.find((one) => one.engagement_id === row.id && one.revision === row.in_force)
          return (found ? shownTerms(found).week : [])
            .filter(({ weekday }) => weekday === weekdayOf(day))
            .map((one) => ({
              from: one.from,
              to: one.to,
              number: engagementNumber(row.serial),
              employer: nameOf(row.employer_id),
            }))
        }),
      home: homeHoursOn(home, day, kind).map((one) => ({ from: one.from, to: one.to })),
    }
  })
  return {
    from,
    to,
    minutes: hours.reduce((sum, one) => sum + one.to_minute - one.from_minute, 0),
    days,
  }
}

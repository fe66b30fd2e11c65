import type { Criterion } from '@jucai/contract/applications'
import type { RenewalStanding } from '@jucai/contract/lease-shapes'
import { lastDayOf, renewableDays, usualMonths } from '@jucai/contract/lease-vocabulary'
import { talentFen } from '@jucai/contract/housing-vocabulary'
import { addDays, dayInWords } from '@jucai/contract/policies/days'
import { problem } from '../core/problem'
import { flatsById } from '../housing'
import { settled } from './advance'
import type { LeaseWork } from './deps'
import { todayOf } from './moments'
import { monthsOfPerson } from './offer'
import type { LeaseRow } from './repository'

type Look = Pick<LeaseWork, 'db' | 'now' | 'deps'>

/** Why the qualification does not hold: what is not met, or what was told too long ago to count. */
const qualificationWords = (criteria: readonly Criterion[]): string => {
  const titles = (...results: Criterion['result'][]) =>
    criteria.filter(({ result }) => results.includes(result)).map(({ title }) => title)
  const [failed, open] = [titles('fail'), titles('unknown', 'office')]
  if (failed.length > 0) return `按现行政策核对，没有满足：${failed.join('、')}`
  return open.length > 0
    ? `要重新说明：${open.join('、')}。请在“我的情况”里更新，再回来续租`
    : '没有查到有效的公寓资格，请联系人才办'
}

/**
 * Whether a lease may be made longer as of today: the qualification held against the policy anew, the months that are
 * left, and the days before the end.
 * @throws Problem lease-settled when it is not lived in
 */
export const renewalStanding = async (
  { db, now, deps }: Look,
  row: LeaseRow,
  asked?: number,
): Promise<RenewalStanding> => {
  if (row.state !== 'living')
    throw settled(
      row.state === 'ending'
        ? '已经通知退房或租期届满。还在租期内的，先收回退房通知再续租'
        : '没有在住，不能续租',
    )
  const today = await todayOf({ db, deps })
  const firstDay = addDays(row.last_day, 1)
  const { used, atMost, left } = await monthsOfPerson({ db, deps }, row.person_id, firstDay)
  const judged = await deps.qualification(db, row.person_id, now)
  const outcome = judged?.outcome ?? 'not-computed'
  const opensOn = addDays(row.last_day, -renewableDays)
  const months = Math.min(asked ?? usualMonths, left)
  const [flat] = await flatsById(db, [row.flat_id])
  const percent = await deps.rentPercent(db, firstDay)
  const reason =
    today < opensOn
      ? `${dayInWords(opensOn)}起可以续租`
      : left === 0
        ? `在人才公寓一共最多住 ${atMost ?? 0} 个月，已经用满`
        : outcome !== 'pass'
          ? qualificationWords(judged?.criteria ?? [])
          : percent === null
            ? '政策库里没有续租那天的租金标准，请联系人才办'
            : null
  return {
    outcome,
    criteria: judged?.criteria ?? [],
    monthsUsed: used,
    monthsAtMost: atMost,
    monthsLeft: left,
    opensOn,
    rentFenPerMonth: flat && percent !== null ? talentFen(flat.marketFenPerMonth, percent) : null,
    firstDay,
    lastDay: months > 0 ? lastDayOf(row.first_day, row.months + months) : null,
    reason,
  }
}

/** @throws Problem lease-settled, renewal-refused with what stands in the way */
export const needRenewable = async (work: Look, row: LeaseRow): Promise<{ left: number }> => {
  const { reason, monthsLeft } = await renewalStanding(work, row)
  if (reason !== null) throw problem('renewal-refused', { detail: reason })
  return { left: monthsLeft }
}

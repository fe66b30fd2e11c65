import {
  applicationStateLabels,
  applicationStates,
  type ApplicationState,
} from '@jucai/contract/application-vocabulary'
import type { QueueFilter } from '@jucai/contract/review'

const dues = ['overdue', 'soon', 'later'] as const
const whose = ['me', 'nobody', 'others'] as const
/** Words of the filters. */
export const dueLabels = { overdue: '已超期', soon: '快到期', later: '还早' } as const
/** Who has claimed a case, in words, by the value of the filter. */
export const claimedLabels = { me: '我认领的', nobody: '没人认领', others: '他人认领' } as const
/** Whom a case is assigned to, in words, by the value of the filter. */
export const assignedLabels = { me: '分派给我', nobody: '未分派', others: '分派给他人' } as const
/** States that staff can act on or look up, in the order of the work. */
export const stateLabels = applicationStateLabels

const oneOf = <T extends string>(values: readonly T[], value: string | null): T | undefined =>
  values.find((known) => known === value)
/** A whole application number. */
export const numberPattern = /^[A-Z]{2}-\d{8}-\d{4,}$/

/** The filter that an address names; what it does not understand it leaves out. */
export const filterOf = (query: URLSearchParams): QueueFilter => {
  const number = query.get('number')
  const filter: QueueFilter = {
    program: query.get('program') ?? undefined,
    state: oneOf<ApplicationState>(applicationStates, query.get('state')),
    due: oneOf(dues, query.get('due')),
    claimed: oneOf(whose, query.get('claimed')),
    assigned: oneOf(whose, query.get('assigned')),
    stationId: query.get('stationId') ?? undefined,
    number: number && numberPattern.test(number) ? number : undefined,
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** The address of a filter, keys in one order, so that equal filters have equal addresses. */
export const queryOf = (filter: QueueFilter): string =>
  new URLSearchParams(
    Object.entries(filter)
      .filter((entry): entry is [string, string] => Boolean(entry[1]))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ).toString()

/** A filter in words, for dialogs and records. */
export const filterWords = (
  filter: QueueFilter,
  programTitle: (key: string) => string,
  stationName: (id: string) => string,
): string =>
  [
    filter.program && programTitle(filter.program),
    filter.state && stateLabels[filter.state],
    filter.due && dueLabels[filter.due],
    filter.claimed && claimedLabels[filter.claimed],
    filter.assigned && assignedLabels[filter.assigned],
    filter.stationId && stationName(filter.stationId),
    filter.number,
  ]
    .filter(Boolean)
    .join('、') || '全部未办结的申请'

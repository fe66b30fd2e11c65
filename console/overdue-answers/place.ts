import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 逾期未答复. */
export const overdueAnswers: Place = {
  path: 'overdue-answers',
  title: '逾期未答复',
  icon: 'clock',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

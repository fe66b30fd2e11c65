import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 工作日历. */
export const calendar: Place = {
  path: 'calendar',
  title: '工作日历',
  icon: 'calendar-days',
  group: '定规则',
  who: ['lead', 'system-admin'],
  page: lazy(() => import('./index')),
}

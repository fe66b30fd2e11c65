import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 招聘会. */
export const fairs: Place = {
  path: 'fairs',
  title: '招聘会',
  icon: 'calendar-days',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

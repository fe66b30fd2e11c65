import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 寻才. */
export const pool: Place = {
  path: 'pool',
  title: '寻才',
  icon: 'user-check',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

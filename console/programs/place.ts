import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 项目与理由. */
export const programs: Place = {
  path: 'programs',
  title: '项目与理由',
  icon: 'layout-list',
  group: '定规则',
  who: ['lead', 'system-admin'],
  page: lazy(() => import('./index')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 招商项目. */
export const investmentProjects: Place = {
  path: 'projects',
  title: '招商项目',
  icon: 'landmark',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}
/** In the navigation as 双招双引对照. */
export const investmentComparison: Place = {
  path: 'project-comparison',
  title: '双招双引对照',
  icon: 'chart-column',
  group: '看成效',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./comparison')),
}

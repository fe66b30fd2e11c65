import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 用人单位. */
export const employers: Place = {
  path: 'employers',
  title: '用人单位',
  icon: 'building-2',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

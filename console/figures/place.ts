import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 站点成效. */
export const figures: Place = {
  path: 'figures',
  title: '站点成效',
  icon: 'chart-column',
  group: '看成效',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

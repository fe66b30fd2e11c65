import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 付款批次. */
export const runs: Place = {
  path: 'runs',
  title: '付款批次',
  icon: 'layers',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

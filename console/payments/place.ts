import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 款项. */
export const payments: Place = {
  path: 'payments',
  title: '款项',
  icon: 'banknote',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 收款. */
export const charges: Place = {
  path: 'charges',
  title: '收款',
  icon: 'banknote',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

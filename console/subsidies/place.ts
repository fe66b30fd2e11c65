import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 补贴: every granted subsidy, and one of them opened. */
export const subsidies: Place = {
  path: 'subsidies',
  title: '补贴',
  icon: 'hand',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 亲情招商. */
export const referrals: Place = {
  path: 'referrals',
  title: '亲情招商',
  icon: 'handshake',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

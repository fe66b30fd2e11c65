import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 租约. */
export const leases: Place = {
  path: 'leases',
  title: '公寓租约',
  icon: 'key-round',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

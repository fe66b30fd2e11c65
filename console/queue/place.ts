import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 待办. */
export const queue: Place = {
  path: 'queue',
  title: '待办',
  icon: 'inbox',
  group: '办件',
  who: ['reviewer', 'lead'],
  page: lazy(() => import('./index')),
}

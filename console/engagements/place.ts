import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 双聘和周末专家. */
export const engagements: Place = {
  path: 'engagements',
  title: '双聘和周末专家',
  icon: 'handshake',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

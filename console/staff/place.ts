import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 人员与邀请. */
export const staff: Place = {
  path: 'staff',
  title: '人员与邀请',
  icon: 'users',
  group: '管人员',
  who: ['system-admin', 'security-admin'],
  page: lazy(() => import('./index')),
}

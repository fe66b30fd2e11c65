import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 账号找回. */
export const recoveries: Place = {
  path: 'recoveries',
  title: '账号找回',
  icon: 'key-round',
  group: '管人员',
  who: ['security-admin'],
  page: lazy(() => import('./index')),
}

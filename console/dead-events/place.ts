import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 搁置的事件. */
export const deadEvents: Place = {
  path: 'dead-events',
  title: '搁置的事件',
  icon: 'circle-alert',
  group: '查记录',
  who: ['system-admin'],
  page: lazy(() => import('./index')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 消息. */
export const messages: Place = {
  path: 'messages',
  title: '消息',
  icon: 'bell',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 人才驿站. */
export const stays: Place = {
  path: 'stays',
  title: '人才驿站',
  icon: 'key-round',
  group: '定规则',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

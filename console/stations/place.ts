import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 撤站转交. */
export const strandedLeads: Place = {
  path: 'stranded-leads',
  title: '撤站转交',
  icon: 'map-pin',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./stranded')),
}

/** In the navigation as 工作站. */
export const stations: Place = {
  path: 'stations',
  title: '工作站',
  icon: 'building-2',
  group: '定规则',
  who: ['lead', 'system-admin'],
  page: lazy(() => import('./index')),
}

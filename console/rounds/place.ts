import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 选房批次. */
export const rounds: Place = {
  path: 'rounds',
  title: '选房批次',
  icon: 'layout-list',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

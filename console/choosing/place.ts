import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 窗口选房. */
export const choosing: Place = {
  path: 'choosing',
  title: '窗口选房',
  icon: 'hand',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

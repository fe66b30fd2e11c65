import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 岗位审核. */
export const postChecks: Place = {
  path: 'post-checks',
  title: '岗位审核',
  icon: 'layers',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

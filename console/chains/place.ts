import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 产业链缺口. */
export const chainGaps: Place = {
  path: 'chain-gaps',
  title: '产业链缺口',
  icon: 'chart-column',
  group: '看成效',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./gaps')),
}
/** In the navigation as 产业链和紧缺目录. */
export const chainBook: Place = {
  path: 'chains',
  title: '产业链和紧缺目录',
  icon: 'layers',
  group: '定规则',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

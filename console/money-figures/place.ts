import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 资金图表. */
export const moneyFigures: Place = {
  path: 'money-figures',
  title: '资金图表',
  icon: 'trending-up',
  group: '看成效',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

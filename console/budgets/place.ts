import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 预算: where a refusal for want of budget sends a lead. */
export const budgets: Place = {
  path: 'budgets',
  title: '预算',
  icon: 'wallet',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

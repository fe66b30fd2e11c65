import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 审计日志. */
export const audit: Place = {
  path: 'audit',
  title: '审计日志',
  icon: 'scroll-text',
  group: '查记录',
  who: ['audit-admin'],
  page: lazy(() => import('./index')),
}

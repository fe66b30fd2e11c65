import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 创业空间. */
export const workspaceTenants: Place = {
  path: 'workspace-tenants',
  title: '创业空间',
  icon: 'users',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./tenants')),
}
/** In the navigation as 创业平台. */
export const workspacePlan: Place = {
  path: 'workspaces',
  title: '创业平台',
  icon: 'building-2',
  group: '定规则',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./index')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 导出记录. */
export const spreadsheets: Place = {
  path: 'exports',
  title: '导出记录',
  icon: 'download',
  group: '看成效',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

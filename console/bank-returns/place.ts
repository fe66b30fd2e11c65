import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 银行回单. */
export const bankReturns: Place = {
  path: 'bank-returns',
  title: '银行回单',
  icon: 'landmark',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

/** In the navigation as 待查款项. */
export const openLines: Place = {
  path: 'open-lines',
  title: '待查款项',
  icon: 'scale',
  group: '付款',
  who: ['lead'],
  page: lazy(() => import('./open')),
}

import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 见习基地. */
export const internshipBases: Place = {
  path: 'internship-bases',
  title: '见习基地',
  icon: 'building-2',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./bases')),
}

/** In the navigation as 见习协议. */
export const internshipAgreements: Place = {
  path: 'internships',
  title: '见习协议',
  icon: 'handshake',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./agreements')),
}

/** In the navigation as 见习双选. */
export const internshipRounds: Place = {
  path: 'internship-rounds',
  title: '见习双选',
  icon: 'scale',
  group: '办件',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./rounds')),
}

/** In the navigation as 见习补贴核定. */
export const internshipMonths: Place = {
  path: 'internship-months',
  title: '见习补贴核定',
  icon: 'banknote',
  group: '付款',
  who: ['lead', 'reviewer'],
  page: lazy(() => import('./months')),
}

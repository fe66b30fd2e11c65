import type { Role } from '@jucai/contract/vocabulary'
import { lazy, type ComponentType } from 'react'
import type { IconName } from './parts/icon'

/** What somebody does that day: the headings of the navigation, in order. */
export const placeGroups = ['办件', '看成效', '定规则', '管人员', '查记录'] as const
/** One of {@link placeGroups}. */
export type PlaceGroup = (typeof placeGroups)[number]

/** A page in the navigation. */
export interface Place {
  path: string
  title: string
  icon: IconName
  group: PlaceGroup
  who: readonly Role[]
  page: ComponentType
}

const page = (load: () => Promise<{ default: ComponentType }>) => lazy(load)
/**
 * The pages of the console and who has them, in the order of the navigation. Each is loaded when it is
 * first opened.
 */
export const places: readonly Place[] = [
  {
    path: 'queue',
    title: '待办',
    icon: 'inbox',
    group: '办件',
    who: ['reviewer', 'lead'],
    page: page(() => import('./queue/index')),
  },
  {
    path: 'referrals',
    title: '亲情招商',
    icon: 'handshake',
    group: '办件',
    who: ['lead'],
    page: page(() => import('./referrals/index')),
  },
  {
    path: 'stranded-leads',
    title: '撤站转交',
    icon: 'map-pin',
    group: '办件',
    who: ['lead'],
    page: page(() => import('./stations/stranded')),
  },
  {
    path: 'figures',
    title: '站点成效',
    icon: 'chart-column',
    group: '看成效',
    who: ['lead'],
    page: page(() => import('./figures/index')),
  },
  {
    path: 'exports',
    title: '导出记录',
    icon: 'download',
    group: '看成效',
    who: ['lead'],
    page: page(() => import('./exports/index')),
  },
  {
    path: 'programs',
    title: '项目与理由',
    icon: 'layout-list',
    group: '定规则',
    who: ['lead', 'system-admin'],
    page: page(() => import('./programs/index')),
  },
  {
    path: 'calendar',
    title: '工作日历',
    icon: 'calendar-days',
    group: '定规则',
    who: ['lead', 'system-admin'],
    page: page(() => import('./calendar/index')),
  },
  {
    path: 'stations',
    title: '工作站',
    icon: 'building-2',
    group: '定规则',
    who: ['lead', 'system-admin'],
    page: page(() => import('./stations/index')),
  },
  {
    path: 'staff',
    title: '人员与邀请',
    icon: 'users',
    group: '管人员',
    who: ['system-admin', 'security-admin'],
    page: page(() => import('./staff/index')),
  },
  {
    path: 'recoveries',
    title: '账号找回',
    icon: 'key-round',
    group: '管人员',
    who: ['security-admin'],
    page: page(() => import('./recoveries/index')),
  },
  {
    path: 'audit',
    title: '审计日志',
    icon: 'scroll-text',
    group: '查记录',
    who: ['audit-admin'],
    page: page(() => import('./audit/index')),
  },
]
/** One case, opened from the queue. */
export const CasePage = page(() => import('./case/index'))
/** The account of whoever is signed in. */
export const AccountPage = page(() => import('./account/index'))

import type { Role } from '@jucai/contract/vocabulary'
import { lazy, type ComponentType } from 'react'
import type { IconName } from './parts/icon'

/** A page in the navigation. */
export interface Place {
  path: string
  title: string
  icon: IconName
  group: '办理' | '维护' | '管理'
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
    group: '办理',
    who: ['reviewer', 'lead'],
    page: page(() => import('./queue/index')),
  },
  {
    path: 'referrals',
    title: '亲情招商',
    icon: 'handshake',
    group: '办理',
    who: ['lead'],
    page: page(() => import('./referrals/index')),
  },
  {
    path: 'stranded-leads',
    title: '撤站转交',
    icon: 'map-pin',
    group: '办理',
    who: ['lead'],
    page: page(() => import('./stations/stranded')),
  },
  {
    path: 'figures',
    title: '站点成效',
    icon: 'chart-column',
    group: '办理',
    who: ['lead'],
    page: page(() => import('./figures/index')),
  },
  {
    path: 'exports',
    title: '导出记录',
    icon: 'download',
    group: '办理',
    who: ['lead'],
    page: page(() => import('./exports/index')),
  },
  {
    path: 'programs',
    title: '项目与理由',
    icon: 'layout-list',
    group: '维护',
    who: ['lead', 'system-admin'],
    page: page(() => import('./programs/index')),
  },
  {
    path: 'calendar',
    title: '工作日历',
    icon: 'calendar-days',
    group: '维护',
    who: ['lead', 'system-admin'],
    page: page(() => import('./calendar/index')),
  },
  {
    path: 'stations',
    title: '工作站',
    icon: 'building-2',
    group: '维护',
    who: ['lead', 'system-admin'],
    page: page(() => import('./stations/index')),
  },
  {
    path: 'staff',
    title: '人员与邀请',
    icon: 'users',
    group: '管理',
    who: ['system-admin', 'security-admin'],
    page: page(() => import('./staff/index')),
  },
  {
    path: 'recoveries',
    title: '账号找回',
    icon: 'key-round',
    group: '管理',
    who: ['security-admin'],
    page: page(() => import('./recoveries/index')),
  },
  {
    path: 'audit',
    title: '审计日志',
    icon: 'scroll-text',
    group: '管理',
    who: ['audit-admin'],
    page: page(() => import('./audit/index')),
  },
]
/** One case, opened from the queue. */
export const CasePage = page(() => import('./case/index'))
/** The account of whoever is signed in. */
export const AccountPage = page(() => import('./account/index'))

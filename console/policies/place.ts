import { lazy } from 'react'
import type { Place } from '../place'

const rules = { group: '定规则', who: ['lead'] } as const

/** In the navigation as 政策库: every policy, and one of them opened. */
export const policyLibrary: Place = {
  ...rules,
  path: 'policies',
  title: '政策库',
  icon: 'scroll-text',
  page: lazy(() => import('./index')),
}
/** In the navigation as 政策参数. */
export const policyParameters: Place = {
  ...rules,
  path: 'policy-parameters',
  title: '政策参数',
  icon: 'sliders-horizontal',
  page: lazy(() => import('./parameters')),
}
/** In the navigation as 政策事实. */
export const policyFacts: Place = {
  ...rules,
  path: 'policy-facts',
  title: '政策事实',
  icon: 'search',
  page: lazy(() => import('./facts')),
}
/** In the navigation as 政策关系. */
export const policyRules: Place = {
  ...rules,
  path: 'policy-rules',
  title: '政策关系',
  icon: 'copy',
  page: lazy(() => import('./rules')),
}
/** In the navigation as 试算与发布. */
export const policyPublishing: Place = {
  ...rules,
  path: 'policy-publishing',
  title: '试算与发布',
  icon: 'send',
  page: lazy(() => import('./publishing')),
}

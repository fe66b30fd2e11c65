import { lazy } from 'react'
import type { Place } from '../place'

const rules = { group: '定规则', who: ['lead'] } as const

/** The book of policies in the navigation, by what is done with it. */
export const policyPlaces: readonly Place[] = [
  { ...rules, path: 'policies', title: '政策库', icon: 'scroll-text', page: lazy(() => import('./index')) },
  {
    ...rules,
    path: 'policy-parameters',
    title: '政策参数',
    icon: 'sliders-horizontal',
    page: lazy(() => import('./parameters')),
  },
  {
    ...rules,
    path: 'policy-rules',
    title: '政策关系',
    icon: 'handshake',
    page: lazy(() => import('./rules')),
  },
  {
    ...rules,
    path: 'policy-publishing',
    title: '试算与发布',
    icon: 'send',
    page: lazy(() => import('./publishing')),
  },
]

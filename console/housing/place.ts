import { lazy } from 'react'
import type { Place } from '../place'

/** In the navigation as 公寓房态. */
export const flatBoard: Place = {
  path: 'flats',
  title: '公寓房态',
  icon: 'building-2',
  group: '办件',
  who: ['lead'],
  page: lazy(() => import('./index')),
}

/** In the navigation as 出租情况. */
export const flatFigures: Place = {
  path: 'flat-figures',
  title: '公寓出租情况',
  icon: 'chart-column',
  group: '看成效',
  who: ['lead'],
  page: lazy(() => import('./figures')),
}

/** In the navigation as 公寓项目. */
export const flatProjects: Place = {
  path: 'flat-projects',
  title: '公寓项目与户型',
  icon: 'layers',
  group: '定规则',
  who: ['lead'],
  page: lazy(() => import('./projects')),
}

/** In the navigation as 房源导入. */
export const flatImports: Place = {
  path: 'flat-imports',
  title: '公寓房源导入',
  icon: 'upload',
  group: '定规则',
  who: ['lead'],
  page: lazy(() => import('./imports')),
}

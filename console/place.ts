import type { Role } from '@jucai/contract/vocabulary'
import type { ComponentType } from 'react'
import type { IconName } from './parts/icon'

/** What somebody does that day: the headings of the navigation, in order. */
export const placeGroups = ['办件', '付款', '看成效', '定规则', '管人员', '查记录'] as const
/** One of {@link placeGroups}. */
export type PlaceGroup = (typeof placeGroups)[number]

/** A page in the navigation; each feature's folder describes its own in `place.ts`. It is loaded when first opened. */
export interface Place {
  path: string
  title: string
  icon: IconName
  group: PlaceGroup
  who: readonly Role[]
  page: ComponentType
}

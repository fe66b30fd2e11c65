import type { IconName } from '@/theme/icon-names'

const icons: readonly IconName[] = ['landmark', 'rocket', 'graduation-cap', 'handshake']
/** What stands before a part of the plan, by its place among them. */
export const pillarIcon = (place: number): IconName => icons[place % icons.length] ?? 'star'

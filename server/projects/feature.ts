import type { Feature } from '../core/feature'

/** Investment projects with their talent (项目＋人才): stages, quota, introductions, reconciliation. */
export const projects = (): Feature => ({ name: 'projects', people: { tables: {} } })

import { defineRoutes } from './route'

/** Investment projects with their talent (项目＋人才): stages, quota, introductions, reconciliation. */
export const projectRoutes = defineRoutes({})

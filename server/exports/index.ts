export type { ExportDeps } from './commands'
export { exports } from './feature'

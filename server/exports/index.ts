export type { ExportDeps } from './commands'
export { applicationExports } from './feature'

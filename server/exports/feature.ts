import type { Feature } from '../core/feature'
import { forgetExports, makeExports, type ExportDeps } from './commands'
import { eraseOwn, exportOwn } from './own-data'
import { exportHandlers } from './routes'

/** Spreadsheets of the queue, made in the background. */
export const applicationExports = (deps: ExportDeps): Feature => ({
  name: 'exports',
  handlers: exportHandlers(deps),
  chores: [
    { everyMs: 2_000, run: (now) => makeExports(deps, now) },
    { everyMs: 60_000, run: (now) => forgetExports(deps, now) },
  ],
  people: {
    tables: {
      application_export: {
        of: ['person_id'],
        sealed: ['file_key'],
        exported: 'spreadsheets',
        onErase: { stays: 'that it was made is on record; what is not done ends, and the file goes' },
      },
    },
    exports: { spreadsheets: exportOwn },
    erase: eraseOwn,
  },
})

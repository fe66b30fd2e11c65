import type { Handlers } from '../core/route'
import { askForExport, download, type ExportDeps } from './commands'
import { exportPage } from './repository'

/** Asking for spreadsheets of the queue, and downloading them. Another's is as good as none. */
export const exportHandlers = (deps: ExportDeps): Handlers => ({
  'POST /application-exports': ({ db, now, actor }, { body }) =>
    askForExport(db, now, actor.personId, body.filter, body.why),
  'GET /application-exports': ({ db, actor }, { query }) =>
    exportPage(db, actor.personId, query.after, query.limit ?? 20),
  'GET /application-exports/:export/content': ({ now, actor }, { params }) =>
    download(deps, now, actor.personId, params.export),
})

import { Type, type Static } from '@sinclair/typebox'
import { Closed, Id, Moment, Nullable, PageOf, PageQuery, defineRoutes } from './route'

/** Something that should have followed from an act and kept failing; set aside until somebody looks. */
export const DeadEvent = Closed(
  {
    id: Id,
    kind: Type.String({ description: 'The event, for example `scan.recorded`.' }),
    happenedAt: Moment,
    setAsideAt: Moment,
    attempts: Type.Integer(),
    done: Type.Array(Type.String(), { description: 'What did follow, `room/what`.' }),
    failed: Nullable(Type.String({ description: 'What did not, with code and place; nothing personal.' })),
  },
  'DeadEvent',
)
export type DeadEvent = Static<typeof DeadEvent>

const system = { who: ['system-admin'], rows: 'all', office: true } as const

export const deadEventRoutes = defineRoutes({
  'GET /dead-events': {
    summary: 'Events set aside after failing twelve times, the latest first',
    access: system,
    query: PageQuery,
    status: 200,
    reply: PageOf(DeadEvent),
    problems: [],
  },
  'POST /dead-events/:event/retries': {
    summary: 'Have an event tried again from now on; what is done stays done',
    access: system,
    params: Closed({ event: Id }),
    status: 204,
    problems: [],
  },
})

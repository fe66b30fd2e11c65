import { mostTodos } from '@jucai/contract/todos'
import type { Feature, Waiting } from '../core/feature'
import type { Handlers } from '../core/route'

/** What waits for somebody, gathered from every room that has something of the kind. */
export const todos = (waiting: Waiting): Feature => ({
  name: 'todos',
  handlers: {
    'GET /me/todos': async ({ db, now, actor }) => ({
      items: (await waiting(db, actor.personId, now)).slice(0, mostTodos),
    }),
  } satisfies Handlers,
  people: { tables: {} },
})

import { Type, type Static } from '@sinclair/typebox'
import { Closed, Moment, Nullable, defineRoutes } from './route'

/** Something that waits for somebody, in whatever service it arose. */
export const Todo = Closed(
  {
    title: Type.String(),
    words: Type.String({
      description: 'What it is about and, where there is one, the moment by which it is done.',
    }),
    button: Type.String(),
    page: Type.String({ description: 'The page of the app where it is done.' }),
    until: Nullable(Moment),
  },
  'Todo',
)
export type Todo = Static<typeof Todo>

/** As many as are told at once. */
export const mostTodos = 20

export const todoRoutes = defineRoutes({
  'GET /me/todos': {
    summary: 'What waits for the caller in all services: what ends first is first, what never ends is last',
    access: { who: ['holder'], rows: 'own' },
    status: 200,
    reply: Closed({ items: Type.Array(Todo, { maxItems: mostTodos }) }),
    problems: [],
  },
})

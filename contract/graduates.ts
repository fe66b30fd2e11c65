import { Type, type Static } from '@sinclair/typebox'
import { Closed, Count, Day, Moment, defineRoutes } from './route'

const Group = Closed({ name: Type.String(), count: Count }, 'GraduateGroup')
const Groups = Closed(
  {
    groups: Type.Array(Group, { description: 'The largest first, at most 10, each of 5 people or more.' }),
    others: Type.Integer({
      minimum: 0,
      description: 'Everybody else: none, or 5 and more unless all are fewer.',
    }),
  },
  'GraduateGroups',
)
/** People by one property, the small groups folded together. */
export type GraduateGroups = Static<typeof Groups>

/** A month of the campaign. */
const Month = Closed(
  {
    month: Type.String({ description: '2026-11' }),
    joined: Type.Integer({
      minimum: 0,
      description: 'Who began to count in it; fewer than 5 stand in a month beside it.',
    }),
    total: Count,
    goal: Type.Integer({ minimum: 0, description: 'Where an even pace would be at its end.' }),
  },
  'GraduateMonth',
)
export type GraduateMonth = Static<typeof Month>

/** Who of the graduates stayed, as of `asOf`: who counts, how many, and by what. */
export const Graduates = Closed(
  {
    asOf: Moment,
    title: Type.String(),
    target: Count,
    from: Day,
    until: Day,
    definition: Type.Array(Type.String(), { description: 'Who counts and how, sentence by sentence.' }),
    total: Count,
    schools: Groups,
    majors: Groups,
    degrees: Groups,
    months: Type.Array(Month, { description: 'From the first month to this one or the last.' }),
  },
  'Graduates',
)
export type Graduates = Static<typeof Graduates>

/** How many graduates stayed, for anybody to see. */
export const graduateRoutes = defineRoutes({
  'GET /city/graduates': {
    summary: 'Graduates who stayed, by school, major, degree and month, with the definition of who counts',
    access: { who: 'anyone' },
    status: 200,
    reply: Graduates,
    problems: ['not-found'],
  },
})

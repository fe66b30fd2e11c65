import { assemble, joined, type Feature } from '../../server/core/feature'
import type { KeptTable } from '../../server/core/personal-data'

const notes: KeptTable = { of: ['person_id'], exported: 'notes', onErase: 'rows' }
const room = (name: string, parts: Partial<Feature> = {}): Feature => ({
  name,
  people: { tables: {} },
  ...parts,
})
const counted = async () => 1

it.each<[what: string, parts: Partial<Feature>, words: string]>([
  ['a route', { handlers: { 'GET /city': async () => ({}) as never } }, 'route GET /city'],
  ['a figure', { figures: { housed: counted } }, 'figure housed'],
  ['a topic', { messages: ['visit-reminder'] }, 'topic visit-reminder'],
  ['a table', { people: { tables: { note: notes } } }, 'table note'],
  ['an export key', { people: { tables: {}, exports: { notes: async () => [] } } }, 'export key notes'],
])('does not assemble rooms that both claim %s', (_what, parts, words) => {
  expect(() => assemble([room('one', parts), room('other', parts)])).toThrow(
    `${words} is claimed by one and other`,
  )
})

it('does not assemble a room whose two files name a reaction alike', () => {
  const react = async () => undefined
  expect(() =>
    joined({ 'person.deleted': { tell: react } }, { 'person.deleted': { tell: async () => undefined } }),
  ).toThrow()
})

it('does not assemble two rooms of one name', () => {
  expect(() => assemble([room('one'), room('one')])).toThrow('room one is claimed by one and one')
})

it('keeps reactions of several rooms to one event apart by their names', () => {
  const react = async () => undefined
  const { reactions } = assemble([
    room('one', { reactions: { 'person.deleted': { tell: react } } }),
    room('other', { reactions: { 'person.deleted': { tell: react, revoke: react } } }),
  ])
  expect(Object.keys(reactions['person.deleted'] ?? {})).toEqual(['one/tell', 'other/tell', 'other/revoke'])
})

it('counts every figure of every room', async () => {
  const { figures } = assemble([
    room('one', { figures: { housed: async () => 2 } }),
    room('other', { figures: { noted: async () => 3 } }),
  ])
  expect(await figures({} as never, new Date(0))).toEqual({ housed: 2, noted: 3 })
})

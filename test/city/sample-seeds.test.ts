import { inOrder } from '../../mock/seed'
import type { Seed } from '../../mock/world'

const made: string[] = []
const seed = (name: string, ...after: string[]): [string, Seed] => [
  name,
  { after, seed: async () => void made.push(name) },
]
const order = async (...seeds: [string, Seed][]): Promise<string[]> => {
  made.length = 0
  for (const one of inOrder(Object.fromEntries(seeds))) await one.seed(null as never, null as never)
  return [...made]
}

it('puts each sample in after those that it names, whatever the list says', async () => {
  expect(await order(seed('leads', 'applications'), seed('applications', 'people'), seed('people'))).toEqual([
    'people',
    'applications',
    'leads',
  ])
})

it('says which sample is missing, and which wait for each other', () => {
  expect(() => inOrder(Object.fromEntries([seed('leads', 'applications')]))).toThrow(
    'no sample of applications, which leads waits for',
  )
  expect(() => inOrder(Object.fromEntries([seed('a', 'b'), seed('b', 'a')]))).toThrow(
    'samples wait for each other: a → b → a',
  )
})

import type { Visitor } from '../harness'

/** What waits for somebody: the titles, in order. */
export const waits = async (who: Pick<Visitor, 'call'>): Promise<string[]> =>
  (await who.call('GET /me/todos')).items.map(({ title }) => title)

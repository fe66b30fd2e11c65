import { readdirSync, existsSync } from 'node:fs'
import path from 'node:path'
import type { RouteName } from '@jucai/contract/routes'
import type { City } from '@jucai/contract/city'
import { stationOf } from '../mock/city/stations'
import type { Harness, Visitor } from './harness'

/** What fixtures are made with: the people of a small city, and what earlier fixtures made. */
export interface World {
  harness: Harness
  city: City
  /** Where {@link World.clerk} works. */
  stationId: string
  /** A registered person who gets one of everything. */
  holder: Visitor
  clerk: Visitor
  /** At the console. */
  reviewer: Visitor
  lead: Visitor
  /** What was made so far, by the name of its path parameter. */
  ids: Record<string, string>
}

/** What a feature's fixture made, by the names of path parameters. */
export interface Made {
  ids: Record<string, string>
  /** Token of whoever each object belongs to. */
  owners?: Record<string, string>
  /** Parameters that are words, or objects that everybody may see. */
  vocabulary?: readonly string[]
  /** Bodies that pass validation, so that a call reaches the rows it asks for. */
  bodies?: Partial<Record<RouteName, unknown>>
  /** Words that their owners read in the export of their data, by its key. */
  exported?: Record<string, readonly string[]>
}

/** One of everything that a feature keeps: the file `test/<feature>/objects.ts` exports one as `objects`. */
export interface Fixture {
  /** Features whose objects this one needs. */
  after?: readonly string[]
  make(world: World): Promise<Made>
}

/** All that was made. */
export interface Objects {
  world: World
  ids: Record<string, string>
  owners: Record<string, string>
  vocabulary: ReadonlySet<string>
  bodies: Partial<Record<RouteName, unknown>>
  exported: Record<string, readonly string[]>
}

const fixtures = (): Map<string, Fixture> =>
  new Map(
    readdirSync(__dirname)
      .filter((name) => existsSync(path.join(__dirname, name, 'objects.ts')))
      .map((name) => [
        name,
        jest.requireActual<{ objects: Fixture }>(path.join(__dirname, name, 'objects.ts')).objects,
      ]),
  )

const inOrder = (all: Map<string, Fixture>): [string, Fixture][] => {
  const placed = new Map<string, Fixture>()
  const place = (name: string) => {
    const fixture = all.get(name)
    if (!fixture) throw new Error(`no test/${name}/objects.ts`)
    for (const earlier of fixture.after ?? []) place(earlier)
    placed.set(name, fixture)
  }
  for (const name of [...all.keys()].sort()) place(name)
  return [...placed]
}

/** Makes one of everything, feature by feature. */
export const oneOfEverything = async (harness: Harness): Promise<Objects> => {
  const city = await harness.as()('GET /city')
  const stationId = stationOf.hall // what returnees at home are given to, and where most services are had
  const world: World = {
    harness,
    city,
    stationId,
    holder: await harness.registerPerson(),
    clerk: await harness.staff('clerk', stationId),
    reviewer: await harness.office('reviewer'),
    lead: await harness.office('lead'),
    ids: {},
  }
  const found: Made[] = []
  for (const [name, fixture] of inOrder(fixtures())) {
    const made = await fixture.make(world).catch((error: unknown) => {
      throw new Error(`test/${name}/objects.ts: ${String(error)} ${JSON.stringify(error)}`)
    })
    Object.assign(world.ids, made.ids)
    found.push(made)
  }
  await harness.app.worker.drain()
  return {
    world,
    ids: world.ids,
    owners: Object.assign({}, ...found.map(({ owners }) => owners)) as Record<string, string>,
    vocabulary: new Set(found.flatMap(({ vocabulary = [] }) => vocabulary)),
    bodies: Object.assign({}, ...found.map(({ bodies }) => bodies)) as Objects['bodies'],
    exported: Object.assign({}, ...found.map(({ exported }) => exported)) as Objects['exported'],
  }
}

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { againAfterSeconds } from '@jucai/contract/choosing-vocabulary'
import { publishSampleCity } from '../../mock/seed'
import { askHold, dropHold, holdOf, liveHolds, useHold } from '../../server/choosing/holds'
import { addPerson } from '../../server/core/person'
import { openTestDatabase, type TestDatabase } from '../databases'
import { openProject } from '../housing/world'
import { startOfTests } from '../start'

const seconds = 60
let own: TestDatabase
let people: string[]
let flats: string[]
beforeAll(async () => {
  own = await openTestDatabase()
  await publishSampleCity(own.db, startOfTests)
  people = []
  for (let count = 0; count < 3; count += 1) people.push(await addPerson(own.db, startOfTests))
  flats = (await openProject(own, 3)).flats
})
afterAll(() => own.close())

interface Held {
  person: number
  flat: number
  until: number
  token: string
}
/** What holds must come to, in a few lines of memory. */
interface Model {
  at: number
  held: Held[]
  /** Latest end that a person was promised for a flat. */
  ends: Map<string, number>
}
interface Real {
  roundId: string
}

const momentAt = (at: number) => new Date(startOfTests.getTime() + at)
const sqlAt = (at: number) => sql<Date>`${momentAt(at)}::timestamptz(3)`
const live = ({ held, at }: Model) => held.filter(({ until }) => until > at)
const key = (person: number, flat: number) => `${person} ${flat}`
const named = ({ roundId }: Real, person: number) => ({ roundId, personId: people[person] as string })

class Refused extends Error {}

/** After each act: the same holds in the database as in the model. */
const same = async (model: Model, { roundId }: Real) => {
  const rows = await liveHolds(own.db, roundId, momentAt(model.at))
  const shown = rows.map((row) => [
    people.indexOf(row.person_id),
    flats.indexOf(row.flat_id),
    row.until.getTime(),
  ])
  expect(shown.sort()).toEqual(
    live(model)
      .map(({ person, flat, until }) => [person, flat, momentAt(until).getTime()])
      .sort(),
  )
}

type Command = fc.AsyncCommand<Model, Real>

class Ask implements Command {
  constructor(
    readonly person: number,
    readonly flat: number,
  ) {}
  check = () => true
  async run(model: Model, real: Real) {
    const { person, flat } = this
    const token = randomUUID()
    const wanted = {
      ...named(real, person),
      flatId: flats[flat] as string,
      token,
      seconds,
      moment: sqlAt(model.at),
    }
    const outcome = await own.db
      .transaction()
      .execute(async (db) => {
        const found = await askHold(db, wanted, momentAt(model.at))
        if ('taken' in found) throw new Refused()
        return found
      })
      .catch((error: unknown) => {
        if (error instanceof Refused) return null
        throw error
      })
    const end = model.ends.get(key(person, flat))
    const holder = live(model).find((one) => one.flat === flat)
    if (holder?.person === person)
      expect(outcome).toMatchObject({ hold: { token: holder.token, until: momentAt(holder.until) } })
    else if (end !== undefined && end <= model.at && model.at < end + againAfterSeconds * 1000)
      expect(outcome).toEqual({ againInSeconds: Math.ceil((end - model.at) / 1000) + againAfterSeconds })
    else if (holder) expect(outcome).toBeNull()
    else {
      // The end that was promised once stays, however often one goes and comes back.
      const until = end !== undefined && end > model.at ? end : model.at + seconds * 1000
      expect(outcome).toMatchObject({ hold: { until: momentAt(until) } })
      model.held = model.held.filter((one) => one.person !== person && one.flat !== flat)
      model.held.push({ person, flat, until, token })
      model.ends.set(key(person, flat), until)
    }
    await same(model, real)
  }
  toString = () => `ask(${this.person}, ${this.flat})`
}

class Drop implements Command {
  constructor(readonly person: number) {}
  check = () => true
  async run(model: Model, real: Real) {
    const had = live(model).some(({ person }) => person === this.person)
    expect(await dropHold(own.db, { ...named(real, this.person), moment: sqlAt(model.at) })).toBe(had)
    model.held = model.held.filter(({ person }) => person !== this.person)
    await same(model, real)
  }
  toString = () => `drop(${this.person})`
}

/** Confirms by the token that the person was told last, which may have run out or been taken over. */
class Use implements Command {
  constructor(readonly person: number) {}
  check = (model: Readonly<Model>) => model.held.some(({ person }) => person === this.person)
  async run(model: Model, real: Real) {
    const told = model.held.find(({ person }) => person === this.person) as Held
    const used = await useHold(own.db, {
      ...named(real, this.person),
      token: told.token,
      moment: sqlAt(model.at),
    })
    if (told.until > model.at) {
      expect(used).toMatchObject({ token: told.token, flat_id: flats[told.flat] })
      model.held = model.held.filter((one) => one !== told)
    } else expect(used).toBeNull()
    await same(model, real)
    expect(
      await holdOf(own.db, real.roundId, people[this.person] as string, momentAt(model.at)),
    ).toBeUndefined()
  }
  toString = () => `use(${this.person})`
}

class Wait implements Command {
  constructor(readonly ms: number) {}
  check = () => true
  async run(model: Model, real: Real) {
    model.at += this.ms
    await same(model, real)
  }
  toString = () => `wait(${this.ms})`
}

const someone = fc.nat({ max: 2 })
const commands = fc.commands(
  [
    fc.tuple(someone, fc.nat({ max: 2 })).map(([person, flat]) => new Ask(person, flat)),
    someone.map((person) => new Drop(person)),
    someone.map((person) => new Use(person)),
    fc.constantFrom(1, 999, 29_999, 30_000, 59_999, 60_000, 60_001).map((ms) => new Wait(ms)),
  ],
  { maxCommands: 40, size: 'max' },
)

it('holds flats as a few lines of memory would, whatever people do in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (run) => {
      await fc.asyncModelRun(
        () => ({
          model: { at: 0, held: [], ends: new Map<string, number>() },
          real: { roundId: randomUUID() },
        }),
        run,
      )
    }),
    { numRuns: 40, seed: 20261126 },
  )
}, 300_000)

import { randomUUID } from 'node:crypto'
import { NetworkError, ProblemError, type Call, type CallOptions } from '@jucai/contract/client'
import type { BoothDesk, FairTicket, PublicBooth } from '@jucai/contract/fair-shapes'
import { talkResults, type TalkResult } from '@jucai/contract/fair-vocabulary'
import type { Shown } from './fairs-history'
import type { RunBooth, Somebody } from './fairs-world'

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms))
  })

/** What was acknowledged to anybody, to be found in the end. */
export interface Acknowledged {
  /** Tickets by person. */
  tickets: Map<string, string>
  withdrawn: Set<string>
  places: Set<string>
  left: Set<string>
  called: Set<string>
  results: Map<string, TalkResult>
}
/** What everybody in a run shares. */
export interface FairRun {
  fair: string
  booths: readonly RunBooth[]
  random: () => number
  /** The fair’s clock, in milliseconds, and how long one of its minutes takes on the machine. */
  fairMs: () => number
  minuteMs: number
  opensMs: number
  closesMs: number
  callAs(one: Somebody): Call
  acknowledged: Acknowledged
  shown: Shown[]
  answers: Map<string, number>
  tookMs: number[]
  unexpected: string[]
}

const expected = ['fair-refused', 'fair-slot-taken', 'fair-place-moved']

/** Asks until something answers; what was not answered is sent again as it was. @returns null where it was refused */
const asked = async <T>(
  run: FairRun,
  what: string,
  ask: (options: CallOptions) => Promise<T>,
  refusals: readonly string[] = expected,
): Promise<T | null> => {
  const options = { idempotencyKey: randomUUID() }
  const note = (answer: string) =>
    run.answers.set(`${what}: ${answer}`, (run.answers.get(`${what}: ${answer}`) ?? 0) + 1)
  for (;;) {
    const began = performance.now()
    try {
      const reply = await ask(options)
      run.tookMs.push(performance.now() - began)
      note('done')
      return reply
    } catch (error) {
      if (error instanceof NetworkError) {
        note('unanswered')
        await pause(100 + run.random() * 200)
        continue
      }
      const code = error instanceof ProblemError ? error.code : String(error)
      note(code)
      if (!refusals.includes(code)) run.unexpected.push(`${what}: ${code} ${String(error)}`)
      return null
    }
  }
}

const someOf = (run: FairRun, count: number): RunBooth[] => {
  const found = new Set<RunBooth>()
  while (found.size < Math.min(count, run.booths.length)) {
    // Some booths are wanted by more than others.
    const at = Math.floor(run.random() ** 1.5 * run.booths.length)
    const booth = run.booths[at]
    if (booth) found.add(booth)
  }
  return [...found]
}

const placeOf = (ticket: FairTicket | null, booth: string) =>
  ticket?.places.filter((one) => one.booth.id === booth).at(-1)

const takeAt = async (run: FairRun, call: Call, ticket: string, booth: string, slot: string | null) => {
  const got = await asked(run, slot ? 'book a slot' : 'queue', (options) =>
    call(
      'POST /me/fair-tickets/:fairTicket/places',
      { params: { fairTicket: ticket }, body: { booth, slot } },
      options,
    ),
  )
  const place = placeOf(got, booth)
  if (got && !place) run.unexpected.push('taken and not there')
  if (place) run.acknowledged.places.add(place.id)
}

const bookOne = async (run: FairRun, call: Call, ticket: string) => {
  const [booth] = someOf(run, 1)
  if (!booth) return
  const seen: PublicBooth | null = await asked(run, 'see a booth', () =>
    call('GET /fairs/:fair/booths/:fairBooth', { params: { fair: run.fair, fairBooth: booth.id } }),
  )
  // Many want the same, and some try for what is taken.
  const free = seen?.slots.filter((one) => one.free || run.random() < 0.5) ?? []
  const slot = free[Math.floor(run.random() ** 2 * free.length)]
  if (slot) await takeAt(run, call, ticket, booth.id, slot.id)
}

const look = async (run: FairRun, call: Call, ticket: string): Promise<FairTicket | null> => {
  const seen = await asked(run, 'see my ticket', () =>
    call('GET /me/fair-tickets/:fairTicket', { params: { fairTicket: ticket } }),
  )
  const atMs = run.fairMs()
  for (const { id, state, paused, wait } of seen?.places ?? []) {
    const [lowMinutes, highMinutes] = [wait?.lowMinutes ?? null, wait?.highMinutes ?? null]
    if (state === 'waiting' && !paused && lowMinutes !== null && highMinutes !== null)
      run.shown.push({ placeId: id, atMs, lowMinutes, highMinutes })
  }
  return seen
}

const signUp = async (run: FairRun, call: Call): Promise<string | null> => {
  const signed = await asked(run, 'sign up', (options) =>
    call('POST /me/fair-tickets', { body: { fair: run.fair, fields: ['name', 'degree'] } }, options),
  )
  return signed?.id ?? null
}

const leave = async (run: FairRun, call: Call, seen: FairTicket): Promise<void> => {
  const waiting = seen.places.find(({ state }) => state === 'waiting')
  if (!waiting) return
  const left = await asked(run, 'leave a queue', () =>
    call('DELETE /me/fair-tickets/:fairTicket/places/:fairPlace', {
      params: { fairTicket: seen.id, fairPlace: waiting.id },
    }),
  )
  if (left) run.acknowledged.left.add(waiting.id)
}

const withdraw = async (run: FairRun, call: Call, personId: string, ticket: string): Promise<void> => {
  const gone = await asked(run, 'withdraw', async () => {
    await call('DELETE /me/fair-tickets/:fairTicket', { params: { fairTicket: ticket } })
    return true
  })
  if (gone) run.acknowledged.withdrawn.add(personId)
}

/** Somebody signs up before the fair opens, queues as it does, looks at their ticket now and then, and may think better of it. */
export const visit = async (run: FairRun, person: Somebody): Promise<void> => {
  const { random } = run
  const call = run.callAs(person)
  await pause(random() * Math.max(0, run.opensMs - Date.now()) * 0.7)
  const ticket = await signUp(run, call)
  if (!ticket) return
  run.acknowledged.tickets.set(person.personId, ticket)
  if (random() < 0.25) await bookOne(run, call, ticket)
  await pause(run.opensMs - Date.now() + random() * 1_000) // all at the opening
  for (const booth of someOf(run, 1 + Math.floor(random() * 3)))
    await takeAt(run, call, ticket, booth.id, null)
  while (run.fairMs() < run.closesMs) {
    await pause(15_000 + random() * 30_000)
    const seen = await look(run, call, ticket)
    if (!seen) continue
    if (random() < 0.02) await leave(run, call, seen)
    if (random() < 0.01) {
      await withdraw(run, call, person.personId, ticket)
      return
    }
  }
}

const params = ({ employer, id }: RunBooth) => ({ employer, fairBooth: id })

/** Whose slot it is now, at this desk. */
const dueSlot = (run: FairRun, desk: BoothDesk): string | null =>
  desk.booked.find(({ startsAt, paused }) => !paused && Date.parse(startsAt) <= run.fairMs())?.id ?? null

const step = (
  run: FairRun,
  call: Call,
  booth: RunBooth,
  talk: NonNullable<BoothDesk['talk']>,
  body: { event: 'begin' | 'pass' } | { event: 'finish'; result: TalkResult; reason: string },
) =>
  asked(run, body.event, (options) =>
    call(
      'POST /employers/:employer/fair-booths/:fairBooth/places/:fairPlace/steps',
      { params: { ...params(booth), fairPlace: talk.id }, body: { ...body, revision: talk.revision } },
      options,
    ),
  )

/** How long a talk takes, in minutes of the fair: mostly seven, now and then far more. */
const talkMinutes = (random: () => number): number => 4 + 6 * random() + (random() < 0.1 ? 8 : 0)
/** How often who is called does not come. */
const away = 0.08

const talkWith = async (
  run: FairRun,
  call: Call,
  booth: RunBooth,
  called: NonNullable<BoothDesk['talk']>,
): Promise<void> => {
  const { random, minuteMs } = run
  run.acknowledged.called.add(called.id)
  if (random() < away) {
    // Half of them are passed by hand, half by the clock.
    if (random() < 0.5) {
      await pause(5 * minuteMs)
      await step(run, call, booth, called, { event: 'pass' })
    } else await pause(6 * minuteMs)
    return
  }
  await pause((0.5 + random()) * minuteMs)
  const talk = (await step(run, call, booth, called, { event: 'begin' }))?.talk
  if (!talk) return
  await pause(talkMinutes(random) * minuteMs)
  const result = talkResults[Math.floor(random() * talkResults.length)] ?? 'kept'
  const reason = '这次要会德语的'
  if (await step(run, call, booth, talk, { event: 'finish', result, reason }))
    run.acknowledged.results.set(talk.id, result)
}

/** One of a booth’s people calls and talks, until the fair is over or the booth is cancelled. */
export const work = async (run: FairRun, booth: RunBooth, who: Somebody): Promise<void> => {
  const call = run.callAs(who)
  await pause(run.opensMs - Date.now() + 1_000)
  while (run.fairMs() < run.closesMs) {
    const desk = await asked(run, 'see the desk', () =>
      call('GET /employers/:employer/fair-booths/:fairBooth/desk', { params: params(booth) }),
    )
    if (desk?.booth.state === 'cancelled') return
    if (desk?.talk?.state === 'talking') run.unexpected.push('a talk is left')
    const place = desk ? dueSlot(run, desk) : null
    const got = await asked(run, place ? 'call who has booked' : 'call the next', (options) =>
      call(
        'POST /employers/:employer/fair-booths/:fairBooth/calls',
        { params: params(booth), body: { place } },
        options,
      ),
    )
    if (got?.talk) await talkWith(run, call, booth, got.talk)
    else await pause(1_000 + run.random() * 1_000)
  }
}

/** A booth does not come after all, in the middle of it. */
export const cancelOne = async (run: FairRun): Promise<void> => {
  const booth = run.booths.at(-1)
  const [owner] = booth?.desks ?? []
  if (!booth || !owner) return
  await pause(run.opensMs - Date.now() + ((run.closesMs - run.opensMs) / 60_000) * run.minuteMs * 0.6)
  await asked(run, 'cancel a booth', (options) =>
    run.callAs(owner)(
      'POST /employers/:employer/fair-booths/:fairBooth/cancellation',
      { params: params(booth), body: { reason: '展位的同事临时有事' } },
      options,
    ),
  )
}

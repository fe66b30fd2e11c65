import { NetworkError, ProblemError, type Call } from '@jucai/contract/client'
import { dayInChina } from '@jucai/contract/china-time'
import { addDays } from '@jucai/contract/policies/days'
import type { Stay } from '@jucai/contract/stays'
import { purposes } from '@jucai/contract/vocabulary'
import { stationOf } from '../../mock/city/stations'
import { sampleDocument } from '../../mock/people/people'
import { currentNotice } from '../../server/profiles'
import { as, sendOnce, type Attempt } from './client'

/** What guests and the desk of a small hostel share over all rounds. */
export interface Staying {
  random(): number
  guests: { call: Call }[]
  /** Stays by id, as they were last seen, with whose they are. */
  stays: Map<string, { guest: { call: Call }; stay: Stay }>
  attempts: Attempt[]
  /** Acknowledged: stays, and `stay state` of those that were ended. */
  booked: Set<string>
  ended: Set<string>
  /** Refusals that nothing explains. */
  failures: string[]
  people: number
  /** Requests that got no answer, because the server was killed. */
  cut: number
}

/** Whose sample clerk and whose beds. */
const hostel = stationOf.hall
const beds = ['F1', 'F2', 'F3']
const params = { hostel }

/** Makes the hall a hostel of three beds, once. */
export const openBeds = async (lead: Call): Promise<void> => {
  const known = (await lead('GET /hostel-inventory')).items.find(({ id }) => id === hostel)
  if (!known)
    await lead('PUT /hostels/:hostel', {
      params,
      body: {
        about: '故障演练用的驿站',
        houseRules: [],
        arriveByMinutes: 23 * 60,
        lateByMinutes: 26 * 60,
        cancelByMinutes: 12 * 60,
        aheadDays: 60,
        version: 0,
      },
    })
  for (const label of beds.filter((one) => !known?.beds.some((bed) => bed.label === one)))
    await lead('POST /hostels/:hostel/beds', { params, body: { label, kind: 'single' } })
}

/** So many people who may stay come to the hostel. */
export const comeIn = async (staying: Staying, count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) {
    const who = staying.people++
    const { token } = await as(null)('POST /sessions', {
      body: { method: 'wechat', code: `login-staying-${who}` },
    })
    const call = as(token)
    for (const purpose of purposes)
      await call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given: true, noticeVersion: currentNotice.version },
      })
    const documentNumber = sampleDocument(
      '430122',
      `2003-${String(1 + (Math.floor(who / 1000) % 12)).padStart(2, '0')}-11`,
      who % 1000,
    )
    await call('PUT /me/profile', {
      body: {
        name: '故障演练',
        documentType: 'resident-id',
        documentNumber,
        school: '湖南大学',
        degree: 'bachelor',
        major: '软件工程',
        graduatesOn: '2026-06-30',
        homeRegion: '430121',
        presentRegion: '440305',
        aims: ['job'],
      },
    })
    staying.guests.push({ call })
  }
}

const pick = <T>(staying: Staying, items: readonly T[]): T | undefined =>
  items[Math.floor(staying.random() * items.length)]
const span = (staying: Staying) => {
  const fromDay = addDays(dayInChina(new Date()), Math.floor(staying.random() ** 2 * 6))
  return { fromDay, toDay: addDays(fromDay, 1 + Math.floor(staying.random() * 3)) }
}
const inState = (staying: Staying, ...states: Stay['state'][]) =>
  [...staying.stays.values()].filter(({ stay }) => states.includes(stay.state))
const seen = (staying: Staying, guest: { call: Call }, stay: Stay): void => {
  staying.stays.set(stay.id, { guest, stay })
}

const book = async (staying: Staying) => {
  const guest = pick(staying, staying.guests)
  if (!guest) return
  const body = {
    ...{ hostelId: hostel, kind: 'single' as const, purpose: 'interview' as const },
    ...{ ...span(staying), arrivesLate: true },
  }
  await sendOnce(staying.attempts, guest.call, 'POST /me/stays', { body }, (stay) => {
    staying.booked.add(stay.id)
    if (!staying.stays.has(stay.id)) seen(staying, guest, stay)
  })
}
const move = async (staying: Staying) => {
  const found = pick(staying, inState(staying, 'booked'))
  if (!found) return
  const stay = await found.guest.call('PUT /me/stays/:stay/days', {
    params: { stay: found.stay.id },
    body: { kind: 'single', ...span(staying), arrivesLate: true },
  })
  seen(staying, found.guest, stay)
}
const cancel = async (staying: Staying) => {
  const found = pick(staying, inState(staying, 'booked'))
  if (!found) return
  const stay = await found.guest.call('DELETE /me/stays/:stay', { params: { stay: found.stay.id } })
  seen(staying, found.guest, stay)
  staying.ended.add(`${stay.id} cancelled`)
}
const arrive = async (staying: Staying, clerk: Call) => {
  const found = pick(
    staying,
    inState(staying, 'booked').filter(({ stay }) => stay.fromDay <= dayInChina(new Date())),
  )
  if (!found) return
  const { id, number } = found.stay
  const body = { number }
  await sendOnce(staying.attempts, clerk, 'POST /hostels/:hostel/check-ins', { params, body }, (desk) => {
    const known = staying.stays.get(id)
    if (known?.stay.state === 'booked') seen(staying, known.guest, { ...known.stay, state: desk.state })
  })
}
const extend = async (staying: Staying) => {
  const found = pick(staying, inState(staying, 'checked-in'))
  if (!found) return
  const stay = await found.guest.call('PUT /me/stays/:stay/leaving-day', {
    params: { stay: found.stay.id },
    body: { toDay: addDays(found.stay.toDay, 1 + Math.floor(staying.random() * 2)) },
  })
  seen(staying, found.guest, stay)
}
const leave = async (staying: Staying, clerk: Call) => {
  const found = pick(staying, inState(staying, 'checked-in'))
  if (!found) return
  const desk = await clerk('PUT /hostels/:hostel/stays/:stay/left', {
    params: { hostel, stay: found.stay.id },
  })
  staying.ended.add(`${desk.id} left`)
  seen(staying, found.guest, { ...found.stay, state: 'left' })
}

/** Refusals that follow from beds being few and from two acting at once. */
export const stayDisputes = new Set<string>([
  'nights-taken',
  'nights-overlap',
  'stay-limit',
  'stay-settled',
  'no-stay-today',
  'bed-not-left',
  'not-found',
])

/** Looks again at a stay of which something was refused: it has changed meanwhile. */
const lookAgain = async (staying: Staying) => {
  const found = pick(staying, [...staying.stays.values()])
  if (!found) return
  const stay = await found.guest.call('GET /me/stays/:stay', { params: { stay: found.stay.id } })
  seen(staying, found.guest, stay)
}

/** Starts guests and a desk side by side; they end when the server they speak to is gone. */
export const startStaying = (staying: Staying, clerk: Call): { ended(): Promise<unknown> } => {
  let isGone = false
  const run = async (act: () => Promise<unknown>) => {
    while (!isGone) {
      try {
        await act()
        await new Promise((resolve) => setImmediate(resolve))
      } catch (error) {
        if (error instanceof NetworkError) {
          staying.cut += 1
          return
        }
        if (error instanceof ProblemError && (stayDisputes.has(error.code) || error.status === 422)) continue
        staying.failures.push(String((error as Error).stack ?? error))
        return
      }
    }
  }
  const acts: [count: number, act: () => Promise<unknown>][] = [
    [6, () => book(staying)],
    [2, () => move(staying)],
    [1, () => cancel(staying)],
    [1, () => comeIn(staying, 1)],
    [2, () => arrive(staying, clerk)],
    [2, () => extend(staying)],
    [1, () => leave(staying, clerk)],
    [1, () => lookAgain(staying)],
  ]
  const running = acts.flatMap(([count, act]) => Array.from({ length: count }, () => run(act)))
  return {
    ended: () => {
      isGone = true
      return Promise.all(running)
    },
  }
}

import type { Handlers } from '../core/route'
import { cursorOf, pageOf, placeOf, type PageRequest } from '../core/keyset'
import { problem } from '../core/problem'
import { workOf } from '../core/work'
import { changeService } from './bed-service'
import { bookStay, cancelStay, changeDays, comeLate, extendStay } from './booking'
import type { DeskDeps, GuestWork, StayDeps } from './deps'
import { checkIn, checkOut, deskBoard, deskDay, deskStay } from './desk'
import { hostelList, hostelNights, stayStanding } from './hostels'
import { addBed, describeHostel, hostelMonths, inventory } from './office'
import { stayById, staysOfPerson } from './repository'
import { shownStay, shownStays } from './show'

/** A page of one's own stays, booked last first. */
export const stayPage = async (work: GuestWork, { after, limit = 20 }: PageRequest) => {
  const rows = await staysOfPerson(work.db, work.actor.personId, { after: placeOf(after), limit })
  const shown = await shownStays(work, rows)
  return pageOf(
    rows,
    limit,
    (row) => cursorOf(row.booked_at, row.id),
    (row) => shown[rows.indexOf(row)] as (typeof shown)[number],
  )
}

const ownStay = async (work: GuestWork, id: string) => {
  const row = await stayById(work.db, id)
  if (row?.person_id !== work.actor.personId) throw problem('not-found')
  return shownStay(work, row)
}

/** For guests. */
const guestHandlers = (deps: StayDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /hostels': ({ db, now }) => hostelList({ db, now, deps }),
    'GET /hostels/:hostel/nights': ({ db, now }, { params, query }) =>
      hostelNights({ db, now, deps }, params.hostel, query?.from),
    'GET /me/stay-standing': (call, { query }) => stayStanding(by(call), query?.day),
    'POST /me/stays': (call, { body }) => bookStay(by(call), body),
    'GET /me/stays': (call, { query }) => stayPage(by(call), query),
    'GET /me/stays/:stay': (call, { params }) => ownStay(by(call), params.stay),
    'PUT /me/stays/:stay/days': (call, { params, body }) => changeDays(by(call), params.stay, body),
    'PUT /me/stays/:stay/late-arrival': (call, { params }) => comeLate(by(call), params.stay),
    'PUT /me/stays/:stay/leaving-day': (call, { params, body }) =>
      extendStay(by(call), params.stay, body.toDay),
    'DELETE /me/stays/:stay': (call, { params }) => cancelStay(by(call), params.stay),
  }
}

/** For the desk and for the office. */
const staffHandlers = (deps: DeskDeps): Handlers => {
  const by = workOf(deps)
  return {
    'GET /hostels/:hostel/day': (call, { params }) => deskDay(by(call), params.hostel),
    'GET /hostels/:hostel/board': (call, { params, query }) =>
      deskBoard(by(call), params.hostel, query?.from),
    'POST /hostels/:hostel/check-ins': {
      run: (call, { params, body }) => checkIn(by(call), params.hostel, body),
      keep: ({ id }) => id,
      again: (call, { params }, id) => deskStay(by(call), params.hostel, id),
    },
    'PUT /hostels/:hostel/stays/:stay/left': (call, { params }) =>
      checkOut(by(call), params.hostel, params.stay),
    'GET /hostel-inventory': (call) => inventory(by(call)),
    'PUT /hostels/:hostel': (call, { params, body }) => describeHostel(by(call), params.hostel, body),
    'POST /hostels/:hostel/beds': (call, { params, body }) => addBed(by(call), params.hostel, body),
    'PUT /hostels/:hostel/beds/:bed/service': (call, { params, body }) =>
      changeService(by(call), params.hostel, params.bed, body),
    'GET /hostels/:hostel/months': (call, { params }) => hostelMonths(by(call), params.hostel),
  }
}

/** Everything about stays. */
export const stayHandlers = (deps: DeskDeps): Handlers => ({
  ...guestHandlers(deps),
  ...staffHandlers(deps),
})

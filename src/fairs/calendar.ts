import { calendarFile } from '@jucai/contract/fair-calendar'
import type { FairPlace, FairTicket } from '@jucai/contract/fair-shapes'
import { saveText } from '@/save-text'
import { whereText } from './looks'

type CalendarFair = FairTicket['fair']
const minuteMs = 60_000

/** Gives the fair to the reader’s calendar. @returns what happened, for the reader. */
export const saveFair = (fair: CalendarFair): Promise<string> =>
  saveText(
    calendarFile({
      uid: `fair-${fair.id}@jucai`,
      sequence: fair.revision,
      stampedAt: fair.changedAt,
      startsAt: fair.opensAt,
      endsAt: fair.closesAt,
      title: fair.title,
      place: whereText(fair),
      about: '到现场请出示人才码。',
      cancelled: fair.standing === 'cancelled',
    }),
    'fair.ics',
    'text/calendar',
  )
/** Gives a booked slot to the reader’s calendar. */
export const saveSlot = (
  fair: CalendarFair,
  place: FairPlace & { slot: NonNullable<FairPlace['slot']> },
): Promise<string> =>
  saveText(
    calendarFile({
      uid: `fair-place-${place.id}@jucai`,
      sequence: fair.revision,
      stampedAt: fair.changedAt,
      startsAt: place.slot.startsAt,
      endsAt: new Date(Date.parse(place.slot.startsAt) + place.slot.minutes * minuteMs).toISOString(),
      title: `面谈：${place.booth.employer}`,
      place: [fair.place, place.booth.place && `展位 ${place.booth.place}`].filter(Boolean).join(' '),
      about: fair.title,
      cancelled: fair.standing === 'cancelled',
    }),
    'fair-slot.ics',
    'text/calendar',
  )

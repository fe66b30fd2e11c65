import type { Harness, Visitor } from '../harness'

/** How the hostels of tests receive people: by 23:00, late until 02:00, free changes until noon. */
export const hostelSaid = {
  about: '来面试、来落脚，先住下。',
  houseRules: ['23:00 后请轻声', '房间内不吸烟'],
  arriveByMinutes: 23 * 60,
  lateByMinutes: 26 * 60,
  cancelByMinutes: 12 * 60,
  aheadDays: 60,
}

/** Makes a station a hostel with beds of one kind. */
export const openHostel = async (
  lead: Visitor,
  hostel: string,
  labels: readonly string[],
  kind = 'single' as const,
) => {
  await lead.call('PUT /hostels/:hostel', { params: { hostel }, body: { ...hostelSaid, version: 0 } })
  for (const label of labels)
    await lead.call('POST /hostels/:hostel/beds', { params: { hostel }, body: { label, kind } })
}

/** Somebody who lives elsewhere and graduates soon: the policy of hostels passes. */
export const newcomer = (harness: Harness) =>
  harness.registerPerson({ presentRegion: '440305', homeRegion: '430121' })

/** What is booked, unless a test says otherwise. */
export const wanted = (hostelId: string, fromDay: string, toDay: string) => ({
  hostelId,
  kind: 'single' as const,
  fromDay,
  toDay,
  arrivesLate: false,
  purpose: 'interview' as const,
})

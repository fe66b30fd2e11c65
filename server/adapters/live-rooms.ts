import type { LiveRooms } from '../core/ports'

/**
 * Rooms of a meeting service that makes one by its address.
 * @param template an address with `{booth}` for the id of the booth, which nobody guesses
 */
export const liveRoomsAt = (template: string): LiveRooms => ({
  roomOf: (boothId) => Promise.resolve(template.replace('{booth}', encodeURIComponent(boothId))),
})

import type { LiveRooms } from '../core/ports'

/**
 * Rooms of a meeting service that makes one by its address.
 * The id of a booth is public, so whoever is not called waits in the lobby that the service keeps.
 * @param template an address with `{booth}` for the id of the booth
 */
export const liveRoomsAt = (template: string): LiveRooms => ({
  roomOf: (boothId) => Promise.resolve(template.replace('{booth}', encodeURIComponent(boothId))),
})

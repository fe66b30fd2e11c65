import type { LiveRooms } from '../server/core/ports'

/** The sample city’s meeting service: a page of its own for each booth, which says what it stands for. */
export const sampleLive: LiveRooms = {
  roomOf: (boothId) => Promise.resolve(`/fairs/live/index?booth=${encodeURIComponent(boothId)}`),
}

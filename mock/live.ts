import type { LiveRooms } from '../server/core/ports'

/** The sample city’s meeting service: a page of its own that says what it stands for. */
export const sampleLive: LiveRooms = { roomOf: () => Promise.resolve('/fairs/live/index') }

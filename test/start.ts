/**
 * When it is in tests, unless one brings a clock of its own: on the server, and on the phone in page tests.
 */
export const startOfTests = new Date('2026-11-22T02:00:00.000Z')

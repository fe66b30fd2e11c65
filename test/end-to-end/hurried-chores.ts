/** Loaded before a server of the stage: what it looks after once a minute or more rarely, it looks after each second. */
const every = globalThis.setInterval
globalThis.setInterval = ((run: () => void, ms = 0) =>
  every(run, ms >= 60_000 ? 1_000 : ms)) as typeof setInterval

/** How long one slice may take, ms: a frame or two, so that taps and scrolling go on. */
const sliceMs = 24

/** Where a long computation is told to stop: its page was left. */
export interface Stopper {
  stopped: boolean
}

/**
 * Runs a generator to its end in short slices with a pause after each, and tells how far it is after each slice.
 * @returns its result, or null when it was stopped
 */
export const inSlices = <Step, Result>(
  steps: Generator<Step, Result>,
  { onProgress, stopper }: { onProgress(step: Step): void; stopper: Stopper },
): Promise<Result | null> =>
  new Promise((resolve, reject) => {
    const slice = () => {
      try {
        const until = Date.now() + sliceMs
        for (;;) {
          if (stopper.stopped) return resolve(null)
          const step = steps.next()
          if (step.done === true) return resolve(step.value)
          if (Date.now() < until) continue
          onProgress(step.value)
          setTimeout(slice, 0)
          return
        }
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    slice()
  })

import { inSlices } from '../../src/rounds/in-slices'

function* counting(to: number): Generator<number, string> {
  for (let one = 1; one <= to; one += 1) {
    for (let busy = Date.now(); Date.now() - busy < 1;);
    yield one
  }
  return 'done'
}

it('lets others run between its slices, and tells how far it is', async () => {
  let others = 0
  const beat = setInterval(() => (others += 1), 1)
  const told: number[] = []
  const result = await inSlices(counting(200), {
    stopper: { stopped: false },
    onProgress: (one) => told.push(one),
  })
  clearInterval(beat)
  expect(result).toBe('done')
  expect(others).toBeGreaterThan(3)
  expect(told.length).toBeGreaterThan(3)
  expect([...told].sort((a, b) => a - b)).toEqual(told)
})

it('stops where it is told to, and hands on what went wrong', async () => {
  const stopper = { stopped: false }
  const running = inSlices(counting(1000), { stopper, onProgress: () => (stopper.stopped = true) })
  expect(await running).toBeNull()
  const failing = (function* (): Generator<number, string> {
    yield 1
    throw new Error('broken')
  })()
  await expect(
    inSlices(failing, { stopper: { stopped: false }, onProgress: () => undefined }),
  ).rejects.toThrow('broken')
})

import { atMost } from '../../server/evidence/at-most'
import { startHarness, type Harness, type Visitor } from '../harness'
import { refused } from '../matchers'
import { completed, pdf, photo, sent } from './files'

/** However often files are asked to be looked at, only a few of them are in memory. */
let harness: Harness
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
  person = await harness.signIn()
})
afterAll(() => harness.close())

it('looks at a file once, however often it is asked to meanwhile', async () => {
  const { put } = harness.storage
  let stored = 0
  harness.storage.put = (name, bytes) => {
    stored += 1
    return put(name, bytes)
  }
  const file = await sent(person.call, await photo())
  const answers = await Promise.all(Array.from({ length: 30 }, () => completed(person.call, file)))
  harness.storage.put = put
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ id: file.id, complete: true })
  expect(stored).toBe(1)
})

it('holds no more than four files at once', async () => {
  const { put } = harness.storage
  let [now, most] = [0, 0]
  harness.storage.put = async (name, bytes) => {
    now += 1
    most = Math.max(most, now)
    // The first stays until another has come, however long that takes here, so that two are in at once.
    for (let turn = 0; turn < 500 && (turn < 30 || most < 2); turn += 1)
      await new Promise((resolve) => {
        setTimeout(resolve, 10)
      })
    await put(name, bytes)
    now -= 1
  }
  const files = []
  for (let turn = 0; turn < 12; turn += 1) files.push(await sent(person.call, pdf(), `${turn}.pdf`))
  const answers = await Promise.all(files.map((file) => completed(person.call, file)))
  harness.storage.put = put
  expect(answers.every(({ complete }) => complete)).toBe(true)
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(4)
})

it('refuses work for which there is no place to wait, and goes on after work that failed', async () => {
  const run = atMost({ atOnce: 1, places: 1 })
  const ends: (() => void)[] = []
  const work = () =>
    run(
      () =>
        new Promise<string>((resolve) => {
          ends.push(() => resolve('done'))
        }),
    )
  const [first, second] = [work(), work()]
  await expect(work()).rejects.toEqual(refused('unavailable'))
  ends[0]?.()
  expect(await first).toBe('done')
  ends[1]?.()
  expect(await second).toBe('done')
  await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await run(async () => 'again')).toBe('again')
})

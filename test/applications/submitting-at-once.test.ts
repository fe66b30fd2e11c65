import type { EvidencePort } from '../../server/applications'
import { startHarness, type Harness } from '../harness'
import { refused } from '../matchers'
import { waiting } from '../waiting'
import { apply, decide, fakeEvidence, recognitionAnswers } from './world'

let harness: Harness
let hold: Promise<unknown> | null = null
let held: () => void = () => undefined
const files = fakeEvidence()
// Tying files comes after the number is taken: a submission that stops here has its number and its
// transaction still open.
const evidence: EvidencePort = {
  ...files,
  attach: async (...asked) => {
    const waitsFor = hold
    hold = null
    if (waitsFor) {
      held()
      await waitsFor
    }
    return files.attach(...asked)
  },
}
beforeAll(async () => {
  harness = await startHarness({ evidence })
})
afterAll(() => harness.close())

const submit = async () => {
  const person = await harness.registerPerson()
  return apply(
    person,
    'recognition',
    recognitionAnswers(files.add(person.personId), person.registration.documentNumber),
  )
}

// The embedded database has one connection: there a second submission waits for the first whatever the
// statements are.
const onServer = process.env.DATABASE_URL ? it : it.skip

onServer(
  'answers a submission while another of the same program and day is not committed',
  async () => {
    let release: () => void = () => undefined
    hold = new Promise<void>((resolve) => {
      release = resolve
    })
    const isHeld = new Promise<void>((resolve) => {
      held = resolve
    })
    const slow = submit()
    await isHeld
    let patience: NodeJS.Timeout | undefined
    const outcome = await Promise.race([
      submit(),
      new Promise<null>((resolve) => {
        patience = setTimeout(() => {
          resolve(null)
        }, 8_000)
      }),
    ])
    clearTimeout(patience)
    release()
    expect(outcome?.number).toMatch(/^RD-20261122-\d{4,}$/)
    expect((await slow).number).not.toBe(outcome?.number)
  },
  30_000,
)

onServer('refuses in words an appeal while the same is applied for anew at that moment', async () => {
  const person = await harness.registerPerson()
  const submitOne = () =>
    apply(
      person,
      'recognition',
      recognitionAnswers(files.add(person.personId), person.registration.documentNumber),
    )
  const { id } = await submitOne()
  await decide(await harness.office('reviewer'), id, {
    event: 'reject',
    reason: { code: 'no-insurance', field: 'insuranceMonths', fix: '查到 2 个月，还差 4 个月' },
  })
  let release: () => void = () => undefined
  hold = new Promise<void>((resolve) => {
    release = resolve
  })
  const isHeld = new Promise<void>((resolve) => {
    held = resolve
  })
  const anew = submitOne()
  await isHeld
  const appealed = person
    .call('POST /me/applications/:application/events', {
      params: { application: id },
      body: { event: 'appeal', version: 2, note: '社保在另一个区缴纳，请再核对' },
    })
    .catch((error: unknown) => error)
  await waiting(harness.db, 1)
  release()
  expect(await appealed).toEqual(refused('event-not-allowed'))
  expect((await anew).state).toBe('submitted')
})

it('counts numbers on', async () => {
  const [first, second] = [await submit(), await submit()]
  expect(Number(second.number.slice(12))).toBeGreaterThan(Number(first.number.slice(12)))
})

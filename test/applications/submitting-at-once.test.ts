import type { EvidencePort } from '../../server/applications'
import { startHarness, type Harness } from '../harness'
import { apply, fakeEvidence, recognitionAnswers } from './world'

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

it('counts numbers on', async () => {
  const [first, second] = [await submit(), await submit()]
  expect(Number(second.number.slice(12))).toBeGreaterThan(Number(first.number.slice(12)))
})

import { v7 as uuidv7 } from 'uuid'
import { testVault } from '../../mock/fakes'
import type { Call } from '@jucai/contract/client'
import type { RoundBody } from '@jucai/contract/round-schemas'
import type { TicketBody } from '@jucai/contract/rounds'
import type { ApplicationState } from '@jucai/contract/application-vocabulary'
import type { Registration } from '@jucai/contract/profiles'
import { systemRandomness } from '../../server/adapters/keys'
import { openSession } from '../../server/accounts/sessions'
import { openProject } from '../housing/world'
import { startHarness, type Harness, type Visitor } from '../harness'

/** Somebody of a household in a qualification. */
export interface Relative {
  relation: 'spouse' | 'child' | 'parent'
  name: string
  bornOn: string
}

/** Gives somebody a qualification for a flat, as the engine would leave it. @returns its id */
export const qualify = async (
  { db, clock }: Pick<Harness, 'db'> & { clock: Pick<Harness['clock'], 'now'> },
  personId: string,
  { state = 'approved', household = [] }: { state?: ApplicationState; household?: Relative[] } = {},
): Promise<string> => {
  const id = uuidv7()
  const now = clock.now()
  const answers = testVault().encrypt(JSON.stringify({ household }), `application.answers:${id}`)
  await db
    .insertInto('application')
    .values({
      id,
      number: `GY${id.replace(/\D/g, '').slice(-12)}`,
      program: 'apartment',
      program_version: 1,
      person_id: personId,
      state,
      is_open: !['approved', 'rejected', 'withdrawn'].includes(state),
      version: 1,
      answers,
      masked_name: null,
      keep_answers: false,
      submitted_at: now,
      queued_at: now,
      updated_at: now,
      due_at: null,
      days_left: null,
      counts_from: null,
      answer_by: null,
      answered_at: null,
      answered_in_time: null,
      rank_at: now,
      station_id: null,
      contact_id: null,
      assigned_to: null,
      claimed_by: null,
      claimed_until: null,
      recommended_by: null,
      open_fields: JSON.stringify([]),
      requested: null,
      refusal: null,
      appeal: null,
      notice_from: null,
      notice_to: null,
    })
    .execute()
  return id
}

/** A registered person with a qualification. */
export const applicant = async (
  harness: Harness,
  {
    household = [],
    state = 'approved',
    registration = {},
  }: { household?: Relative[]; state?: ApplicationState; registration?: Partial<Registration> } = {},
): Promise<Visitor & { registration: Registration; applicationId: string }> => {
  const person = await harness.registerPerson(registration)
  return { ...person, applicationId: await qualify(harness, person.personId, { state, household }) }
}

/** The drawings of tests: 快乐8 and 排列5, as in docs/draw.md. */
export const drawnNumbers = {
  'cwl-kl8': [2, 5, 9, 11, 13, 17, 20, 24, 29, 33, 38, 41, 46, 52, 55, 60, 63, 68, 71, 79],
  'lottery-pl5': [4, 0, 7, 7, 1],
} as const
/** Where their bulletins are. */
export const bulletins = [
  'https://www.cwl.gov.cn/a?n=2026120',
  'https://www.lottery.gov.cn/b?n=26120',
] as const

/** A round of some flats: window 1 to 20 December, drawing on the 21st, choosing from the 25th. */
export const roundBody = (
  flats: readonly string[],
  changes: Partial<RoundBody> & { kept?: Readonly<Record<number, string>> } = {},
): RoundBody => {
  const { kept = {}, ...rest } = changes
  return {
    code: '2026-r03',
    title: '第三批（示例）',
    rule: 'draw',
    rules: '规则示例，第一版。抽签决定顺序，按顺序选房。\n',
    classes: [
      {
        code: 'family',
        title: '三人及以上家庭',
        clause: '第十条',
        when: [{ fact: 'people', least: 3 }],
      },
      { code: 'doctor', title: '博士', clause: '第十一条', when: [{ fact: 'degree', is: ['doctor'] }] },
    ],
    scoring: [],
    reserved: 'first',
    algorithm: 'sha-256',
    sources: [
      { game: 'cwl-kl8', issues: ['2026120', '2026121'] },
      { game: 'lottery-pl5', issues: ['26120', '26121'] },
    ],
    firstDrawingAt: '2026-12-21T13:00:00.000Z',
    opensAt: '2026-12-01T01:00:00.000Z',
    closesAt: '2026-12-20T10:00:00.000Z',
    openingMinutes: 10,
    choosingFrom: '2026-12-25T01:00:00.000Z',
    slotMinutes: 30,
    longerSlotMinutes: 60,
    holdSeconds: 300,
    atOnce: 3,
    refusing: '放弃一次不影响下一批；同一年放弃两次，当年不再参加。',
    redo: null,
    pools: [],
    flats: flats.map((flatId, at) => ({ flatId, pool: 'all', reservedFor: kept[at] ?? null })),
    ...rest,
  }
}

/** Somebody of the office whose session is fresh at every call, however far the clock of a test has gone. */
export interface Officer {
  personId: string
  call: Call
}
const officer = async (harness: Harness): Promise<Officer> => {
  const { personId } = await harness.staff('lead')
  const call: Call = async (...asked) => {
    const { token } = await openSession(
      { db: harness.db, now: harness.clock.now(), deps: { random: systemRandomness } },
      { personId, device: '电脑端', office: true },
    )
    return harness.as(token)(...asked)
  }
  return { personId, call }
}
/** Two of the office, who do things apart. */
export interface Office {
  one: Officer
  other: Officer
}
export const twoLeads = async (harness: Harness): Promise<Office> => ({
  one: await officer(harness),
  other: await officer(harness),
})

/** An application with two of the office and a project of so many flats. */
export const startRounds = async (
  count: number,
): Promise<{ harness: Harness; office: Office; station: string; flats: string[] }> => {
  const harness = await startHarness()
  const office = await twoLeads(harness)
  return { harness, office, ...(await openProject(harness, count)) }
}

/** Writes and publishes a round. @returns its id */
export const publishedRound = async ({ one, other }: Office, body: RoundBody): Promise<string> => {
  const { id, version } = await one.call('POST /round-desk', { body })
  await other.call('POST /round-desk/:round/publication', { params: { round: id }, body: { version } })
  return id
}

/** What somebody applies with, unless a test says otherwise. */
export const ticketBody = (station: string, changes: Partial<TicketBody> = {}): TicketBody => ({
  revision: 1,
  pool: 'all',
  wishes: [{ stationId: station, typeId: null }],
  classes: [],
  household: [],
  longerSlot: false,
  ...changes,
})

/** Locks by two people, after the close. */
export const lockRound = async ({ one, other }: Office, round: string) => {
  const { version } = await one.call('GET /round-desk/:round', { params: { round } })
  const asked = await one.call('POST /round-desk/:round/lock', { params: { round }, body: { version } })
  return other.call('POST /round-desk/:round/lock-confirmation', {
    params: { round },
    body: { version: asked.version },
  })
}

/** Two people enter the numbers of tests. */
export const enterNumbers = async ({ one, other }: Office, round: string) => {
  for (const [position, [issue, numbers]] of (
    [
      ['2026120', drawnNumbers['cwl-kl8']],
      ['26120', drawnNumbers['lottery-pl5']],
    ] as const
  ).entries())
    for (const { call } of [one, other])
      await call('PUT /round-desk/:round/sources/:position', {
        params: { round, position },
        body: {
          issue,
          outcome: 'held',
          numbers: [...numbers],
          address: bulletins[position] as string,
          pageHash: null,
        },
      })
}

/** Moments of the rounds of tests. */
export const moments = {
  open: '2026-12-01T01:00:00.000Z',
  justOpen: '2026-12-01T01:05:00.000Z',
  window: '2026-12-05T02:00:00.000Z',
  lastMinutes: '2026-12-20T09:55:00.000Z',
  justClosed: '2026-12-20T10:01:00.000Z',
  lockable: '2026-12-20T10:15:00.000Z',
  drawn: '2026-12-21T14:00:00.000Z',
  choosing: '2026-12-25T01:00:00.000Z',
}

import fc from 'fast-check'
import { applicationEvents, isAtRest, type ApplicationActor } from '@jucai/contract/application-vocabulary'
import { applicationDeps } from '../../server/app'
import type { ApplicationDeps } from '../../server/applications'
import { calendarInForce } from '../../server/applications/calendar'
import { applicationForUpdate, insertApplication, stepsOf } from '../../server/applications/repository'
import { advance, recordStep } from '../../server/applications/steps'
import { Problem } from '../../server/core/problem'
import { programs } from '../../server/programs'
import { testVault } from '../../mock/fakes'
import { v7 as uuidv7 } from 'uuid'
import { startHarness, type Harness, type Visitor } from '../harness'

let harness: Harness
let deps: ApplicationDeps
let people: Visitor[]
beforeAll(async () => {
  harness = await startHarness()
  deps = await applicationDeps({ vault: testVault() })
  people = [await harness.registerPerson(), await harness.registerPerson(), await harness.registerPerson()]
})
afterAll(() => harness.close())

interface Turn {
  event: (typeof applicationEvents)[number]
  role: ApplicationActor
  who: number
  hours: number
}
const turns = fc.array(
  fc.record<Turn>({
    event: fc.constantFrom(...applicationEvents),
    role: fc.constantFrom('applicant', 'clerk', 'reviewer', 'lead', 'system'),
    who: fc.integer({ min: 1, max: 2 }),
    hours: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 3, maxLength: 25 },
)

const begin = async (program: string, now: Date): Promise<string> => {
  const id = uuidv7()
  const applicant = people[0]?.personId ?? ''
  await harness.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('application')
      .set({ state: 'withdrawn', is_open: false })
      .where('person_id', '=', applicant)
      .execute() // only one may be open
    const version = await deps.programs.inForce(tx, program)
    const row = {
      id,
      program,
      program_version: 1,
      person_id: applicant,
      state: version.definition.machine.initial,
      is_open: true,
      version: 1,
      keep_answers: false,
      submitted_at: now,
      queued_at: now,
      updated_at: now,
      due_at: now,
      rank_at: now,
    }
    const written = await insertApplication(tx, 'XX', '2026-11-22', row)
    if (!written) throw new Error('another application is open')
    await recordStep(
      { db: tx, now, deps, actor: { personId: applicant, role: 'applicant' } },
      {
        row: written,
        from: null,
        event: 'submit',
        program: version,
        calendar: await calendarInForce(tx),
        content: {},
      },
    )
  })
  return id
}

/** One event as it would come, in a transaction of its own. @returns whether it was taken */
const send = async (id: string, { event, role, who }: Turn, now: Date): Promise<boolean> => {
  const personId = role === 'system' ? null : (people[role === 'applicant' ? 0 : who]?.personId ?? null)
  try {
    await harness.db.transaction().execute(async (tx) => {
      const row = await applicationForUpdate(tx, id)
      if (!row) throw new Error('gone')
      await advance(
        { db: tx, now, deps, actor: { personId, role } },
        row,
        event,
        event === 'reject'
          ? {
              refusal: {
                code: 'x',
                title: '',
                clause: '',
                field: null,
                fieldLabel: null,
                fix: '',
                note: '',
                appealTo: '',
                appealBy: new Date(now.getTime() + 3_600_000).toISOString(),
              },
            }
          : {},
      )
    })
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

it.each(programs.map(({ key }) => key))(
  'no sequence of events brings %s to a state without its step, its audit entry and its event',
  async (program) => {
    await fc.assert(
      fc.asyncProperty(turns, async (sequence) => {
        let now = new Date('2026-11-22T02:00:00.000Z')
        const id = await begin(program, now)
        let taken = 1
        for (const turn of sequence) {
          now = new Date(now.getTime() + turn.hours * 3_600_000)
          if (await send(id, turn, now)) taken += 1
        }
        const row = await harness.db
          .selectFrom('application')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        const steps = await stepsOf(harness.db, id)
        const audited = await harness.db
          .selectFrom('audit_entry')
          .select(['action', 'detail'])
          .where('object', '=', `application:${id}`)
          .orderBy('id')
          .execute()
        const emitted = await harness.db
          .selectFrom('outbox')
          .select('payload')
          .where('kind', '=', 'application.changed')
          .orderBy('id')
          .execute()
        expect(steps.map(({ version }) => version)).toEqual(
          Array.from({ length: taken }, (_, turn) => turn + 1),
        )
        expect(steps.at(-1)).toMatchObject({ version: row.version, to_state: row.state })
        steps.forEach((step, turn) => expect(step.from_state).toBe(steps[turn - 1]?.to_state ?? null))
        expect(audited.map(({ action, detail }) => [action, (detail as { to: string }).to])).toEqual(
          steps.map((step) => [`application.${step.event}`, step.to_state]),
        )
        expect(
          emitted
            .map(({ payload }) => payload as { applicationId: string; version: number })
            .filter((payload) => payload.applicationId === id)
            .map(({ version }) => version),
        ).toEqual(steps.map(({ version }) => version))
        expect(row.is_open).toBe(!isAtRest(row.state))
        expect((row.due_at ?? row.answer_by) === null).toBe(
          programs.find(({ key }) => key === program)?.machine.clock[row.state] === undefined,
        )
      }),
      { numRuns: 12 },
    )
  },
  120_000,
)

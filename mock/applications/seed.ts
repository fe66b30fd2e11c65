import type { Answers } from '@jucai/contract/forms'
import { applicationDeps } from '../../server/app'
import {
  applicationOf,
  calendarInForce,
  claim,
  decide,
  enterYear,
  ownEvent,
  saveDraft,
  submit,
  type ApplicationDeps,
  type Decision,
} from '../../server/applications'
import { dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import { addDays } from '../../server/core/working-days'
import { answerLead } from '../../server/stations'
import { sampleEvidence } from '../evidence/upload'
import { clerkAt, daysBefore, graduate, personAs, type Seed, type World } from '../world'
import { sampleApplications, type SampleApplication, type SampleStep } from './applications'

/**
 * Holidays that fall on the same days every year: all that can be said of a year before its notice is out.
 */
const fixedHolidays = [
  '01-01',
  '05-01',
  '05-02',
  '10-01',
  '10-02',
  '10-03',
  '10-04',
  '10-05',
  '10-06',
  '10-07',
]

/**
 * Enters a sample calendar for this year and the next where the official one is not out yet, so that
 * deadlines over New Year can be shown.
 */
const seedCalendar = async (db: Db, now: Date, leadId: string) => {
  const known = await calendarInForce(db)
  const thisYear = Number(dayOf(now).slice(0, 4))
  for (const year of [thisYear, thisYear + 1]) {
    if (!known.has(year))
      await enterYear(db, now, { personId: leadId, role: 'lead' }, year, {
        holidays: fixedHolidays.map((day) => `${year}-${day}`),
        workdays: [],
        source: `示例日历：${year} 年放假通知未随软件发布，只含固定日期的节日，不可用于真实办理`,
      })
  }
}

/** Puts days and files in where the sample only says that there is one. */
type Fill = (at: Date, applicant: string, answers: Answers, soon: string) => Promise<Answers>
const fillWith =
  (upload: (at: Date, personId: string, field: string) => Promise<string>): Fill =>
  async (at, applicant, answers, soon) => {
    const filled: Answers = {}
    for (const [key, answer] of Object.entries(answers)) {
      const isFile = Array.isArray(answer) && answer[0] === 'FILE'
      filled[key] = isFile ? [await upload(at, applicant, key)] : answer === 'SOON' ? soon : answer
    }
    return filled
  }

/** What the sample applications are made with. */
interface Making {
  db: Db
  world: World
  deps: ApplicationDeps
  fill: Fill
}

const ownWork = ({ db, deps }: Making, now: Date, applicant: string) => ({
  db,
  now,
  deps,
  actor: { personId: applicant, role: 'applicant' as const },
})

/** An application in the making: whose, which, at which of its versions. */
interface Going {
  applicant: string
  id: string
  version: number
}
const playStep = async (
  making: Making,
  at: Date,
  { applicant, id, version }: Going,
  step: SampleStep,
): Promise<void> => {
  const { db, world, deps, fill } = making
  if (step.by === 'applicant') {
    const answers = step.answers && { answers: await fill(at, applicant, step.answers, dayOf(at)) }
    const note = step.note ? { note: step.note } : {}
    await ownEvent(ownWork(making, at, applicant), id, { event: step.event, version, ...note, ...answers })
  } else if (step.by === 'clerk') {
    const { stationId } = (await applicationOf(db, deps.vault, id)) ?? {}
    const clerk = await clerkAt(db, world, stationId ?? '')
    await answerLead({ db, now: at, deps: { vault: deps.vault, applications: deps }, actor: clerk }, id, {
      version,
      text: step.note ?? '您好，我来联系您（示例）。',
    })
  } else {
    const work = { db, now: at, deps, actor: { personId: await personAs(db, world, step.by), role: step.by } }
    await claim(work, id)
    const { by: _by, ...content } = step
    await decide(work, id, { version, ...content } satisfies Decision)
  }
}

const dayMs = 86_400_000
const hourMs = 3_600_000

const seedOne = async (
  making: Making,
  { graduate: number, program, daysAgo, answers, steps }: SampleApplication,
): Promise<void> => {
  const { db, world, deps, fill } = making
  const { now } = world
  const applicant = await graduate(db, world, number)
  const began = daysBefore(world, daysAgo)
  const work = ownWork(making, began, applicant)
  const { version } = await deps.programs.inForce(db, program)
  const draft = await saveDraft(work, program, {
    version,
    answers: await fill(began, applicant, answers, addDays(dayOf(now), 30)),
    revision: 0,
    device: '示例手机',
  })
  const { id } = await submit(work, program, {
    draft: draft.id,
    revision: draft.revision,
    version,
    keepInProfile: false,
  })
  for (const [turn, step] of steps.entries()) {
    // Spread over the days since, the last of them at least an hour ago.
    const at = new Date(
      Math.min(began.getTime() + (turn + 1) * (daysAgo / (steps.length + 1)) * dayMs, now.getTime() - hourMs),
    )
    await playStep(making, at, { applicant, id, version: turn + 1 }, step)
  }
}

/** Lets sample graduates apply for these, with files, and the sample office decide, through the engine itself. */
export const playApplications = async (
  tx: Db,
  world: World,
  applications: readonly SampleApplication[],
): Promise<void> => {
  const { port, upload } = sampleEvidence({ db: tx, ...world })
  const deps = await applicationDeps({ vault: world.vault, evidence: port })
  const making: Making = { db: tx, world, deps, fill: fillWith(upload) }
  for (const one of applications) await seedOne(making, one)
}

/** Who applies and decides, and which station answers whom. */
export const after: Seed['after'] = ['people', 'stations']

/** The calendar, and what sample graduates applied for. The programs must be published. */
export const seed: Seed['seed'] = async (tx, world) => {
  await seedCalendar(tx, world.now, await personAs(tx, world, 'lead'))
  await playApplications(tx, world, sampleApplications)
}

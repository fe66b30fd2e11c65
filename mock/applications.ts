import type { Answers } from '@jucai/contract/forms'
import type { Kysely } from 'kysely'
import { personOfIdentity } from '../server/accounts'
import { applicationOf, calendarInForce, enterYear, type ApplicationDeps } from '../server/applications'
import { claim } from '../server/applications/claims'
import { decide, type Decision } from '../server/applications/decide'
import { saveDraft } from '../server/applications/drafts'
import { ownEvent } from '../server/applications/own-events'
import { submit } from '../server/applications/submit'
import { applicationDeps } from '../server/app'
import { answerLead } from '../server/stations'
import type { Database, Db } from '../server/core/db'
import { dayOf } from '../server/core/clock'
import { addDays } from '../server/core/working-days'
import type { Vault } from '../server/core/encryption'
import type { Storage } from '../server/core/ports'
import { sampleApplications, type SampleApplication, type SampleStep } from './data/applications'
import type { SampleActor } from './data/people'
import { stationOf } from './data/stations'
import { sampleEvidence } from './evidence'

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

/** Who takes part, by their part. */
interface Cast {
  clerk: string
  stationClerk: string
  reviewer: string
  lead: string
  applicant: string
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
  deps: ApplicationDeps
  fill: Fill
  cast: Cast
}

const playStep = async (
  { db, deps, fill, cast }: Making,
  at: Date,
  { id, version }: { id: string; version: number },
  step: SampleStep,
): Promise<void> => {
  if (step.by === 'applicant') {
    const answers = step.answers && { answers: await fill(at, cast.applicant, step.answers, dayOf(at)) }
    const note = step.note ? { note: step.note } : {}
    await ownEvent(ownWork(db, deps, at, cast), id, { event: step.event, version, ...note, ...answers })
  } else if (step.by === 'clerk') {
    const { stationId = null } = (await applicationOf(db, deps.vault, id)) ?? {}
    const clerk = {
      personId: stationId === stationOf.shenzhen ? cast.stationClerk : cast.clerk,
      stationIds: stationId === null ? [] : [stationId],
    }
    await answerLead(
      db,
      { vault: deps.vault, applications: deps },
      at,
      clerk,
      id,
      version,
      'note' in step && step.note ? step.note : '您好，我来联系您（示例）。',
    )
  } else {
    const work = { db, now: at, deps, actor: { personId: cast[step.by], role: step.by } }
    await claim(work, id)
    const { by: _by, ...content } = step
    await decide(work, id, { version, ...content } satisfies Decision)
  }
}

const ownWork = (db: Db, deps: ApplicationDeps, now: Date, { applicant }: Cast) => ({
  db,
  now,
  deps,
  actor: { personId: applicant, role: 'applicant' as const },
})

const dayMs = 86_400_000
const hourMs = 3_600_000

const seedOne = async (
  making: Making,
  now: Date,
  { program, daysAgo, answers, steps }: SampleApplication,
): Promise<void> => {
  const { db, deps, fill, cast } = making
  const began = new Date(now.getTime() - daysAgo * dayMs)
  const work = ownWork(db, deps, began, cast)
  const { version } = await deps.programs.inForce(db, program)
  const draft = await saveDraft(work, program, {
    answers: await fill(began, cast.applicant, answers, addDays(dayOf(now), 30)),
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
    await playStep(making, at, { id, version: turn + 1 }, step)
  }
}

/**
 * Lets sample graduates apply, with files, and the sample office decide, through the engine itself. The
 * programs must be published.
 */
export const seedApplications = async (
  db: Kysely<Database>,
  { vault, storage }: { vault: Vault; storage: Storage },
  now: Date,
  openId: (as: SampleActor) => string,
): Promise<void> => {
  const { portAt, upload } = sampleEvidence({ db, vault, storage })
  const deps = await applicationDeps({ vault, evidence: portAt(now) })
  const person = async (kind: 'wechat' | 'phone', subject: string) => {
    const found = await personOfIdentity(db, vault, kind, subject)
    if (!found) throw new Error(`the sample city has nobody at ${kind}`)
    return found
  }
  const staff = {
    clerk: await person('wechat', openId('clerk')),
    stationClerk: await person('wechat', openId('station-clerk')),
    reviewer: await person('wechat', openId('reviewer')),
    lead: await person('wechat', openId('lead')),
  }
  await seedCalendar(db, now, staff.lead)
  const fill = fillWith(upload)
  for (const one of sampleApplications) {
    const applicant = await person('phone', `1980000${String(one.graduate).padStart(4, '0')}`)
    await seedOne({ db, deps, fill, cast: { ...staff, applicant } }, now, one)
  }
}

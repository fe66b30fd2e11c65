import { randomUUID } from 'node:crypto'
import { evidenceChunkBytes } from '@jucai/contract/evidence-limits'
import type { Application } from '@jucai/contract/applications'
import { NetworkError, type Call } from '@jucai/contract/client'
import type { Answers } from '@jucai/contract/forms'
import type { Case } from '@jucai/contract/review'
import { homecomingAnswers, recognitionAnswers } from '../applications/world'
import { pdf } from '../evidence/files'
import { sendOnce } from './client'
import { livingAnswers, paidProgram } from './paying'
import type { Holder, Work } from './writers'

type Program = 'homecoming' | 'recognition' | typeof paidProgram
type CaseEvent = 'request-changes' | 'recommend' | 'approve'

/** Somebody on the way to a submission: what was uploaded so far survives a kill, and is gone on with. */
interface Applicant {
  holder: Holder
  program: Program
  document: string
  /** In the order in which the form asks for them. */
  files: { id: string; bytes: Buffer; uploaded: boolean }[]
}
/** An application that the office is to act on. */
interface Open {
  applicant: Applicant
  id: string
  version: number
  next: CaseEvent
}
/** What applying and deciding share over all rounds. */
export interface Applying {
  waiting: Applicant[]
  cases: Open[]
  corrections: Open[]
  /** What each application must hold, by id, and whose it is. */
  submitted: Map<string, { holder: Holder; answers: Answers }>
  /** Acknowledged files with their content, and whose they are. */
  files: Map<string, { holder: Holder; bytes: Buffer }>
  /** Who applied for a subsidy, until it is paid. */
  payees: Holder[]
}
/** Nothing yet. */
export const newApplying = (): Applying => ({
  waiting: [],
  cases: [],
  corrections: [],
  submitted: new Map(),
  files: new Map(),
  payees: [],
})

const idle = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 10)
  })
const position = (id: string, correction = '') => `工程师 ${id.slice(0, 8)}${correction}`
/** How many files a form asks for. */
const filesFor: Record<Program, number> = { homecoming: 0, recognition: 1, [paidProgram]: 2 }
/** The field that a correction changes. */
const changing: Record<Program, string> = {
  homecoming: 'position',
  recognition: 'position',
  [paidProgram]: 'employer',
}
const answersOf = ({ holder, program, document, files }: Applicant): Answers => {
  const [first = '', second = ''] = files.map(({ id }) => id)
  const changes = { [changing[program]]: position(holder.id) }
  if (program === paidProgram) return livingAnswers(first, second, changes)
  return program === 'homecoming' ? homecomingAnswers(changes) : recognitionAnswers(first, document, changes)
}

/** Lets a holder apply for all of them, first for what has the longest way before it: to the bank and back. */
export const enlist = (work: Work, holder: Holder, document: string): void => {
  for (const program of ['homecoming', 'recognition'] as const)
    work.applying.waiting.push({ holder, document, program, files: [] })
  work.applying.waiting.unshift({ holder, document, program: paidProgram, files: [] })
}

/** Hands a case to the office; the subsidy goes to the front, because its money has a long way to go from there. */
const toOffice = ({ applying: { cases } }: Work, open: Open): void => {
  if (open.applicant.program === paidProgram) cases.unshift(open)
  else cases.push(open)
}

/**
 * Takes something from a list. When the network fails before `handOn` was called, it goes back for the next
 * round; after that, repeating the request is what goes on with it.
 */
const withNext = async <T>(
  list: T[],
  run: (item: T, handOn: () => void) => Promise<unknown>,
): Promise<unknown> => {
  const item = list.shift()
  if (item === undefined) return idle()
  let isHandedOn = false
  try {
    return await run(item, () => {
      isHandedOn = true
    })
  } catch (error) {
    if (error instanceof NetworkError && !isHandedOn) list.unshift(item)
    throw error
  }
}

/** Uploads a file, from where an earlier try was cut off. One in three has two parts. */
const upload = async (work: Work, applicant: Applicant, at: number): Promise<void> => {
  const { call } = applicant.holder
  if (applicant.files[at]?.uploaded) return
  if (!applicant.files[at]) {
    const bytes =
      work.random() < 0.33
        ? pdf(`/Note (${at}${'x'.repeat(evidenceChunkBytes)})`)
        : pdf(`/Note (${randomUUID()})`)
    const { id } = await call('POST /me/evidence', {
      body: { fileName: '证书.pdf', sizeBytes: bytes.length },
    })
    applicant.files[at] = { id, bytes, uploaded: false }
  }
  const file = applicant.files[at]
  const { id, bytes } = file
  const { receivedBytes, complete } = await call('GET /me/evidence/:evidence', { params: { evidence: id } })
  for (let offset = receivedBytes; !complete && offset < bytes.length; offset += evidenceChunkBytes) {
    await call('PUT /me/evidence/:evidence/parts/:offset', {
      params: { evidence: id, offset },
      body: { data: bytes.subarray(offset, offset + evidenceChunkBytes).toString('base64') },
    })
  }
  await call('POST /me/evidence/:evidence/completion', { params: { evidence: id } })
  work.ledger.files.add(id)
  work.applying.files.set(id, { holder: applicant.holder, bytes })
  file.uploaded = true
}

/**
 * Notes a step that was acknowledged.
 * @returns whether it had been before, as it is when a request is repeated.
 */
const isKnownStep = (work: Work, { id, version }: Pick<Application | Case, 'id' | 'version'>): boolean => {
  const step = `${id} ${version}`
  if (work.ledger.steps.has(step)) return true
  work.ledger.steps.add(step)
  return false
}

/** Saves the draft twice over what is there. */
const saveDraft = async (
  work: Work,
  { call }: Holder,
  program: Program,
  version: number,
  answers: Answers,
) => {
  let { draft } = await call('GET /programs/:program/draft', { params: { program } })
  for (let revision = draft?.revision ?? 0; revision < 2; revision += 1) {
    draft = await call('PUT /programs/:program/draft', {
      params: { program },
      body: {
        answers: { ...answers, ...(revision === 0 ? { [changing[program]]: '填到一半' } : {}) },
        revision,
        version,
        device: '示例手机',
      },
    })
    work.ledger.drafts.add(`${draft.id} ${draft.revision}`)
  }
  if (!draft) throw new Error('the draft is not there')
  return draft
}

/** Somebody uploads, fills in and submits. What the office does next follows from the acknowledgement. */
export const apply = (work: Work): Promise<unknown> =>
  withNext(work.applying.waiting, async (applicant, handOn) => {
    const { holder, program } = applicant
    for (let at = 0; at < filesFor[program]; at += 1) await upload(work, applicant, at)
    const { version } = await holder.call('GET /programs/:program', { params: { program } })
    const answers = answersOf(applicant)
    const { id, revision } = await saveDraft(work, holder, program, version, answers)
    handOn()
    await sendOnce(
      work.attempts,
      holder.call,
      'POST /programs/:program/applications',
      { params: { program }, body: { draft: id, revision, version, keepInProfile: false } },
      (application) => {
        work.ledger.applications.add(application.id)
        if (isKnownStep(work, application)) return
        work.applying.submitted.set(id, { holder, answers })
        const decided = program === 'homecoming' ? 'approve' : 'recommend'
        if (program === paidProgram) work.applying.payees.push(holder)
        toOffice(work, {
          applicant,
          id,
          version: application.version,
          next: work.random() < 0.4 ? 'request-changes' : decided,
        })
      },
    )
  })

/**
 * What the office does with a case: asks for a change, recommends or approves. The recognition is approved
 * by the other of the two.
 */
export const decide = (work: Work, officers: Record<'reviewer' | 'lead', Call>): Promise<unknown> =>
  withNext(work.applying.cases, async (open, handOn) => {
    const { id, version, next, applicant } = open
    const call = next === 'approve' ? officers.lead : officers.reviewer
    await call('POST /applications/:application/claim', { params: { application: id } })
    handOn()
    const fields =
      next === 'request-changes'
        ? { fields: [{ field: changing[applicant.program], what: '请写明现在的情况' }] }
        : {}
    await sendOnce(
      work.attempts,
      call,
      'POST /applications/:application/events',
      { params: { application: id }, body: { event: next, version, note: '已核对（示例）', ...fields } },
      (decided) => {
        if (isKnownStep(work, decided)) return
        // A repetition is answered as things stand by then: the case can have gone on meanwhile.
        if (next === 'request-changes' && decided.state === 'changes-requested')
          work.applying.corrections.push({
            ...open,
            version: decided.version,
            next: applicant.program === 'homecoming' ? 'approve' : 'recommend',
          })
        if (next === 'recommend' && decided.state === 'recommended')
          toOffice(work, { ...open, version: decided.version, next: 'approve' })
      },
    )
  })

/** An applicant corrects the one field that is open. Where the time for it ran out first, that is that. */
export const correct = (work: Work): Promise<unknown> =>
  withNext(work.applying.corrections, async (open, handOn) => {
    const {
      id,
      version,
      applicant: { holder, program },
    } = open
    const answers = {
      ...work.applying.submitted.get(id)?.answers,
      [changing[program]]: position(holder.id, '，已补正'),
    }
    handOn()
    await sendOnce(
      work.attempts,
      holder.call,
      'POST /me/applications/:application/events',
      { params: { application: id }, body: { event: 'correct', version, answers } },
      (corrected) => {
        // First: the step may be known already, from what the office was told when its own request was repeated.
        work.applying.submitted.set(id, { holder, answers })
        if (isKnownStep(work, corrected)) return
        if (corrected.state === 'submitted') toOffice(work, { ...open, version: corrected.version })
      },
    )
  })

const some = <T>(work: Work, list: readonly T[], count: number): T[] =>
  Array.from(
    { length: Math.min(count, list.length) },
    () => list[Math.floor(work.random() * list.length)] as T,
  )

/**
 * Some applications read by their owners hold what was acknowledged, and some files are what was uploaded.
 */
export const contentsHold = async (work: Work): Promise<string[]> => {
  const faults: string[] = []
  const tell = (what: string) => (error: unknown) => {
    faults.push(`${what}: ${String(error)}`)
  }
  for (const [id, { holder, answers }] of some(work, [...work.applying.submitted], 4)) {
    const application = await holder
      .call('GET /me/applications/:application', { params: { application: id } })
      .catch(tell(`application ${id}`))
    const key = application && changing[application.program as Program]
    if (application && key && application.answers[key] !== answers[key])
      faults.push(`application ${id} holds other answers`)
  }
  for (const [id, { holder, bytes }] of some(work, [...work.applying.files], 4)) {
    const content = await holder
      .call('GET /me/evidence/:evidence/content', { params: { evidence: id } })
      .catch(tell(`file ${id}`))
    if (content && !Buffer.from(content.data, 'base64').equals(bytes))
      faults.push(`file ${id} holds something else`)
  }
  return faults
}

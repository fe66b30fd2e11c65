import type { Application } from '@jucai/contract/applications'
import type { Answers } from '@jucai/contract/forms'
import type { Case } from '@jucai/contract/review'
import { v7 as uuidv7 } from 'uuid'
import type { EvidencePort } from '../../server/applications'
import type { Harness, Visitor } from '../harness'

/** Files that tests declare to exist, by owner; nothing is stored. */
export interface FakeEvidence extends EvidencePort {
  add(personId: string): string
  tied: Map<string, string>
}

/** An evidence port over a list. */
export const fakeEvidence = (): FakeEvidence => {
  const owners = new Map<string, string>()
  const tied = new Map<string, string>()
  return {
    tied,
    add: (personId) => {
      const id = uuidv7()
      owners.set(id, personId)
      return id
    },
    attach: async (_db, _now, personId, { ids, applicationId }) => {
      const strange = ids.filter((id) => owners.get(id) !== personId)
      if (strange.length === 0) for (const id of ids) tied.set(id, applicationId)
      return strange
    },
    release: async (_db, _now, applicationId) => {
      for (const [id, of] of tied) if (of === applicationId) tied.delete(id)
    },
    show: async (_db, applicationId) =>
      new Map(
        [...tied]
          .filter(([, of]) => of === applicationId)
          .map(([id]) => [
            id,
            {
              id,
              fileName: '示例.pdf',
              sizeBytes: 3,
              receivedBytes: 3,
              complete: true,
              type: 'application/pdf',
              attachments: 0,
              createdAt: '2026-11-22T00:00:00.000Z',
            },
          ]),
      ),
    content: async () => ({ fileName: '示例.pdf', type: 'application/pdf', data: 'JVBERg==' }),
    discard: async (_db, _now, _personId, ids) => {
      for (const id of ids) owners.delete(id)
    },
  }
}

/** Answers of the registration of returnees that pass. */
export const homecomingAnswers = (changes: Answers = {}): Answers => ({
  ties: ['grew-up'],
  presentRegion: '440305',
  field: '新能源材料',
  employer: '示例材料有限公司',
  position: '工程师',
  intention: 'return',
  horizon: 'year',
  contributions: ['knowledge'],
  aboutKnowledge: '做过五年电池正极材料',
  visibility: 'station',
  hideFrom: [{ employer: '示例材料有限公司' }],
  phone: '13900001234',
  consent: true,
  ...changes,
})

/** Saves a draft and submits it. */
export const apply = async (
  person: Pick<Visitor, 'call'>,
  program: string,
  answers: Answers,
  keepInProfile = false,
): Promise<Application> => {
  const { version } = await person.call('GET /programs/:program', { params: { program } })
  const draft = await person.call('PUT /programs/:program/draft', {
    params: { program },
    body: { answers, revision: 0, version, device: '测试手机' },
  })
  return person.call('POST /programs/:program/applications', {
    params: { program },
    body: { draft: draft.id, revision: draft.revision, version, keepInProfile },
  })
}

type Event = Parameters<typeof decide>[2]
/** Claims a case and sends one event. */
export const decide = async (
  officer: Visitor,
  id: string,
  decision: {
    event:
      | 'request-changes'
      | 'recommend'
      | 'return'
      | 'publish'
      | 'approve'
      | 'reject'
      | 'uphold'
      | 'overturn'
      | 'land'
      | 'close'
    note?: string
    reason?: { code: string; field: string | null; fix: string }
    fields?: { field: string; what: string }[]
  },
): Promise<Case> => {
  const { version } = await officer.call('POST /applications/:application/claim', {
    params: { application: id },
  })
  return officer.call('POST /applications/:application/events', {
    params: { application: id },
    body: { version, ...decision },
  })
}
export type { Event }

/** Titles of a person's messages, newest first, after everything in the outbox was done. */
export const messagesOf = async (harness: Harness, person: Visitor): Promise<string[]> => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items
    .filter(({ kind }) => kind === 'application')
    .map(({ title }) => title)
}

/** Answers of the recognition that pass, with these files. */
export const recognitionAnswers = (file: string, document: string, changes: Answers = {}): Answers => ({
  tier: 'c',
  degree: 'bachelor',
  school: '湖南大学',
  graduatesOn: '2026-06-30',
  education: [{ school: '湖南大学', period: { from: '2022-09-01', to: '2026-06-30' }, degree: 'bachelor' }],
  certificate: [file],
  employer: '示例智能制造有限公司',
  position: '技术员',
  contractFrom: '2026-08-01',
  contract: [file],
  insuranceMonths: 6,
  annualIncome: 9_000_000,
  documentType: 'resident-id',
  document,
  phone: '13900001234',
  consent: true,
  ...changes,
})
/** Answers of the apartment qualification that pass. */
export const apartmentAnswers = (file: string, changes: Answers = {}): Answers => ({
  marital: 'single',
  household: [{ relation: 'parent', name: '林示例', bornOn: '1970-01-02' }],
  ownsHome: 'no',
  otherBenefit: 'none',
  homeProof: [file],
  graduatesOn: '2026-06-30',
  employer: '示例软件有限公司',
  employmentProof: [file],
  monthlyIncome: 850_000,
  flatType: 'studio',
  moveInFrom: '2026-12-20',
  phone: '13900001234',
  noticeConsent: true,
  ...changes,
})

/** Somebody who applied for recognition in a tier, with the file that they handed in. */
export const appliedForRecognition = async (harness: Harness, evidence: FakeEvidence) => {
  const person = await harness.registerPerson()
  const file = evidence.add(person.personId)
  return {
    person,
    file,
    application: await apply(
      person,
      'recognition',
      recognitionAnswers(file, person.registration.documentNumber),
    ),
  }
}
/** A case as a path names it. */
export const caseOf = (id: string) => ({ params: { application: id } })

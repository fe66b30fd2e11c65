import { randomUUID } from 'node:crypto'
import type { PoolCriteria } from '@jucai/contract/pool'
import { currentNotice } from '../../server/profiles'
import type { Harness, Visitor } from '../harness'

/** A search of somebody of the office. */
export const searchAs = (officer: Visitor, criteria: PoolCriteria, title = '材料研究院招聘检测工程师') =>
  officer.call('POST /pool/searches', {
    body: { kind: 'post', title, why: '园区企业委托招聘，薪资面议', criteria },
  })

/** A word that only the people of one test have in their major. */
export const majorOfTest = (): string => `材料检测${randomUUID().slice(0, 8)}`

/** What an officer says to somebody, to be answered within a week of the start of tests. */
export const saidTo = (person: string) => ({
  person,
  subject: '来聊聊电池材料检测',
  text: '研究院在招检测工程师，想约你周末来园区看看实验室。',
  contactName: '罗老师',
  contactPhone: '0731-88888888',
  answerBy: '2026-11-29',
})

/** Invites somebody for a search. */
export const inviteTo = (officer: Visitor, search: string, person: string, over: object = {}) =>
  officer.call('POST /pool/searches/:search/invitations', {
    params: { search },
    body: { ...saidTo(person), ...over },
  })

/** Agrees to be found, or stops it. */
export const beFound = (person: Visitor, given: boolean) =>
  person.call('PUT /me/consents/:purpose', {
    params: { purpose: 'talent-pool' },
    body: { given, noticeVersion: currentNotice.version },
  })

/** The titles of somebody's messages, once all that happened is told. */
export const toldTo = async (harness: Harness, person: Visitor): Promise<string[]> => {
  await harness.app.worker.drain()
  return (await person.call('GET /me/messages')).items.map(({ title }) => title)
}

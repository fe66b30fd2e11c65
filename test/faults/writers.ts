import { NetworkError, ProblemError, type Call } from '@jucai/contract/client'
import type { HeldCredential } from '@jucai/contract/credentials'
import { fromBase64url, toBase64url } from '@jucai/contract/talent-code/bytes'
import { bindingMessage, makeTalentCode, stepAt } from '@jucai/contract/talent-code/proof'
import { sampleDocument } from '../../mock/people/people'
import { services } from '../../mock/city/services'
import { stationOf } from '../../mock/city/stations'
import { currentNotice } from '../../server/profiles'
import { testKey, type TestKey } from '../credentials/keys'
import { apply, correct, decide, enlist, type Applying } from './applying'
import { as, sendOnce, target, type Attempt } from './client'
import type { Ledger } from './ledger'
import { keepAccount, openBudget, payOut } from './paying'

/** Somebody with a code. */
export interface Holder {
  id: string
  token: string
  call: Call
  key: TestKey
  credential: HeldCredential
}

/** What the writers of all rounds share. `failures` are refusals that nothing explains. */
export interface Work {
  random(): number
  ledger: Ledger
  attempts: Attempt[]
  holders: Holder[]
  due: { holder: Holder; serviceId: string }[]
  failures: string[]
  people: number
  applying: Applying
  /** Payment runs that one of the writers is moving on at this moment. */
  inHand: Set<string>
}

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const noticeVersion = currentNotice.version
const atHall = services
  .filter((service) => service.stationIds.includes(stationOf.hall))
  .map((service) => service.id)

const answer = async (
  work: Work,
  holder: { id: string; call: Call },
  purpose: 'registration' | 'id-number' | 'talent-code' | 'talent-pool',
  given: boolean,
) => {
  const consent = await holder.call('PUT /me/consents/:purpose', {
    params: { purpose },
    body: { given, noticeVersion },
  })
  if (consent.changedAt)
    work.ledger.consents.add(`${holder.id} ${purpose} ${consent.given} ${consent.changedAt}`)
}

/** So many who wait with an application are enough: more would only keep the others from their turn. */
const enoughWaiting = 9

/** A new person signs in, agrees, registers and takes a code. */
const enrol = async (work: Work) => {
  if (work.applying.waiting.length >= enoughWaiting) return pause(20)
  const turn = work.people++
  const { token, me } = await as(null)('POST /sessions', {
    body: { method: 'wechat', code: `login-faults-${turn}` },
  })
  work.ledger.people.add(me.id)
  const person = { id: me.id, token, call: as(token) }
  for (const purpose of ['registration', 'id-number', 'talent-code'] as const)
    await answer(work, person, purpose, true)
  const birth = `${1996 + Math.floor(turn / 28_000)}-01-${String(1 + (Math.floor(turn / 1000) % 28)).padStart(2, '0')}`
  const documentNumber = sampleDocument('430122', birth, turn % 1000)
  await sendOnce(
    work.attempts,
    person.call,
    'PUT /me/profile',
    {
      body: {
        name: '故障演练',
        documentType: 'resident-id',
        documentNumber,
        school: '湖南大学',
        degree: 'bachelor',
        major: '软件工程',
        graduatesOn: '2026-06-30',
        homeRegion: '430121',
        presentRegion: '430104',
        aims: ['job'],
      },
    },
    () => work.ledger.profiles.add(me.id),
  )
  await person.call('PUT /me/phone', {
    body: { method: 'wechat', code: `phone-138${String(turn).padStart(8, '0')}` },
  })
  await person.call('POST /me/subscriptions', {
    body: { topics: ['application-progress', 'changes-requested'] },
  })
  const key = testKey(turn)
  const { challenge } = await person.call('POST /me/credential-challenges')
  const body = {
    holderKey: toBase64url(key.publicKey),
    challenge,
    proof: toBase64url(key.sign(bindingMessage(me.id, challenge))),
  }
  await sendOnce(work.attempts, person.call, 'PUT /me/credential', { body }, (credential) => {
    if (work.ledger.credentials.has(credential.id)) return
    work.ledger.credentials.add(credential.id)
    const holder = { ...person, key, credential }
    work.holders.push(holder)
    enlist(work, holder, documentNumber)
    for (const serviceId of atHall)
      work.due.splice(Math.floor(work.random() * (work.due.length + 1)), 0, { holder, serviceId })
  })
}

/** A clerk records a service for a code shown this moment. */
const scan = async (work: Work, clerk: Call) => {
  const task = work.due.pop()
  if (!task) return pause(10)
  const {
    holder: { credential, key },
    serviceId,
  } = task
  const now = new Date()
  const code = makeTalentCode(
    fromBase64url(credential.credential),
    stepAt(now),
    Uint8Array.of(1, 2, 3, 4),
    key.sign,
  )
  await sendOnce(
    work.attempts,
    clerk,
    'POST /scans',
    { body: { code, serviceId, scannedAt: now.toISOString() } },
    ({ id }) => work.ledger.scans.add(id),
  )
}

/** A holder reads a message, disputes a record, or changes their mind about the talent pool. */
const useOwnPages = async (work: Work) => {
  const holder = work.holders[Math.floor(work.random() * work.holders.length)]
  if (!holder) return pause(10)
  const choice = work.random()
  if (choice < 0.4) return answer(work, holder, 'talent-pool', work.random() < 0.5)
  if (choice < 0.8) {
    const message = (await holder.call('GET /me/messages', { query: { limit: 5 } })).items.find(
      (one) => one.readAt === null,
    )
    if (!message) return
    await holder.call('PUT /me/messages/:message/read', { params: { message: message.id } })
    work.ledger.readMessages.add(message.id)
    return
  }
  const entry = (await holder.call('GET /me/timeline', { query: { limit: 5 } })).items.find(
    (one) => one.disputable,
  )
  if (!entry) return
  await holder.call('PUT /me/timeline/:entry/dispute', {
    params: { entry: entry.id },
    body: { note: '当时不在' },
  })
  work.ledger.disputed.add(entry.id)
}

/** Signs somebody of the sample staff in; at the console too, where that is asked for. */
export const signInStaff = async (
  who: 'clerk' | 'reviewer' | 'lead' | 'second-lead',
  office: boolean,
): Promise<Call> => {
  const reply = await fetch(`${target.address}/api/sample/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: who, office }),
    signal: AbortSignal.timeout(20_000),
  })
  if (reply.status !== 201) throw new Error(`sample sign-in answered ${reply.status}`)
  return as(((await reply.json()) as { token: string }).token)
}

/** Two leads at the console: what one makes, the other releases. */
export const signInLeads = async (): Promise<readonly [Call, Call]> => [
  await signInStaff('lead', true),
  await signInStaff('second-lead', true),
]

/** Refusals that follow from two acting at once. */
const disputes = new Set<string>([
  'already-disputed',
  'stale-version',
  'event-not-allowed',
  'two-person-rule',
  'already-imported',
])

/**
 * Starts writers side by side. They end when the server is gone: `ended` tells those that wait for work,
 * and is fulfilled when all have.
 */
export const startWriters = async (work: Work): Promise<{ ended(): Promise<unknown> }> => {
  const clerk = await signInStaff('clerk', false)
  const leads = await signInLeads()
  const officers = { reviewer: await signInStaff('reviewer', true), lead: leads[0] }
  await openBudget(officers.lead)
  work.inHand.clear()
  let isGone = false
  const write = async (act: () => Promise<unknown>) => {
    while (!isGone) {
      try {
        await act()
      } catch (error) {
        if (error instanceof NetworkError) return
        if (error instanceof ProblemError && disputes.has(error.code)) continue
        work.failures.push(String((error as Error).stack ?? error))
        return
      }
    }
  }
  const acts: [count: number, act: () => Promise<unknown>][] = [
    [2, () => enrol(work)],
    [1, () => scan(work, clerk)],
    [1, () => useOwnPages(work)],
    [3, () => apply(work)],
    [2, () => decide(work, officers)],
    [1, () => correct(work)],
    [2, () => payOut(work, leads)],
    [1, () => keepAccount(work, work.applying.payees)],
  ]
  const writers = acts.flatMap(([count, act]) => Array.from({ length: count }, () => write(act)))
  return {
    ended: () => {
      isGone = true
      return Promise.all(writers)
    },
  }
}

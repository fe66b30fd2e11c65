import { addDays } from '@jucai/contract/policies/days'
import { homeHoursOn, weekdayOf } from '@jucai/contract/engagement-vocabulary'
import { createHash } from 'node:crypto'
import { engagementDeps } from '../../server/app'
import { dayOf } from '../../server/core/clock'
import { agreementsOf } from '../../server/core/agreement'
import type { Signatures } from '../../server/core/ports'
import { builtInCalendar, kindOfDay } from '../../server/core/working-days'
import {
  accept,
  answerHours,
  askHomeCode,
  attest,
  drawUp,
  endOrCancel,
  keepSigned,
  makeCode,
  makeLink,
  propose,
  recordHours,
  signHome,
  type EngagementDeps,
} from '../../server/engagements'
import { sampleEmployerId } from '../employers/employers'
import { daysBefore, graduate, personAs, type Seed, type World } from '../world'
import { sampleConsentSecret, sampleEngagements, type SampleEngagement } from './sample'

/** Who engages, and who is engaged. */
export const after: Seed['after'] = ['people', 'employers']

type Tx = Parameters<Seed['seed']>[0]
interface Sample {
  tx: Tx
  world: World
  one: SampleEngagement
  expert: string
  owner: string
}

/** Signs at once: nobody of the sample reads a message to do so. */
const signaturesAt = (at: Date): Signatures => {
  const proof = (requestId: string, sha256: string) =>
    Promise.resolve({
      provider: '示例签约服务',
      serial: `SQ${requestId.replaceAll('-', '').slice(0, 16).toUpperCase()}`,
      at,
      signature: createHash('sha256').update(`${requestId} ${sha256}`).digest('base64'),
    })
  return {
    request: () => Promise.resolve(),
    confirm: ({ requestId, sha256 }) => proof(requestId, sha256),
    seal: ({ requestId, sha256 }) => proof(requestId, sha256),
  }
}

// The same in every sample city: the link that waits is known, codes and salts are of the sample only.
const bytesOf = (name: string, count: number): Uint8Array =>
  name === 'waiting' && count === 32
    ? Buffer.from(sampleConsentSecret, 'base64url')
    : createHash('sha256').update(`${name} ${count}`).digest().subarray(0, count)

const actAt = ({ tx, world, one }: Sample, at: Date) => {
  const real = engagementDeps({
    db: tx,
    vault: world.vault,
    storage: world.storage,
    random: { bytes: (count: number) => bytesOf(one.left, count) } as never,
    sms: { sendNotice: () => Promise.resolve('sent') } as never,
    publicUrl: 'https://example.invalid',
  })
  const deps: EngagementDeps = {
    ...real,
    signatures: signaturesAt(at),
    boundary: () => Promise.resolve(at),
    calendar: () => Promise.resolve(builtInCalendar),
  }
  return { db: tx, now: at, deps }
}
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000)
const rowOf = ({ tx }: Sample, id: string) =>
  tx.selectFrom('engagement').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const homeHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:30' }))

/** Proposed and accepted. @returns its id */
const agreed = async (sample: Sample, at: Date): Promise<string> => {
  const { one, expert, owner } = sample
  const work = actAt(sample, at)
  const { code } = await makeCode({ ...work, actor: { personId: expert } })
  const firstDay = addDays(dayOf(at), one.left === 'waiting' ? 30 : 3)
  const { id } = await propose({ ...work, actor: { personId: owner } }, sampleEmployerId(1), {
    kind: one.kind,
    applicationId: null,
    code,
    terms: {
      title: one.title,
      scope: one.scope,
      ip: '专家为聘用单位完成的成果归聘用单位，署名权归专家（示例）。',
      confidentiality: '三方不泄露对方的技术和经营信息，结束后两年内仍要保密（示例）。',
      payFen: one.payFen,
      payUnit: one.payUnit,
      firstDay,
      lastDay: addDays(firstDay, 364),
      week: one.week,
    },
  })
  await accept({ ...work, actor: { personId: expert } }, await rowOf(sample, id), {
    name: '星城示例研究院（示例）',
    contact: '示例联系人',
    phone: one.homePhone,
    hours: homeHours,
  })
  return id
}

/** Expert and employer sign; the home employer has its link. @returns the secret */
const signedByTwo = async (sample: Sample, at: Date, id: string): Promise<string> => {
  const work = actAt(sample, at)
  await (
    await drawUp({ ...work, actor: { personId: sample.expert } }, id)
  )(sample.tx)
  const sha256 = (await agreementsOf(sample.tx, `engagement:${id}`)).at(-1)?.sha256 ?? ''
  for (const [party, personId] of [
    ['expert', sample.expert],
    ['employer', sample.owner],
  ] as const) {
    const proof = await attest(work, await rowOf(sample, id), { party, sha256, code: '000000' })
    await keepSigned(work, id, { party, sha256, proof, by: { role: party, personId } })
  }
  return (await makeLink(work, await rowOf(sample, id))).token
}

const signedByHome = async (sample: Sample, at: Date, id: string, secret: string): Promise<void> => {
  const work = actAt(sample, at)
  await (
    await askHomeCode(work, secret, '示例签署人')
  )(sample.tx)
  const sha256 = (await agreementsOf(sample.tx, `engagement:${id}`)).at(-1)?.sha256 ?? ''
  await (
    await signHome(work, secret, { sha256, code: '000000' })
  )(sample.tx)
}

/** Hours of every agreed day that is over, the newest not yet confirmed. */
const recordAll = async (sample: Sample, id: string): Promise<void> => {
  const { one, expert, owner, world } = sample
  const window = one.week[0]
  if (!window) return
  const row = await rowOf(sample, id)
  const today = dayOf(world.now)
  for (let day = row.first_day; day < today; day = addDays(day, 1)) {
    if (weekdayOf(day) !== window.weekday) continue
    // A Saturday worked in exchange for a holiday.
    if (one.kind === 'weekend' && homeHoursOn(homeHours, day, kindOfDay(builtInCalendar, day)).length > 0)
      continue
    const at = new Date(Date.parse(`${day}T16:00:00Z`))
    const work = actAt(sample, at < world.now ? at : world.now)
    const hours = await recordHours({ ...work, actor: { personId: expert } }, row, {
      day,
      from: window.from,
      to: window.to,
      what: '现场看调试，写了意见（示例）',
    })
    if (addDays(day, 7) < today)
      await answerHours({ ...work, actor: { personId: owner } }, row, {
        id: hours.id,
        confirmed: true,
        why: '',
      })
  }
}

/** Shared and weekend experts (示例): one waits for the home employer, one runs with hours, one ended. */
export const seed: Seed['seed'] = async (tx, world) => {
  const owner = await personAs(tx, world, 'returnee')
  for (const one of sampleEngagements) {
    const expert =
      one.expert === 'graduate'
        ? await personAs(tx, world, 'graduate')
        : await graduate(tx, world, one.expert)
    const sample: Sample = { tx, world, one, expert, owner }
    const at = daysBefore(world, one.daysAgo)
    const id = await agreed(sample, at)
    const secret = await signedByTwo(sample, later(at, 30), id)
    if (one.left === 'waiting') continue
    await signedByHome(sample, later(at, 60), id, secret)
    await recordAll(sample, id)
    if (one.left !== 'ended') continue
    const by = { role: 'employer', personId: owner } as const
    await endOrCancel(actAt(sample, world.now), await rowOf(sample, id), {
      lastDay: addDays(dayOf(world.now), 0),
      why: '项目已经完成（示例）',
      by,
    })
  }
}

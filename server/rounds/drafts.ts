import { namedFault } from '@jucai/contract/draw/sources'
import { conditionFault } from '@jucai/contract/round-rules'
import type { RoundBody } from '@jucai/contract/round-schemas'
import { graceMinutes, roundStateLabels } from '@jucai/contract/rounds-vocabulary'
import { v7 as uuidv7 } from 'uuid'
import { audit } from '../core/audit'
import { Problem, problem, type ProblemOptions } from '../core/problem'
import type { Db } from '../core/db'
import { flatsById } from '../housing'
import type { OfficeWork } from './deps'
import { needState, needVersion } from './procedure'
import {
  flatsElsewhere,
  insertRound,
  recordStep,
  replaceFlats,
  roundById,
  roundForUpdate,
  updateRound,
  type RoundRow,
} from './repository'

type Faults = NonNullable<ProblemOptions['errors']>

const twice = (codes: readonly string[]): number => codes.findIndex((code, at) => codes.indexOf(code) !== at)

const ruleFaults = ({ rule, classes, scoring }: RoundBody): Faults => {
  const faults: Faults = []
  for (const [key, list] of Object.entries({ classes, scoring })) {
    const at = twice(list.map(({ code }) => code))
    if (at >= 0) faults.push({ pointer: `/${key}/${at}/code`, detail: '这个代码写了两次' })
    list.forEach(({ when }, one) =>
      when.forEach((condition, place) => {
        const fault = conditionFault(condition)
        if (fault) faults.push({ pointer: `/${key}/${one}/when/${place}`, detail: fault })
      }),
    )
  }
  if (classes.some(({ code }) => code === 'general'))
    faults.push({ pointer: '/classes', detail: 'general 指不保留的房源，不能用作类别的代码' })
  if (rule === 'points' && scoring.length === 0)
    faults.push({ pointer: '/scoring', detail: '按积分的批次，至少要有一条计分条款' })
  if (scoring.reduce((sum, { points }) => sum + points, 0) > 999_999_999)
    faults.push({ pointer: '/scoring', detail: '全部加起来的分数太多' })
  return faults
}

/** Moments in their order: window, lock, drawings, choosing. */
export const momentFaults = (
  body: Pick<RoundBody, 'opensAt' | 'closesAt' | 'firstDrawingAt' | 'choosingFrom' | 'openingMinutes'>,
): Faults => {
  const [opens, closes, drawing, choosing] = [
    body.opensAt,
    body.closesAt,
    body.firstDrawingAt,
    body.choosingFrom,
  ].map((moment) => new Date(moment).getTime()) as [number, number, number, number]
  const faults: Faults = []
  if (opens + body.openingMinutes * 60_000 >= closes)
    faults.push({ pointer: '/closesAt', detail: '截止要在开放（含同时到的那几分钟）之后' })
  if (closes + 2 * graceMinutes * 60_000 > drawing)
    faults.push({
      pointer: '/firstDrawingAt',
      detail: `第一次开奖至少要在截止 ${2 * graceMinutes} 分钟之后：中间要锁定名单、公布承诺值`,
    })
  if (drawing >= choosing) faults.push({ pointer: '/choosingFrom', detail: '选房要在开奖之后开始' })
  return faults
}

const poolFaults = ({ pools, flats }: RoundBody): Faults => {
  const faults: Faults = []
  const used = new Set(flats.map(({ pool }) => pool))
  for (const key of ['code', 'title'] as const) {
    const at = twice(pools.map((one) => one[key]))
    if (at >= 0)
      faults.push({
        pointer: `/pools/${at}/${key}`,
        detail: key === 'code' ? '这一组写了两次' : '两组不能叫同一个名字：申请的人分不开',
      })
  }
  pools.forEach(({ code }, at) => {
    if (!used.has(code)) faults.push({ pointer: `/pools/${at}/code`, detail: `没有房在“${code}”这一组` })
  })
  return faults
}

const bodyFaults = (body: RoundBody): Faults => {
  const faults = [...ruleFaults(body), ...momentFaults(body), ...poolFaults(body)]
  const named = namedFault(body.sources)
  if (named) faults.push({ pointer: '/sources', detail: named })
  if (body.longerSlotMinutes < body.slotMinutes)
    faults.push({ pointer: '/longerSlotMinutes', detail: '加长的时段不能比普通时段短' })
  const again = twice(body.flats.map(({ flatId }) => flatId))
  if (again >= 0) faults.push({ pointer: `/flats/${again}`, detail: '这套房列了两次' })
  const codes = new Set(body.classes.map(({ code }) => code))
  body.flats.forEach(({ reservedFor }, at) => {
    if (reservedFor !== null && !codes.has(reservedFor))
      faults.push({ pointer: `/flats/${at}/reservedFor`, detail: `没有“${reservedFor}”这个类别` })
  })
  return faults
}

/** @throws Problem invalid-request for a round that may not be followed */
const needFollowed = async (db: Db, { redo, code }: RoundBody, id: string): Promise<void> => {
  if (!redo) return
  const earlier = await roundById(db, redo.follows)
  const fault = !earlier
    ? '没有找到要重做的批次'
    : earlier.id === id || earlier.code === code
      ? '一个批次不能重做自己：重做是新的批次，有新的代码和新的来源'
      : earlier.commitment === null
        ? `那个批次${roundStateLabels[earlier.state]}，名单没有锁定过，取消后另开即可，不算重做`
        : null
  if (fault) throw new Problem('invalid-request', { errors: [{ pointer: '/redo/follows', detail: fault }] })
}

const columnsOf = (body: RoundBody, { personId, now }: { personId: string; now: Date }) => ({
  code: body.code,
  title: body.title,
  rule: body.rule,
  rules: body.rules.normalize('NFC').replace(/\r\n?/g, '\n'),
  classes: body.classes,
  pools: body.pools,
  scoring: body.scoring,
  reserved: body.reserved,
  algorithm: body.algorithm,
  sources: body.sources,
  first_drawing_at: new Date(body.firstDrawingAt),
  opens_at: new Date(body.opensAt),
  closes_at: new Date(body.closesAt),
  opening_minutes: body.openingMinutes,
  choosing_from: new Date(body.choosingFrom),
  slot_minutes: body.slotMinutes,
  longer_slot_minutes: body.longerSlotMinutes,
  hold_seconds: body.holdSeconds,
  at_once: body.atOnce,
  refusing: body.refusing,
  follows: body.redo?.follows ?? null,
  redo_cause: body.redo?.cause ?? null,
  redo_why: body.redo?.why ?? null,
  written_by: personId,
  written_at: now,
})

/** Flats as they are listed, by project, building and door. @throws Problem invalid-request, flat-in-round */
const flatsOf = async (db: Db, body: RoundBody, roundId: string) => {
  const ids = body.flats.map(({ flatId }) => flatId)
  const facts = new Map((await flatsById(db, ids)).map((one) => [one.id, one]))
  const missing = body.flats.findIndex(({ flatId }) => !facts.has(flatId))
  if (missing >= 0)
    throw new Problem('invalid-request', {
      errors: [{ pointer: `/flats/${missing}`, detail: '没有找到这套房，请刷新房源' }],
    })
  const elsewhere = await flatsElsewhere(db, [roundId, ...(body.redo ? [body.redo.follows] : [])], ids)
  if (elsewhere.length > 0)
    throw problem('flat-in-round', {
      detail: `${elsewhere.slice(0, 5).join('、')}${elsewhere.length > 5 ? ' 等' : ''} 已经在别的批次里，请去掉。`,
      extra: { flats: elsewhere },
    })
  return body.flats
    .map(({ flatId, pool, reservedFor }) => ({
      flat_id: flatId,
      flat_code: facts.get(flatId)?.code ?? '',
      pool,
      reserved_for: reservedFor,
    }))
    .sort((a, b) => (a.flat_code < b.flat_code ? -1 : 1))
    .map((row, position) => ({ ...row, position: position + 1 }))
}

const uniqueViolation = '23505'
const refuseKnown = (error: unknown, code: string): never => {
  const { code: state, constraint } = error as { code?: string; constraint?: string }
  if (state !== uniqueViolation) throw error
  throw problem('round-known', {
    detail:
      constraint === 'housing_round_follows'
        ? '那个批次已经有一个重做的批次了。'
        : `代码“${code}”已经用过。代码永不重复使用，请换一个。`,
  })
}

const needSound = async (db: Db, body: RoundBody, roundId: string): Promise<void> => {
  const errors = bodyFaults(body)
  if (errors.length > 0) throw new Problem('invalid-request', { errors })
  await needFollowed(db, body, roundId)
}

const record = ({ db, now, actor }: OfficeWork, roundId: string, action: string): Promise<void> =>
  audit(db, { at: now, actorId: actor.personId, actorRole: 'lead', action, object: `round:${roundId}` })

/** Writes a round as a draft. @throws Problem invalid-request, round-known, flat-in-round */
export const writeRound = async (work: OfficeWork, body: RoundBody): Promise<RoundRow> => {
  const { db, now, actor } = work
  const id = uuidv7()
  await needSound(db, body, id)
  const flats = await flatsOf(db, body, id)
  const row: RoundRow = {
    ...columnsOf(body, { personId: actor.personId, now }),
    id,
    state: 'draft',
    version: 1,
    revision: 1,
    published_by: null,
    published_at: null,
    cancelled_why: null,
    lock_asked_by: null,
    lock_asked_at: null,
    locked_by: null,
    locked_at: null,
    tickets: null,
    root: null,
    audit: null,
    commitment: null,
    drawn_at: null,
    ended_at: null,
    skip_permille: null,
    told: [],
  }
  await insertRound(db, row).catch((error: unknown) => refuseKnown(error, body.code))
  await replaceFlats(db, id, flats)
  await recordStep(db, now, { roundId: id, step: 'written', by: actor.personId })
  await record(work, id, 'round.written')
  return row
}

/** Changes a draft; whoever changed it last does not publish it. @throws Problem as {@link writeRound}, stale-version */
export const changeRound = async (
  work: OfficeWork,
  roundId: string,
  { version, ...body }: RoundBody & { version: number },
): Promise<RoundRow> => {
  const { db, now, actor } = work
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  needVersion(row, version)
  needState(row, ['draft'], '改草稿')
  await needSound(db, body, roundId)
  const flats = await flatsOf(db, body, roundId)
  const changed = await updateRound(db, row, columnsOf(body, { personId: actor.personId, now })).catch(
    (error: unknown) => refuseKnown(error, body.code),
  )
  await replaceFlats(db, roundId, flats)
  await recordStep(db, now, { roundId, step: 'written', by: actor.personId })
  await record(work, roundId, 'round.written')
  return changed
}

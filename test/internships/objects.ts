import { addDays } from '@jucai/contract/policies/days'
import { publishBook } from '../../server/policies'
import { sampleBook } from '../../mock/policies/book'
import type { Fixture } from '../fixtures'
import { choose, door, offer, openBase, signAll, today, wish } from './world'

/**
 * The holder's base, and somebody's wish and internship there with days, a month and its certificate. Not the holder's
 * own: who is paid as an intern is granted no subsidy for the same months, which is another fixture's.
 */
export const objects: Fixture = {
  after: ['employers'],
  make: async ({ harness, holder, lead, ids }) => {
    const { db, clock } = harness
    await publishBook(db, { book: sampleBook, source: '示例' }, clock.now())
    const employer = { id: ids.employer ?? '', name: '', creditCode: '', owner: holder, recruiter: holder }
    const world = { harness, lead, ...(await openBase(harness, lead, 3, employer)) }
    const year = Number(today(harness).slice(0, 4))
    await lead.call('POST /internship-bases/:base/reviews', {
      params: { base: world.baseId },
      body: { year, passed: true, note: '年审核对过', validUntil: null },
    })
    const later = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString()
    const round = await lead.call('POST /internship-rounds', {
      body: { title: '示例批次', applyBy: later(5), rankBy: later(8) },
    })
    const place = await offer(world)
    const intern = await harness.registerPerson()
    const made = await wish(intern, place.id)
    const internship = await choose(world, intern, made.id)
    const params = { internship }
    const base = { employer: employer.id, internship }
    clock.advance(61)
    await signAll(world, intern, internship)
    // It began months ago and is over tomorrow.
    const [day, month] = [addDays(today(harness), -1), addDays(today(harness), -40).slice(0, 7)]
    await db
      .updateTable('internship')
      .set({ first_day: addDays(today(harness), -91), last_day: addDays(today(harness), 1) })
      .where('id', '=', internship)
      .execute()
    await intern.call('PUT /me/internships/:internship/days/:day', {
      params: { ...params, day },
      body: { reason: '去学校答辩' },
    })
    await holder.call('PUT /employers/:employer/internships/:internship/days/:day', {
      params: { ...base, day },
      body: { kind: 'absent', why: '答辩那天没有来' },
    })
    const { stipends } = await intern.call('GET /me/internships/:internship', { params })
    const amountFen = stipends.find((one) => one.month === month)?.amountFen ?? 0
    await holder.call('PUT /employers/:employer/internships/:internship/months/:internshipMonth', {
      params: { ...base, internshipMonth: month },
      body: { amountFen },
    })
    await db.updateTable('internship').set({ state: 'finished' }).where('id', '=', internship).execute()
    const { certificate } = await intern.call('PUT /me/internships/:internship/certificate', { params })
    const ending = { lastDay: day, why: '找到了正式工作' }
    const signature = { sha256: '0'.repeat(64), code: '123456' }
    const scanned = { code: 'x', scannedAt: clock.now().toISOString() }
    const places = 'PUT /employers/:employer/internship-places/:place'
    const theirs = '/employers/:employer/internships/:internship'
    return {
      ids: {
        place: place.id,
        wish: made.id,
        internship,
        base: world.baseId,
        day,
        internshipMonth: month,
        internshipRound: round.id,
        checkCode: certificate?.code ?? '',
      },
      owners: { place: holder.token, wish: intern.token, internship: intern.token, base: lead.token },
      vocabulary: ['place', 'day', 'internshipMonth', 'internshipRound', 'checkCode'],
      exported: {
        agreements: ['就业见习三方协议'],
        internships: ['材料检测见习', '想学检测', '去学校答辩', '答辩那天没有来', certificate?.code ?? '?'],
      },
      bodies: {
        'POST /me/internship-wishes': {
          ...{ placeId: place.id, rank: 1, words: '想学检测', shown: ['school'], notEmployed: true },
        },
        'PUT /me/internship-wish-ranking': { wishIds: [made.id] },
        'POST /me/internships/:internship/signature-codes': { sha256: signature.sha256 },
        'POST /me/internships/:internship/signature': signature,
        'PUT /me/internships/:internship/days/:day': { reason: '去学校答辩' },
        'POST /me/internships/:internship/interruption': ending,
        'PUT /me/internships/:internship/kept': { kept: true },
        'PUT /employers/:employer/internship-base': {
          about: '新材料研发和生产，有专人带教。',
          insurance: '人身意外伤害保险，保额 50 万元',
          wanted: 3,
          version: 0,
        },
        'POST /employers/:employer/internship-places': {
          title: '材料检测见习',
          tasks: '跟着工程师做样品制备和检测，写记录。',
          tutor: '周师傅',
          stationId: door,
          startDay: place.startDay,
          months: 3,
          number: 1,
          applyBy: place.applyBy,
          roundId: null,
        },
        [`${places}/closed`]: { why: '今年不招了' },
        [`${places}/ranking`]: { wishIds: [] },
        'PUT /employers/:employer/internship-wishes/:wish/answer': { chosen: false, answer: '已经招满' },
        [`PUT ${theirs}/terms`]: {
          ...{ firstDay: place.startDay, tasks: '做配方试验和记录，写报告。', tutor: '吴师傅' },
        },
        [`POST ${theirs}/signature-codes`]: { sha256: signature.sha256 },
        [`POST ${theirs}/signature`]: signature,
        [`PUT ${theirs}/days/:day`]: { kind: 'leave', why: '答辩那天没有来' },
        [`PUT ${theirs}/months/:internshipMonth`]: { amountFen },
        [`POST ${theirs}/interruption`]: ending,
        [`PUT ${theirs}/kept`]: { kept: true },
        'POST /employers/:employer/internship-attendance': { stationId: door, ...scanned },
        'POST /stations/:station/internship-attendance': scanned,
        'PUT /internship-bases/:base/decision': {
          ...{ decision: 'end', quota: 0, validUntil: null, why: '不再合作', version: 0 },
        },
        'POST /internship-bases/:base/reviews': {
          ...{ year, passed: true, note: '年审核对过', validUntil: null },
        },
        'POST /internship-rounds': { title: '示例批次', applyBy: later(5), rankBy: later(8) },
        'POST /internships/:internship/seal': { sha256: signature.sha256 },
        'PUT /internships/:internship/months/:internshipMonth/confirmation': {
          ...{ amountFen, why: '基地没有确认' },
        },
        'PUT /internships/:internship/months/:internshipMonth/decision': { approved: false, why: '请核对' },
        'POST /internships/:internship/interruption': ending,
        'PUT /internships/:internship/certificate-revocation': { why: '证明有误' },
      },
    }
  },
}

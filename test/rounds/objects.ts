import { randomInt } from 'node:crypto'
import type { Fixture } from '../fixtures'
import { qualify, roundBody, ticketBody, twoLeads } from './world'

const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000).toISOString()

/** An open round of two flats, and a ticket of the holder, who lives with a parent. */
export const objects: Fixture = {
  after: ['housing'],
  make: async ({ harness, holder, lead }) => {
    const { db, clock } = harness
    const flats = await db
      .selectFrom('flat')
      .select(['id', 'station_id', 'code'])
      .where('state', '=', 'free')
      .orderBy('serial', 'desc')
      .limit(2)
      .execute()
    const station = flats[0]?.station_id as string
    const now = clock.now()
    const code = `objects-r${randomInt(1_000_000)}`
    const { other } = await twoLeads(harness)
    const body = roundBody(
      flats.map(({ id }) => id),
      {
        code,
        opensAt: later(now, 1),
        closesAt: later(now, 12),
        openingMinutes: 0,
        firstDrawingAt: later(now, 100_000),
        choosingFrom: later(now, 200_000),
      },
    )
    const { id, version } = await lead.call('POST /round-desk', { body })
    await other.call('POST /round-desk/:round/publication', { params: { round: id }, body: { version } })
    await qualify(harness, holder.personId, {
      household: [{ relation: 'parent', name: '林家长', bornOn: '1970-03-04' }],
    })
    // The last minutes of the window, in which requests are noted.
    clock.advance(60)
    const ticket = ticketBody(station, {
      household: [{ member: 0, documentType: 'passport', documentNumber: 'EA1234567' }],
    })
    await holder.call('PUT /me/rounds/:round/ticket', { params: { round: id }, body: ticket })
    const { items } = await harness.as()('GET /rounds/:round/flats', { params: { round: id } })
    const current = await lead.call('GET /round-desk/:round', { params: { round: id } })
    return {
      ids: { round: id, position: '0' },
      vocabulary: ['round', 'position'],
      exported: { roundTickets: [code, '护照', items[0] ? station : ''] },
      bodies: {
        'PUT /me/rounds/:round/ticket': ticket,
        'POST /round-desk': { ...body, code: `${code}-next` },
        'PUT /round-desk/:round': { ...body, version: current.version },
        'POST /round-desk/:round/publication': { version: current.version },
        'POST /round-desk/:round/correction': {
          version: current.version,
          why: '改开奖期号（示例）',
          sources: body.sources,
          firstDrawingAt: body.firstDrawingAt,
          closesAt: body.closesAt,
          choosingFrom: body.choosingFrom,
        },
        'POST /round-desk/:round/cancellation': { version: 0, why: '示例的原因' },
        'POST /round-desk/:round/lock': { version: 0 },
        'POST /round-desk/:round/lock-confirmation': { version: 0 },
        'PUT /round-desk/:round/sources/:position': {
          issue: '2026120',
          outcome: 'held',
          numbers: [1],
          address: 'https://www.cwl.gov.cn/a',
          pageHash: null,
        },
        'POST /round-desk/:round/source-correction': { version: 0, why: '示例的原因' },
        'POST /round-desk/:round/choosing': { version: 0 },
        'POST /round-desk/:round/end': { version: 0 },
        'POST /round-desk/:round/skips': { ticket: 'T000001', reason: 'refused' },
        'POST /round-desk/:round/returns': { ticket: 'T000001', reason: 'returned' },
      },
    }
  },
}

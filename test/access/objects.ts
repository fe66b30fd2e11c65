import type { RouteName } from '@jucai/contract/routes'
import { codeOf, claimCode } from '../credentials/world'
import { testKey } from '../credentials/keys'
import { apply, homecomingAnswers } from '../applications/world'
import { pdf, uploaded } from '../evidence/files'
import type { Harness, Visitor } from '../harness'

/** Objects of people who are not the callers of the matrix, by the name of their path parameter. */
export interface Objects {
  ids: Record<string, string>
  /** Token of whoever each object belongs to. */
  owners: Record<string, string>
  /** Parameters that are words of the vocabulary, not objects of anybody. */
  vocabulary: ReadonlySet<string>
  /** A station where the matrix's own clerk works. */
  otherStationId: string
  /** Bodies that pass validation, so that a call reaches the rows it asks for. */
  bodies: Partial<Record<RouteName, unknown>>
}

const hourMs = 3_600_000

/** A time that a clerk offers tomorrow, booked by somebody. */
const bookedVisit = async (harness: Harness, clerk: Visitor, station: string, visitor: Visitor) => {
  const from = harness.clock.now().getTime() + 24 * hourMs
  const slot = await clerk.call('POST /stations/:station/slots', {
    params: { station },
    body: { startsAt: new Date(from).toISOString(), endsAt: new Date(from + hourMs).toISOString(), seats: 2 },
  })
  return visitor.call('POST /me/visits', { body: { slotId: slot.id, purpose: '问问政策' } })
}

/**
 * Makes one of each: a session, a message, a file, a recorded service and its place in the timeline, an
 * application, a saved view, a visit.
 */
export const foreignObjects = async (harness: Harness): Promise<Objects> => {
  const city = await harness.as()('GET /city')
  const service = city.services.find(({ stationIds, tiers }) => stationIds.length > 0 && tiers.includes('c'))
  if (!service) throw new Error('the sample city has no service for bachelors')
  const stationId = service.stationIds[0] as string
  const holder = await harness.registerPerson()
  const key = testKey(77)
  const credential = await claimCode({ id: holder.personId, call: holder.call, token: holder.token }, key)
  const clerk = await harness.staff('clerk', stationId)
  const now = harness.clock.now()
  const scan = await clerk.call('POST /scans', {
    body: {
      code: codeOf({ id: holder.personId, call: holder.call, token: holder.token, key, credential }, now),
      serviceId: service.id,
      scannedAt: now.toISOString(),
    },
  })
  await harness.app.worker.drain()
  const { items: timeline } = await holder.call('GET /me/timeline')
  const { items: sessions } = await holder.call('GET /me/sessions')
  const { items: messages } = await holder.call('GET /me/messages')
  const visit = await bookedVisit(harness, clerk, stationId, holder)
  const file = await uploaded(holder.call, pdf(), '学位证.pdf')
  const lead = await harness.office('lead')
  const exported = await lead.call('POST /application-exports', { body: { filter: {}, why: '月度汇报' } })
  const entry = timeline.find(({ disputable }) => disputable)
  const [session] = sessions
  const [message] = messages
  if (!entry || !session || !message) throw new Error('the holder has no record, session or message')
  const application = await apply(holder, 'homecoming', homecomingAnswers())
  const reviewer = await harness.office('reviewer')
  const view = await reviewer.call('POST /me/saved-views', { body: { name: '我的', filter: {} } })
  return {
    ids: {
      program: 'homecoming',
      notice: application.id,
      application: application.id,
      view: view.id,
      scan: scan.id,
      entry: entry.id,
      session: session.id,
      message: message.id,
      purpose: 'talent-pool',
      visit: visit.id,
      station: stationId,
      evidence: file.id,
      offset: '0',
      file: file.id,
      export: exported.id,
    },
    owners: {
      application: holder.token,
      view: reviewer.token,
      scan: clerk.token,
      entry: holder.token,
      session: holder.token,
      message: holder.token,
      purpose: holder.token,
      visit: holder.token,
      station: holder.token,
      evidence: holder.token,
      file: holder.token,
      export: lead.token,
    },
    vocabulary: new Set(['purpose', 'role', 'program', 'notice', 'station']), // a public notice is for everybody
    otherStationId: stationId,
    bodies: {
      'POST /me/applications/:application/events': { event: 'withdraw', version: 1 },
      'PUT /me/timeline/:entry/dispute': { note: '不是我' },
      'PUT /me/evidence/:evidence/parts/:offset': { data: 'AAAA' },
    },
  }
}

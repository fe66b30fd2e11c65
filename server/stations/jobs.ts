import { followUpKindLabels } from '@jucai/contract/application-vocabulary'
import { audit } from '../core/audit'
import { dayOf, spokenTime } from '../core/clock'
import type { Db } from '../core/db'
import type { Vault } from '../core/encryption'
import type { NamedReactions } from '../core/feature'
import type { Work } from '../core/work'
import { kindOfDay } from '../core/working-days'
import { clerksOf } from '../accounts'
import { applicationOf, calendarInForce, reassignStation } from '../applications'
import { notify, type DeliveryDeps } from '../notifications'
import { mayStationSee, stationFor } from './assign'
import type { LeadDeps } from './leads'
import { deliverVisitReminder } from './outside'
import { allSlotsAhead } from './slot-records'
import { visitById, type VisitRow } from './visit-records'

const timeOf = (visit: VisitRow): string =>
  `${spokenTime(visit.starts_at)}–${spokenTime(visit.ends_at).slice(-5)}`

/** What the clerks of a station are told. */
interface Notice {
  title: string
  body: string
  link: string
}
const tellClerks = async (
  { db, now, deps: { vault } }: Work<{ vault: Vault }>,
  stationId: string,
  notice: Notice,
): Promise<void> => {
  for (const personId of await clerksOf(db, stationId))
    await notify(db, vault, now, { personId, kind: 'homecoming', ...notice })
}
const visitNotice = (visit: VisitRow, title: string): Notice => ({
  title,
  body: `${timeOf(visit)}，${visit.station_name}。`,
  link: '/staff/visits/index',
})

/**
 * What follows from visits being booked, cancelled and near. A visit that no longer stands reminds nobody;
 * one that does reminds whoever has it now, outside too.
 */
export const visitReactions = ({
  vault,
  deliveries,
}: {
  vault: Vault
  deliveries: DeliveryDeps
}): NamedReactions => ({
  'calendar.entered': {
    // Whether a station receives people on such a day is for its clerks to say.
    'list-times': async ({ tx, now }, { year }) => {
      const calendar = await calendarInForce(tx)
      const onHoliday = (await allSlotsAhead(tx, now)).filter(({ starts_at: at }) => {
        const day = dayOf(at)
        return day.startsWith(`${year}-`) && kindOfDay(calendar, day) === 'holiday'
      })
      for (const stationId of new Set(onHoliday.map(({ station_id: id }) => id))) {
        const slots = onHoliday.filter(({ station_id: id }) => id === stationId)
        const list = slots
          .slice(0, 20)
          .map(
            ({ starts_at: at, taken }) =>
              `${spokenTime(at)}（${taken > 0 ? `已约 ${taken} 人` : '没有人约'}）`,
          )
          .join('、')
        await tellClerks({ db: tx, now, deps: { vault } }, stationId, {
          title: '有来访时段落在节假日',
          body: `${year} 年的工作日历有更新，这 ${slots.length} 个时段在法定节假日：${list}。不接待的请收回，约了的人会收到消息。`,
          link: '/staff/visits/index',
        })
      }
    },
  },
  'visit.booked': {
    tell: async ({ tx, now }, { visitId, personId }) => {
      const visit = await visitById(tx, visitId)
      if (!visit || visit.state !== 'booked') return
      await notify(tx, vault, now, {
        personId,
        kind: 'homecoming',
        title: '来访已约好',
        body: `${timeOf(visit)}，${visit.station_name}。来之前会再提醒你；来不了请提前取消，把时间留给别人。`,
        link: `/homecoming/station/index?id=${visit.station_id}`,
      })
      await tellClerks(
        { db: tx, now, deps: { vault } },
        visit.station_id,
        visitNotice(visit, '有新的来访预约'),
      )
    },
  },
  'visit.cancelled': {
    tell: async ({ tx, now }, { visitId, personId, by }) => {
      const visit = await visitById(tx, visitId)
      if (!visit) return
      if (by === 'visitor')
        await tellClerks(
          { db: tx, now, deps: { vault } },
          visit.station_id,
          visitNotice(visit, '来访预约已取消'),
        )
      else
        await notify(tx, vault, now, {
          personId,
          kind: 'homecoming',
          title: '来访时段已取消',
          body: `${visit.station_name}收回了 ${timeOf(visit)} 的时段，你的预约已取消。可以另约一个时间，或直接打电话。`,
          link: `/homecoming/station/index?id=${visit.station_id}`,
        })
    },
  },
  'visit.near': {
    remind: async ({ tx, now, eventId }, { visitId }) => {
      const visit = await visitById(tx, visitId)
      if (!visit || visit.state !== 'booked' || visit.starts_at <= now) return
      const {
        person_id: personId,
        station_id: stationId,
        station_name: stationName,
        starts_at: startsAt,
      } = visit
      await notify(tx, vault, now, {
        personId,
        kind: 'homecoming',
        title: '来访提醒',
        body: `${timeOf(visit)}，${stationName}等你。来不了请提前取消。`,
        link: `/homecoming/station/index?id=${stationId}`,
      })
      await deliverVisitReminder(tx, deliveries, now, eventId, { personId, stationId, stationName, startsAt })
    },
  },
})

// A correction may take the registration out of a station's sight, or give it to one for the first time.
const assignAnew = async (tx: Db, deps: LeadDeps, now: Date, applicationId: string): Promise<void> => {
  const record = await applicationOf(tx, deps.vault, applicationId)
  if (!record || mayStationSee(record.answers) === (record.stationId !== null)) return
  const stationId = await stationFor(tx, record.answers)
  if (stationId === record.stationId) return
  await reassignStation(tx, now, applicationId, stationId)
  await audit(tx, {
    at: now,
    actorId: null,
    actorRole: 'system',
    action: 'lead.assigned',
    object: `application:${applicationId}`,
    personId: record.personId,
    detail: { stationId },
  })
}

/**
 * What follows from registrations of returnees and their follow-up. What every applicant is told of a step,
 * the engine tells.
 */
export const leadReactions = (deps: LeadDeps): NamedReactions => ({
  'application.changed': {
    'assign-and-tell': async ({ tx, now }, { applicationId, program, event }) => {
      if (program !== 'homecoming') return
      if (event === 'correct') await assignAnew(tx, deps, now, applicationId)
      if (event !== 'submit') return
      const record = await applicationOf(tx, deps.vault, applicationId)
      if (record?.stationId)
        await tellClerks({ db: tx, now, deps }, record.stationId, {
          title: '有新的归根登记等您答复',
          body: `${record.number}，请在期限前答复。答复后您就是对方的联系人。`,
          link: `/staff/lead/index?id=${applicationId}`,
        })
    },
  },
  'lead.handed-over': {
    tell: async ({ tx, now }, { applicationId, personId, stationId, stationName }) => {
      await notify(tx, deps.vault, now, {
        personId,
        kind: 'homecoming',
        title: '你的归根登记换了工作站',
        body: `现在由${stationName}与你联系，原来的工作站不再看到你的登记。`,
        link: `/homecoming/follow-up/index?id=${applicationId}`,
      })
      await tellClerks({ db: tx, now, deps }, stationId, {
        title: '有归根人才转到您的工作站',
        body: '请打开看前面聊到哪里，接着联系。',
        link: `/staff/lead/index?id=${applicationId}`,
      })
    },
  },
  'lead.followed-up': {
    tell: ({ tx, now }, { applicationId, personId, kind }) =>
      notify(tx, deps.vault, now, {
        personId,
        kind: 'homecoming',
        title: `归根联系：${followUpKindLabels[kind]}`,
        body: '联系人登记了新的进展，记录在“专人联系”里；有不对的地方，打电话告诉他改。',
        link: `/homecoming/follow-up/index?id=${applicationId}`,
      }),
  },
})

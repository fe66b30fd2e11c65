import { addDays } from '@jucai/contract/policies/days'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../../server/core/clock'
import type { Db } from '../../server/core/db'
import { insertFlats, insertFlatType, insertProject, moveFlat, type NewFlat } from '../../server/housing'
import { daysBefore, personAs, type Seed, type World } from '../world'
import { planOf } from './plans'
import { sampleProjects, type SampleProject } from './projects'

/** Who registered the flats. */
export const after: Seed['after'] = ['people']

const lettings = [
  ['free', 'chosen', '选房确认（示例）'],
  ['chosen', 'let', '入住（示例）'],
] as const

const twoDigits = (number: number) => String(number).padStart(2, '0')

/**
 * Of the older houses most flats are let, each until a day of its own, and of every eleven one stands empty. Some
 * were let the moment they were registered, the others one by one: so many days after the house opened.
 */
const standing = (project: SampleProject, turn: number, today: string) => {
  const free = { state: 'free' as const, free_from: null, letAfter: null }
  if (project.drawing === 'river' || turn % 11 === 5) return free
  if (turn % 4 === 2) return { ...free, letAfter: 12 + ((turn * 13) % 150) }
  return {
    state: 'let' as const,
    free_from: turn % 3 === 0 ? addDays(today, 9 + ((turn * 23) % 170)) : null,
    letAfter: null,
  }
}

const addProject = async (tx: Db, world: World, lead: string, project: SampleProject): Promise<NewFlat[]> => {
  const { station, types, buildings, openedAgo } = project
  const { now } = world
  await insertProject(tx, {
    station_id: station,
    code: project.code,
    about: project.about,
    drawing: project.drawing,
    transport: project.transport,
    amenities: project.amenities,
    opened_on: dayOf(daysBefore(world, openedAgo)),
    version: 1,
    changed_at: daysBefore(world, 20),
    changed_by: lead,
  })
  const typeIds = new Map(types.map(({ code }) => [code, uuidv7()]))
  for (const { code, name, layout, people, areaSqm, marketYuan, plan } of types)
    await insertFlatType(tx, {
      id: typeIds.get(code) as string,
      station_id: station,
      code,
      name,
      layout,
      people,
      area_sqm_hundredths: Math.round(areaSqm * 100),
      market_fen_per_month: marketYuan * 100,
      plan: planOf[plan],
      version: 1,
    })
  const flats: NewFlat[] = []
  const later: { flatId: string; days: number }[] = []
  for (const [at, { name, floors, doors }] of buildings.entries())
    for (let floor = 1; floor <= floors; floor += 1)
      for (const [door, type] of doors.entries()) {
        const number = `${floor}${twoDigits(door + 1)}`
        const id = uuidv7()
        const { state, free_from, letAfter } = standing(project, flats.length, dayOf(now))
        flats.push({
          id,
          code: `${project.code}-${at + 1}-${number}`,
          station_id: station,
          type_id: typeIds.get(type) as string,
          building: name,
          floor,
          number,
          accessible: type === 'studio-accessible',
          state,
          free_from,
        })
        if (letAfter !== null) later.push({ flatId: id, days: letAfter })
      }
  await insertFlats(tx, daysBefore(world, openedAgo), flats, lead)
  for (const { flatId, days } of later)
    for (const [from, to, reason] of lettings)
      await moveFlat(
        { db: tx, now: daysBefore(world, openedAgo - days) },
        { flatId, from: [from], to, reason, by: null },
      )
  return flats
}

/** Three projects, eight types, 120 flats; a few of them repaired, and two not let (示例). */
export const seed: Seed['seed'] = async (tx, world) => {
  const lead = await personAs(tx, world, 'lead')
  const ids = new Map<string, string>()
  for (const project of sampleProjects)
    for (const { id, code } of await addProject(tx, world, lead, project)) ids.set(code, id)
  const moves: readonly (readonly [
    code: string,
    to: 'repairing' | 'withdrawn',
    reason: string,
    ago: number,
  ])[] = [
    ['qingnian-li-1-106', 'repairing', '卫生间漏水，换防水层', 6],
    ['kechuang-li-1-202', 'repairing', '换空调', 3],
    ['jiangwan-li-1-101', 'withdrawn', '样板间，供看房', 18],
    ['jiangwan-li-2-101', 'withdrawn', '服务台用房', 18],
  ]
  for (const [code, to, reason, ago] of moves)
    await moveFlat(
      { db: tx, now: daysBefore(world, ago) },
      { flatId: ids.get(code) as string, from: ['free', 'let'], to, reason, by: lead },
    )
}

import {
  comparisonDefinitions,
  differenceDefinitions,
  differenceKinds,
  differenceLabels,
  projectStageLabels,
} from '@jucai/contract/project-vocabulary'
import type { Comparison, ProjectRow as ShownRow } from '@jucai/contract/projects'
import { plainYuan } from '@jucai/contract/ledger-rules'
import { csvText } from '@jucai/contract/spreadsheet-cells'
import { dayOf } from '../core/clock'
import { cursorOf, pageOf, placeOf, readCursor, type PageRequest, type Place } from '../core/keyset'
import type { ProjectWork } from './deps'
import { shownRows } from './show'
import { countDifferences, projectPage, sumsByChain, type ProjectFilter } from './standing'

/** A page of projects, changed last first. */
export const officePage = async (
  work: ProjectWork,
  { after, limit = 20, ...filter }: PageRequest & ProjectFilter,
) => {
  const page = pageOf(
    await projectPage(work.db, filter, dayOf(work.now), placeOf(after), limit),
    limit,
    (row) => cursorOf(row.changed_at, row.id),
    (row) => row,
  )
  return { items: await shownRows(work, page.items), next: page.next }
}

/** Capital and talent side by side, as of today. */
export const comparison = async ({ db, now, deps }: ProjectWork): Promise<Comparison> => {
  const asOf = dayOf(now)
  const names = await deps.chainNames(db)
  const counts = await countDifferences(db, asOf)
  return {
    asOf,
    definitions: [...comparisonDefinitions],
    chains: (await sumsByChain(db, asOf)).map((row) => ({
      key: row.chain_key,
      name: row.chain_key === null ? '未写产业链' : (names.get(row.chain_key)?.name ?? row.chain_key),
      projects: row.projects,
      promisedFen: row.promised_fen,
      inPlaceFen: row.in_place_fen,
      promisedPeople: row.promised_people,
      people: row.people,
      earned: row.earned,
      used: row.used,
      remaining: row.earned - row.used,
    })),
    differences: differenceKinds.map((kind) => ({
      kind,
      definition: differenceDefinitions[kind],
      projects: counts[kind],
    })),
  }
}

const columns = [
  '项目',
  '单位',
  '产业链',
  '阶段',
  '承诺投资（元）',
  '到位资金（元）',
  '承诺人才',
  '引进人才',
  '取得名额',
  '已用名额',
  '剩余名额',
  '对不上的地方',
]
const line = (row: ShownRow): string[] => [
  row.name,
  row.employerName,
  row.chain?.name ?? '',
  projectStageLabels[row.stage],
  plainYuan(row.promisedFen),
  plainYuan(row.inPlaceFen),
  String(row.promisedPeople),
  String(row.people),
  String(row.earned),
  String(row.used),
  String(row.remaining),
  row.differences.map((kind) => differenceLabels[kind]).join('；'),
]
const mostLines = 5_000
const atOnce = 500

/** The comparison by project as csv, the newest 5,000. */
export const comparisonCsv = async (work: ProjectWork): Promise<{ fileName: string; text: string }> => {
  const asOf = dayOf(work.now)
  const lines: string[][] = []
  let after: Place | null = null
  while (lines.length < mostLines) {
    const rows = await projectPage(work.db, {}, asOf, after, atOnce)
    const page = rows.slice(0, atOnce)
    lines.push(...(await shownRows(work, page)).map(line))
    const last = page.at(-1)
    if (!last || rows.length <= atOnce) break
    after = readCursor(cursorOf(last.changed_at, last.id))
  }
  return { fileName: `双招双引对照 ${asOf}.csv`, text: csvText([[...columns, `截至 ${asOf}`], ...lines]) }
}

import { flatStateLabels, type FlatState } from '@jucai/contract/housing-vocabulary'
import {
  inventoryColumns,
  maxInventoryColumns,
  maxInventoryRows,
  type InventoryColumn,
} from '@jucai/contract/inventory-rules'
import { narrowed, withoutUnseen } from '@jucai/contract/text'
import { rowsOf, UnusableFile, type FileRow } from '../core/table-file'
import { isDay } from '../core/values'

/** A flat as a row says it, to be registered. */
export interface ReadFlat {
  code: string
  stationId: string
  typeId: string
  building: string
  floor: number
  number: string
  accessible: boolean
  state: FlatState
  freeFrom: string | null
}
/** What is wrong at one cell. `column` as people look for it: `C（楼栋）`. */
export interface InventoryFault {
  row: number
  at: number
  column: string
  words: string
}
/** What is registered already, against which a file is held. */
export interface Registered {
  today: string
  projects: readonly { id: string; code: string; name: string }[]
  types: readonly { id: string; stationId: string; name: string }[]
  flats: readonly Omit<ReadFlat, 'state' | 'freeFrom'>[]
}
/** A file as it was read: what to add, what is there already, what is wrong, and all its lines. */
export interface ReadInventory {
  flats: ReadFlat[]
  known: number
  faults: InventoryFault[]
  lines: FileRow[]
}

const plain = (cell: string | undefined): string => withoutUnseen(narrowed(cell ?? '')).replace(/^'/, '')
const letters = (at: number): string =>
  (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26))

type Places = Partial<Record<InventoryColumn, number>>
const columnOf = (cell: string): InventoryColumn | undefined => {
  const name = plain(cell).replace(/[(*].*$/, '')
  return inventoryColumns.find(
    ({ head, others }) => head === name || (others as readonly string[]).includes(name),
  )?.key
}
const headOf = (key: InventoryColumn): string =>
  inventoryColumns.find((column) => column.key === key)?.head ?? key

const headerIn = ({ row, cells }: FileRow): Places | null => {
  const places: Places = {}
  for (const [at, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (!column) continue
    if (places[column] !== undefined)
      throw new UnusableFile(`第 ${row} 行的表头里有两列都是“${headOf(column)}”，请删去一列`)
    places[column] = at
  }
  return Object.keys(places).length >= 3 ? places : null
}
const missingIn = (places: Places): string[] =>
  inventoryColumns.filter(({ key, needed }) => needed && places[key] === undefined).map(({ head }) => head)

/** How many columns a line uses; empty ones at its end are only looks. */
const usedBy = (cells: readonly string[]): number => {
  let used = cells.length
  while (used > 0 && plain(cells[used - 1]) === '') used -= 1
  return used
}

const headerWithin = 20
/** The lines of the sheet that has the heading, and where its columns stand. @throws UnusableFile */
const linesOf = async (bytes: Buffer): Promise<{ lines: FileRow[]; places: Places; header: number }> => {
  let found: { places: Places; header: number } | null = null
  let lines: FileRow[] = []
  for await (const line of rowsOf(bytes, maxInventoryRows)) {
    const used = usedBy(line.cells)
    if (used > maxInventoryColumns)
      throw new UnusableFile(
        `第 ${line.row} 行用了 ${used} 列，最多看 ${maxInventoryColumns} 列。请只留房源这几列，另存后再导入`,
      )
    const kept = { ...line, cells: line.cells.slice(0, used) }
    if (found && line.sheet === lines[0]?.sheet) lines.push(kept)
    else if (found) {
      const other = headerIn(kept)
      if (other && missingIn(other).length === 0)
        throw new UnusableFile('表格里有两张工作表都是房源。请分成两个文件导入，每个文件一张')
    } else {
      if (line.sheet !== lines[0]?.sheet) lines = []
      lines.push(kept)
      const places = lines.length <= headerWithin ? headerIn(kept) : null
      if (places) found = { places, header: line.row }
    }
  }
  const heads = inventoryColumns.filter(({ needed }) => needed).map(({ head }) => head)
  if (!found)
    throw new UnusableFile(
      `前 ${headerWithin} 行里没有找到表头。表头要有：${heads.join('、')}。可以先下载模板`,
    )
  const missing = missingIn(found.places)
  if (missing.length > 0)
    throw new UnusableFile(`没有找到“${missing.join('”“')}”这一列。表头要有：${heads.join('、')}`)
  return { lines, ...found }
}

/** Text of a cell, or why there is none that can be used. */
type Reading<T> = { value: T } | { fault: string }
const isFault = <T>(reading: Reading<T>): reading is { fault: string } => 'fault' in reading

const missing = (head: string) => ({
  fault: `缺少“${head}”。这里如果是合并的单元格，请取消合并、逐行填好`,
})
const floorIn = (text: string): Reading<number> => {
  const [, below, digits] = /^(-|B|b|负|地下)?(\d{1,3})(?:层|楼|F|f)?$/.exec(text) ?? []
  if (digits === undefined)
    return { fault: `楼层“${text.slice(0, 12)}”读不出，请填整数，例如 3；地下一层填 -1` }
  const floor = below ? -Number(digits) : Number(digits)
  return floor === 0 || floor < -3 || floor > 120
    ? { fault: `楼层 ${floor} 不对，地上 1 到 120，地下 -1 到 -3` }
    : { value: floor }
}
const shortText = (text: string, head: string, most: number): Reading<string> =>
  text === ''
    ? missing(head)
    : [...text].length > most
      ? { fault: `${head}超过 ${most} 个字` }
      : /[^\p{L}\p{N}\-_#·.]/u.test(text)
        ? { fault: `${head}“${text.slice(0, 20)}”里有不能用的符号，只用汉字、字母、数字和短横` }
        : /^\d{4}-\d\d-\d\d$/.test(text)
          ? { fault: `${head}“${text}”像是被表格改成了日期，请把这一列设为文本再填，例如 1-1` }
          : /^\d+\.\d|E\+/.test(text)
            ? { fault: `${head}“${text}”像是被表格改成了小数，请把这一列设为文本再填` }
            : { value: text }
const yes = ['是', '有', '√', 'Y', 'y', 'true', 'TRUE', '1', '无障碍']
const no = ['', '否', '无', '×', 'N', 'n', 'false', 'FALSE', '0']
const accessibleIn = (text: string): Reading<boolean> =>
  yes.includes(text)
    ? { value: true }
    : no.includes(text)
      ? { value: false }
      : { fault: `无障碍“${text.slice(0, 12)}”读不出，请填“是”或“否”` }
const states: Readonly<Record<string, FlatState>> = {
  '': 'free',
  空着: 'free',
  空置: 'free',
  空: 'free',
  已出租: 'let',
  在租: 'let',
  已租: 'let',
  维修中: 'repairing',
  维修: 'repairing',
  不出租: 'withdrawn',
}
const stateIn = (text: string): Reading<FlatState> => {
  const state = states[text]
  if (state) return { value: state }
  const made = Object.values(flatStateLabels).includes(text)
  return {
    fault: made
      ? `“${text}”由批次和选房产生，不能导入。还没出租的请填“空着”`
      : `现状“${text.slice(0, 12)}”读不出，请填空着、已出租、维修中、不出租之一`,
  }
}
const dayIn = (text: string, today: string): Reading<string | null> => {
  if (text === '') return { value: null }
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isDay(found)) return { fault: `日期“${text.slice(0, 20)}”读不出，请写成 2027-03-15` }
  return found < today ? { fault: `${found} 已经过去，请写今天或以后的日期` } : { value: found }
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'x'
/** A code that nobody has, of what people call the flat; remembered as taken. */
const codeFor = (project: string, building: string, number: string, taken: Set<string>): string => {
  const base = `${project}-${slug(building)}-${slug(number)}`
  let code = base
  for (let turn = 2; taken.has(code); turn += 1) code = `${base}-${turn}`
  taken.add(code)
  return code
}

const isOver = (cells: readonly string[]): boolean => {
  const first = plain(cells.find((cell) => plain(cell) !== ''))
  return first === '' || /^(合计|总计|小计)/.test(first)
}
const keyOf = ({
  stationId,
  building,
  number,
}: Pick<ReadFlat, 'stationId' | 'building' | 'number'>): string => `${stationId} ${building} ${number}`

/** Reads one line. @returns what it says, or every cell that is wrong */
const flatIn = (
  cell: (column: InventoryColumn) => string,
  { today, projects, types }: Registered,
): { flat: Omit<ReadFlat, 'code'> } | { faults: [InventoryColumn, string][] } => {
  const faults: [InventoryColumn, string][] = []
  const take = <T>(column: InventoryColumn, reading: Reading<T>): T | undefined => {
    if (!isFault(reading)) return reading.value
    faults.push([column, reading.fault])
    return undefined
  }
  const [projectText, typeText] = [cell('project'), cell('type')]
  const project = projects.find(({ name, code }) => plain(name) === projectText || code === projectText)
  if (projectText === '') faults.push(['project', missing('项目').fault])
  else if (!project)
    faults.push([
      'project',
      `没有“${projectText.slice(0, 20)}”这个项目。已有：${projects.map(({ name }) => name).join('、') || '还没有，请先在“项目与户型”里建'}`,
    ])
  const offered = types.filter(({ stationId }) => stationId === project?.id)
  const type = offered.find(({ name }) => plain(name) === typeText)
  if (typeText === '') faults.push(['type', missing('户型').fault])
  else if (project && !type)
    faults.push([
      'type',
      `${project.name}没有“${typeText.slice(0, 20)}”这个户型。已有：${offered.map(({ name }) => name).join('、') || '还没有，请先在“项目与户型”里建'}`,
    ])
  const building = take('building', shortText(cell('building'), '楼栋', 12))
  const floor = take('floor', cell('floor') === '' ? missing('楼层') : floorIn(cell('floor')))
  const number = take('number', shortText(cell('number'), '房号', 12))
  const accessible = take('accessible', accessibleIn(cell('accessible')))
  const state = take('state', stateIn(cell('state')))
  const freeFrom = take('freeFrom', dayIn(cell('freeFrom'), today))
  if (freeFrom && state !== undefined && state !== 'let' && state !== 'repairing')
    faults.push(['freeFrom', '只有已出租和维修中的才填预计空出日期，请清空这一格或改现状'])
  if (
    faults.length > 0 ||
    !project ||
    !type ||
    building === undefined ||
    floor === undefined ||
    number === undefined ||
    accessible === undefined ||
    state === undefined ||
    freeFrom === undefined
  )
    return { faults }
  return {
    flat: { stationId: project.id, typeId: type.id, building, floor, number, accessible, state, freeFrom },
  }
}

/**
 * Reads an inventory and holds it against what is registered: columns by their names in whatever order, below
 * whatever title. A row that says what is there already is known; one that says something else of a flat that
 * is there is wrong.
 * @throws UnusableFile when it is no such file at all
 */
export const readInventory = async (bytes: Buffer, registered: Registered): Promise<ReadInventory> => {
  const { lines, places, header } = await linesOf(bytes)
  const there = new Map(registered.flats.map((flat) => [keyOf(flat), flat]))
  const taken = new Set(registered.flats.map(({ code }) => code))
  const typeNames = new Map(registered.types.map(({ id, name }) => [id, name]))
  const codes = new Map(registered.projects.map(({ id, code }) => [id, code]))
  const rows = new Map<string, number>()
  const read: ReadInventory = { flats: [], known: 0, faults: [], lines }
  for (const { row, cells } of lines) {
    if (row <= header || isOver(cells)) continue
    const wrong = (key: InventoryColumn, words: string) => {
      const at = places[key] ?? 0
      read.faults.push({ row, at, column: `${letters(at)}（${headOf(key)}）`, words })
    }
    const found = flatIn((key) => {
      const at = places[key]
      return at === undefined ? '' : plain(cells[at])
    }, registered)
    if ('faults' in found) {
      for (const [key, words] of found.faults) wrong(key, words)
      continue
    }
    const { flat } = found
    const name = `${flat.building} ${flat.number}`
    const earlier = rows.get(keyOf(flat))
    if (earlier !== undefined) {
      wrong('number', `${name} 和第 ${earlier} 行是同一套房，请删去一行`)
      continue
    }
    rows.set(keyOf(flat), row)
    const old = there.get(keyOf(flat))
    if (!old)
      read.flats.push({
        ...flat,
        code: codeFor(codes.get(flat.stationId) ?? '', flat.building, flat.number, taken),
      })
    else if (old.typeId !== flat.typeId)
      wrong('type', `${name} 已登记为“${typeNames.get(old.typeId) ?? ''}”，导入只添加新房，不改已有的`)
    else if (old.floor !== flat.floor) wrong('floor', `${name} 已登记在 ${old.floor} 层，导入只添加新房`)
    else if (old.accessible !== flat.accessible)
      wrong('accessible', `${name} 已登记为${old.accessible ? '' : '不是'}无障碍，导入只添加新房`)
    else read.known += 1
  }
  if (read.flats.length === 0 && read.known === 0 && read.faults.length === 0)
    throw new UnusableFile('表头下面没有房源，请从表头的下一行填起')
  return read
}

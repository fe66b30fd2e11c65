/** Limits of an inventory handed in as a file. Free of the schema library: the console says them. */

/** How large the file may be. */
export const maxInventoryBytes = 5 * 1024 * 1024
/** How many flats one file may hold. */
export const maxInventoryRows = 20_000
/** How many columns are looked at; a sheet that uses more is another. */
export const maxInventoryColumns = 60

/** What a file says of each flat: its heading, other headings that mean the same, and whether it has to be there. */
export const inventoryColumns = [
  { key: 'project', head: '项目', others: ['项目名称', '小区', '公寓'], needed: true },
  { key: 'type', head: '户型', others: ['户型名称', '房型'], needed: true },
  { key: 'building', head: '楼栋', others: ['栋', '幢', '楼号', '栋号'], needed: true },
  { key: 'floor', head: '楼层', others: ['层', '所在层'], needed: true },
  { key: 'number', head: '房号', others: ['室号', '门牌', '门牌号', '房间号'], needed: true },
  { key: 'accessible', head: '无障碍', others: ['无障碍房'], needed: false },
  { key: 'state', head: '现状', others: ['状态', '房态'], needed: false },
  { key: 'freeFrom', head: '预计空出日期', others: ['预计空出', '空出日期'], needed: false },
] as const
/** One of the columns. */
export type InventoryColumn = (typeof inventoryColumns)[number]['key']

/** Words and pure rules of the flats. Free of the schema library, so that the phone may import them. */

/** Where a flat stands. Exactly one of them, and one door of the server through which it changes. */
export const flatStates = ['free', 'in-round', 'chosen', 'let', 'repairing', 'withdrawn'] as const
/** One of {@link flatStates}. */
export type FlatState = (typeof flatStates)[number]
/** States in Chinese. */
export const flatStateLabels: Record<FlatState, string> = {
  free: '空着',
  'in-round': '在批次里',
  chosen: '已选定',
  let: '已出租',
  repairing: '维修中',
  withdrawn: '不出租',
}

/**
 * From where a flat may come to where. A flat that is let becomes free through nobody's wish, only by a lease
 * that ended; `repairing` in between is for the office to say.
 */
export const flatMoves: Record<FlatState, readonly FlatState[]> = {
  free: ['in-round', 'chosen', 'repairing', 'withdrawn'],
  'in-round': ['free', 'chosen', 'repairing', 'withdrawn'],
  chosen: ['free', 'in-round', 'let'],
  let: ['free', 'repairing'],
  repairing: ['free', 'withdrawn'],
  withdrawn: ['free', 'repairing'],
}

/** How flats are cut. The same words as the wish in the qualification's form. */
export const layouts = ['studio', 'one-room', 'two-rooms', 'three-rooms'] as const
/** One of {@link layouts}. */
export type Layout = (typeof layouts)[number]
/** Layouts in Chinese. */
export const layoutLabels: Record<Layout, string> = {
  studio: '单间',
  'one-room': '一室一厅',
  'two-rooms': '两室一厅',
  'three-rooms': '三室一厅',
}

/**
 * Rent at the talent rate, in whole fen a month: the market rent times the rate, rounded down to whole fen, in
 * favour of who pays. `percent` of the market rent, by the policy in force on the day.
 */
export const talentFen = (marketFen: number, percent: number): number =>
  Math.floor((marketFen * percent) / 100)

/** Rent of one square metre a month, in whole fen, rounded half up. */
export const fenPerSqm = (fenPerMonth: number, areaSqmHundredths: number): number =>
  Math.round((fenPerMonth * 100) / areaSqmHundredths)

/** What a flat costs a month, in whole fen; `PerSqm` for one square metre. */
export interface FlatRent {
  marketFen: number
  talentFen: number
  savedFen: number
  marketFenPerSqm: number
  talentFenPerSqm: number
}

/** Rents of a flat at market and at talent rate; `percent` of the market rent, by the policy on the day. */
export const flatRent = (
  { marketFenPerMonth, areaSqmHundredths }: { marketFenPerMonth: number; areaSqmHundredths: number },
  percent: number,
): FlatRent => {
  const talent = talentFen(marketFenPerMonth, percent)
  return {
    marketFen: marketFenPerMonth,
    talentFen: talent,
    savedFen: marketFenPerMonth - talent,
    marketFenPerSqm: fenPerSqm(marketFenPerMonth, areaSqmHundredths),
    talentFenPerSqm: fenPerSqm(talent, areaSqmHundredths),
  }
}

/** The parameter of the book that says which part of the market rent is paid, in percent. */
export const rentParameter = 'apartmentRent'
/** The policy of the book that says who may have a flat. */
export const apartmentPolicy = 'youth-apartment'

/** Drawn pictures that a project may have. */
export const drawings = ['courtyard', 'river', 'tower'] as const
/** One of {@link drawings}. */
export type Drawing = (typeof drawings)[number]
/** Pictures in words. */
export const drawingLabels: Record<Drawing, string> = { courtyard: '院落', river: '江边楼', tower: '高楼' }

/** What is near a project. */
export const transportKinds = ['metro', 'bus', 'work', 'shop', 'school', 'park'] as const
/** One of {@link transportKinds}. */
export type TransportKind = (typeof transportKinds)[number]
/** What is near, in Chinese. */
export const transportLabels: Record<TransportKind, string> = {
  metro: '地铁',
  bus: '公交',
  work: '上班',
  shop: '买菜购物',
  school: '上学',
  park: '公园',
}

/** The greatest rent that somebody may name as their limit, in fen a month. */
export const mostLimitFen = 10_000_000

/** What somebody wants to be told of. Empty lists, null: any. */
export interface FlatWish {
  layouts: readonly Layout[]
  projects: readonly string[]
  mostFenPerMonth: number | null
}

/** Whether a flat type is one that somebody wants to be told of. `fen` is what is paid a month. */
export const fitsWish = (
  { layouts: wanted, projects, mostFenPerMonth }: FlatWish,
  { layout, projectId, fen }: { layout: Layout; projectId: string; fen: number },
): boolean =>
  (wanted.length === 0 || wanted.includes(layout)) &&
  (projects.length === 0 || projects.includes(projectId)) &&
  (mostFenPerMonth === null || fen <= mostFenPerMonth)

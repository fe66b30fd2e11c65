import { checkHouseholdDocument } from '@jucai/contract/household-documents'
import type { MyRound, PublicRound, TicketBody } from '@jucai/contract/rounds'
import type { KeptApplication } from '../kept-draft'

/** An application while it is written. */
export type Written = Omit<TicketBody, 'revision'>
/** A wish: a project, or one type of flat in it. */
export type Wish = Written['wishes'][number]
/** What is wrong, in words, by `wishes`, `household` or `household/<member>`. */
export type Faults = Readonly<Record<string, string>>

/** One thing that can be wished for, with its words. */
export interface Offer extends Wish {
  words: string
}

/** What the homes of a pool offer: each project as a whole where it has several types, and each type. */
export const offersOf = ({ homes }: Pick<PublicRound, 'homes'>, pool: string): Offer[] => {
  const inPool = homes.filter((home) => home.pool === pool)
  return [...new Set(inPool.map(({ stationId }) => stationId))].flatMap((stationId) => {
    const here = inPool.filter((home) => home.stationId === stationId)
    const name = here[0]?.stationName ?? ''
    const types = here.map(({ typeId, typeName }) => ({ stationId, typeId, words: `${name} ${typeName}` }))
    return types.length > 1 ? [...types, { stationId, typeId: null, words: `${name}，户型都可以` }] : types
  })
}
/** Whether two wishes are the same. */
export const sameWish = (a: Wish, b: Wish): boolean => a.stationId === b.stationId && a.typeId === b.typeId

/** A wish as it is offered now: a whole project that has one type by now means that type; null for what is gone. */
const offered = (wish: Wish, offers: readonly Offer[]): Wish | null => {
  const here = offers.filter(({ stationId }) => stationId === wish.stationId)
  const found = here.find((offer) => sameWish(offer, wish)) ?? (wish.typeId === null ? here[0] : undefined)
  return found ? { stationId: found.stationId, typeId: found.typeId } : null
}

/**
 * What the page begins with: what this phone kept, else the ticket, else nothing but the classes that one is in.
 * What a changed round does not offer any more falls away.
 */
export const beginning = (round: PublicRound, mine: MyRound, kept: KeptApplication | null): Written => {
  const { ticket, standing } = mine
  const pools = [...new Set(round.homes.map(({ pool }) => pool))]
  const from = kept ?? (ticket && { ...ticket, classes: ticket.claimed })
  const pool = pools.find((one) => one === from?.pool) ?? pools[0] ?? ''
  const offers = offersOf(round, pool)
  const own = standing.classes.filter(({ outcome }) => outcome === 'yes').map(({ code }) => code)
  return {
    pool,
    wishes: (from?.wishes ?? []).flatMap((wish) => offered(wish, offers) ?? []),
    classes: from?.classes.filter((code) => round.classes.some((one) => one.code === code)) ?? own,
    household: standing.household.map(({ member, relation, document }) => {
      const before = kept?.household.find((one) => one.member === member)
      // A browser keeps no numbers: one that is empty there is no number that somebody took out.
      if (before?.documentNumber) return before
      if (document) return { member, documentType: document.type, documentNumber: null }
      const documentType = relation === 'child' ? 'birth-certificate' : 'resident-id'
      return { member, documentType: before?.documentType ?? documentType, documentNumber: '' }
    }),
    longerSlot: from?.longerSlot ?? false,
  }
}

/** What is wrong with an application, as far as a phone can tell. @param today the calendar day here */
export const faultsIn = (written: Written, mine: MyRound, today: string): Record<string, string> => {
  const faults: Record<string, string> = {}
  if (written.wishes.length === 0) faults.wishes = '至少选一个志愿。志愿只决定先给你看哪些房，不影响顺序'
  for (const { member, documentType, documentNumber } of written.household) {
    if (documentNumber === null) continue // as the ticket says already
    const check = checkHouseholdDocument(documentType, documentNumber, today)
    const relative = mine.standing.household.find((one) => one.member === member)
    if (!check.ok) faults[`household/${member}`] = check.detail
    else if (relative && check.birth !== '' && relative.bornOn !== '' && check.birth !== relative.bornOn)
      faults[`household/${member}`] =
        `证件上的出生日期是 ${check.birth}，资格申请里写的是 ${relative.bornOn}，请检查是不是${relative.name}的证件`
  }
  return faults
}

/** Faults that the server found, by the same keys. */
export const faultsFrom = (
  errors: readonly { pointer: string; detail: string }[],
  { household }: Written,
): Record<string, string> =>
  Object.fromEntries(
    errors.map(({ pointer, detail }) => {
      const [, part = '', at = ''] = pointer.split('/')
      const member = part === 'household' && at !== '' ? household[Number(at)]?.member : undefined
      return [member === undefined ? part : `household/${member}`, detail]
    }),
  )

/** A list with the item at `at` moved by one place. */
export const moved = <Item>(items: readonly Item[], at: number, by: -1 | 1): Item[] => {
  const next = [...items]
  const [item] = next.splice(at, 1)
  if (item !== undefined) next.splice(at + by, 0, item)
  return next
}

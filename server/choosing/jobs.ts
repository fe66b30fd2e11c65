import { swapHours } from '@jucai/contract/choosing-vocabulary'
import { spokenUntil } from '../core/clock'
import { joined, type NamedReactions } from '../core/feature'
import type { Reaction } from '../core/outbox'
import { flatsById } from '../housing'
import { notify } from '../notifications'
import type { ChoosingDeps, ChoosingRoomDeps, ChoosingWork } from './deps'
import { chosenFlat, flatWords } from './flats'
import { clearHolds } from './holds'
import { leaveRounds } from './leaving'
import { choiceById, noteChoice, openSlots, settleSlot, slotOf } from './repository'
import { choosingPage, standingPage } from './pages'
import { advance, holdLine } from './slots'
import { offerFlat, settleOffer } from './standing'
import { lapseSwap } from './swaps'

const swapsPage = '/choosing/swaps/index'

interface Words {
  title: string
  body: string
  link: string
}
const teller =
  (deps: ChoosingDeps) =>
  async ({ tx, now }: Reaction, personId: string, words: Words): Promise<void> =>
    notify(tx, deps.vault, now, { personId, kind: 'housing', ...words })

/** Tells people whose turn it is, what was chosen, and what became of their place. */
const turnReactions = (deps: ChoosingDeps): NamedReactions => {
  const tell = teller(deps)
  const workOf = ({ tx, now }: Reaction): ChoosingWork => ({ db: tx, now, deps })
  const titleOf = async ({ tx }: Reaction, roundId: string) =>
    (await deps.line.roundById(tx, roundId))?.title ?? '人才公寓'
  return {
    'slot.opened': {
      tell: async (reaction, { roundId, personId, last }) => {
        const slot = await slotOf(reaction.tx, roundId, personId)
        if (!slot || slot.outcome !== null) return
        const title = await titleOf(reaction, roundId)
        const until = last ? slot.last_call_at : slot.ends_at
        await tell(reaction, personId, {
          title: last ? '还可以补选一套房' : '轮到你选房了',
          body: `${title}。${until ? `${spokenUntil(until)}前` : '现在'}可以选，过了时间${last ? '名额就给下一位' : '轮到下一位，之后还可以补选'}。`,
          link: choosingPage(roundId),
        })
      },
    },
    'slot.passed': {
      tell: async (reaction, { roundId, personId }) => {
        const slot = await slotOf(reaction.tx, roundId, personId)
        // A slot of a later call has a reminder of its own.
        if (!slot || slot.outcome !== null || slot.ends_at > (await deps.boundary(reaction.tx))) return
        await tell(reaction, personId, {
          title: '选房时间已过，名额还在',
          body: `${await titleOf(reaction, roundId)}。已经轮到下一位；等现在正在选的人选完，你还可以选。`,
          link: choosingPage(roundId),
        })
      },
      // The next is called when time runs out, not when somebody looks.
      advance: async (reaction, { roundId }) => advance(workOf(reaction), roundId),
    },
    'slot.settled': {
      tell: async (reaction, { roundId, personId, outcome }) =>
        tell(reaction, personId, {
          title: outcome === 'refused' ? '已放弃这一批选房' : '这一批已过号',
          body: `${await titleOf(reaction, roundId)}。名额给了后面的人。可以留在候补名单里，以后的批次不受影响。`,
          link: standingPage,
        }),
      advance: async (reaction, { roundId }) => advance(workOf(reaction), roundId),
    },
    'flat.chosen': {
      tell: async (reaction, { choiceId, personId, roundId, byOffice }) => {
        const choice = await choiceById(reaction.tx, choiceId)
        if (!choice) return
        const flat = await chosenFlat(workOf(reaction), choice.flat_id)
        await tell(reaction, personId, {
          title: byOffice ? '工作人员替你选定了一套房' : '选定了一套房',
          body: `${flatWords(flat)}。${byOffice ? '原因写在“谁看过我的信息”里，不是你本意的，请马上联系人才办。' : ''}接下来签约；签约之前，双方都同意可以互换。`,
          link: choosingPage(roundId),
        })
      },
      advance: async (reaction, { roundId }) => advance(workOf(reaction), roundId),
      // Who has a flat waits for none.
      leaveLists: async (reaction, { personId, roundId, flatId }) => {
        const { tx } = reaction
        await tx.deleteFrom('standing_place').where('person_id', '=', personId).execute()
        const open = await tx
          .selectFrom('standing_offer')
          .selectAll()
          .where('person_id', '=', personId)
          .where('flat_id', '<>', flatId)
          .where('state', '=', 'open')
          .execute()
        for (const offer of open) await settleOffer(workOf(reaction), offer, 'ended')
        await leaveRounds(workOf(reaction), personId, { reason: 'holds-flat', but: roundId })
      },
    },
  }
}

const swapWords = {
  asked: ['有人想和你换房', `愿意的话，${swapHours} 小时内点同意，两套房随即互换；不愿意就不用管。`],
  done: ['换房完成', '两套房已经互换，接下来按新的签约。'],
  declined: ['对方不换', '你选的那套不变，可以再问别人。'],
  withdrawn: ['换房请求已撤回', '你选的那套不变。'],
  lapsed: ['换房请求过了时间', '你选的那套不变。'],
} as const

/** Tells of swaps and of what the standing list offers. */
const laterReactions = (deps: ChoosingDeps): NamedReactions => {
  const tell = teller(deps)
  return {
    'swap.changed': {
      tell: async (reaction, { swapId }) => {
        const swap = await reaction.tx
          .selectFrom('choice_swap')
          .selectAll()
          .where('id', '=', swapId)
          .executeTakeFirst()
        if (!swap) return
        const [title, body] = swapWords[swap.state]
        const whom = {
          asked: [swap.asked_id],
          withdrawn: [swap.asked_id],
          declined: [swap.asker_id],
          lapsed: [swap.asker_id],
          done: [swap.asker_id, swap.asked_id],
        }[swap.state]
        for (const personId of whom) await tell(reaction, personId, { title, body, link: swapsPage })
      },
    },
    'standing.offered': {
      tell: async (reaction, { offerId }) => {
        const { tx, now } = reaction
        const offer = await tx
          .selectFrom('standing_offer')
          .selectAll()
          .where('id', '=', offerId)
          .executeTakeFirst()
        if (offer?.state !== 'open') return
        const flat = await chosenFlat({ db: tx, now, deps }, offer.flat_id)
        await tell(reaction, offer.person_id, {
          title: '候补到一套房',
          body: `${flatWords(flat)}，为你留到 ${spokenUntil(offer.until)}。不要也请说一声，排到这个项目名单的最后，别的不受影响。`,
          link: standingPage,
        })
      },
    },
    'standing.settled': {
      offerOn: async ({ tx, now }, { offerId }) => {
        const offer = await tx
          .selectFrom('standing_offer')
          .selectAll()
          .where('id', '=', offerId)
          .executeTakeFirst()
        if (offer) await offerFlat({ db: tx, now, deps }, offer.flat_id)
      },
    },
    'flat.moved': {
      // What is free outside of a round goes by the list; what is not free any more does not.
      list: async ({ tx, now }, { flatId, to }) => {
        const work = { db: tx, now, deps }
        if (to !== 'free') {
          await tx.deleteFrom('standing_flat').where('flat_id', '=', flatId).execute()
          const open = await tx
            .selectFrom('standing_offer')
            .selectAll()
            .where('flat_id', '=', flatId)
            .where('state', '=', 'open')
            .executeTakeFirst()
          if (open) await settleOffer(work, open, 'ended')
          return
        }
        const flat = (await flatsById(tx, [flatId]))[0]
        if (flat?.state !== 'free') return
        await tx
          .insertInto('standing_flat')
          .values({ flat_id: flatId, station_id: flat.stationId, free_since: now })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        await offerFlat(work, flatId)
      },
      // So that boards of rounds see what the office did to a flat.
      board: async ({ tx }, { flatId, from, to }) => {
        if (from !== 'in-round' || to === 'chosen') return
        for (const roundId of await deps.line.roundsChoosing(tx))
          await noteChoice(tx, {
            round_id: roundId,
            flat_id: flatId,
            person_id: null,
            what: 'moved',
            at: await deps.boundary(tx),
            until: null,
          })
      },
    },
  }
}

/** Everything that follows from events. */
export const choosingReactions = (deps: ChoosingDeps): NamedReactions =>
  joined(turnReactions(deps), laterReactions(deps), {
    'round.moved': {
      // Who went is called no longer, whoever said so.
      settle: async ({ tx, now }, { roundId, number, act }) => {
        if (act !== 'skip') return
        await holdLine(tx, roundId)
        for (const slot of await openSlots(tx, roundId))
          if (slot.number === number)
            await settleSlot(tx, { roundId, personId: slot.person_id, outcome: 'passed-over', at: now })
      },
    },
    'round.called': {
      advance: async ({ tx, now }, { roundId }) => advance({ db: tx, now, deps }, roundId),
    },
  })

/** Opens slots that fall due, ends what ran out, offers what is free. */
export const passChoosing = async (deps: ChoosingRoomDeps, now: Date): Promise<void> => {
  const { db } = deps
  const inTransaction = (run: (work: ChoosingWork) => Promise<unknown>) =>
    db.transaction().execute((tx) => run({ db: tx, now, deps }))
  for (const roundId of await deps.line.roundsChoosing(db))
    await inTransaction((work) => advance(work, roundId))
  const at = await deps.boundary(db)
  const swaps = await db
    .selectFrom('choice_swap')
    .select('id')
    .where('state', '=', 'asked')
    .where('until', '<=', at)
    .limit(200)
    .execute()
  for (const { id } of swaps) await inTransaction((work) => lapseSwap(work, id))
  const offers = await db
    .selectFrom('standing_offer')
    .selectAll()
    .where('state', '=', 'open')
    .where('until', '<=', at)
    .limit(200)
    .execute()
  for (const offer of offers) await inTransaction((work) => settleOffer(work, offer, 'lapsed'))
  await clearHolds(db, await deps.moment(db))
}

/** Offers flats that are free to whoever is first by now: somebody joined a list, or the night is over. */
export const passStanding = async (deps: ChoosingRoomDeps, now: Date): Promise<void> => {
  const free = await deps.db
    .selectFrom('standing_flat')
    .select('flat_id')
    .orderBy('free_since')
    .limit(500)
    .execute()
  for (const { flat_id: flatId } of free)
    await deps.db.transaction().execute((db) => offerFlat({ db, now, deps }, flatId))
}

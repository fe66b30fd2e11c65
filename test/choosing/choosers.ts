import type { Choosing } from '@jucai/contract/choosing'
import type { Harness, Visitor } from '../harness'
import type { Opened } from './world'

/** Path parameters of a round. */
export const paramsOf = ({ roundId }: Pick<Opened, 'roundId'>) => ({ params: { round: roundId } })

/** Where somebody stands. */
export const stand = (who: Visitor, round: Opened): Promise<Choosing> =>
  who.call('GET /me/rounds/:round/choosing', paramsOf(round))
/** Holds the flat at a place of the round. */
export const hold = (who: Visitor, round: Opened, at: number): Promise<Choosing> =>
  who.call('PUT /me/rounds/:round/hold', { ...paramsOf(round), body: { flat: round.codes[at] as string } })
/** Confirms by a token. */
export const confirm = (
  who: Visitor,
  round: Opened,
  token: string | undefined,
  key?: string,
): Promise<Choosing> =>
  who.call(
    'POST /me/rounds/:round/choice',
    { ...paramsOf(round), body: { token: token as string } },
    key ? { idempotencyKey: key } : {},
  )
/** Holds and confirms. */
export const choose = async (who: Visitor, round: Opened, at: number): Promise<Choosing> =>
  confirm(who, round, (await hold(who, round, at)).hold?.token)
/** Lets go what is held. */
export const letGo = (who: Visitor, round: Opened): Promise<Choosing> =>
  who.call('DELETE /me/rounds/:round/hold', paramsOf(round))
/** Chooses none. */
export const refuse = (who: Visitor, round: Opened): Promise<Choosing> =>
  who.call('PUT /me/rounds/:round/refusal', paramsOf(round))
/** Where several stand. */
export const phases = async (round: Opened, ...who: Visitor[]): Promise<string[]> => {
  const found = []
  for (const one of who) found.push((await stand(one, round)).phase)
  return found
}
/** What the chores and the outbox do by themselves. */
export const pass = async ({ app, clock }: Harness): Promise<void> => {
  for (const { everyMs, run } of app.chores)
    if (everyMs === 5_000 || everyMs === 60_000) await run(clock.now())
  await app.worker.drain()
}
/** What somebody was told. */
export const titles = async ({ app }: Harness, who: Visitor): Promise<string[]> => {
  await app.worker.drain()
  return (await who.call('GET /me/messages')).items.map(({ title }) => title)
}

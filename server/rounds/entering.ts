import { drawnFault, games, type NamedSource } from '@jucai/contract/draw/sources'
import { sourceOutcomeLabels, type SourceOutcome } from '@jucai/contract/rounds-vocabulary'
import { audit } from '../core/audit'
import { fieldProblem, problem } from '../core/problem'
import { waitingCorrection } from './corrections'
import type { OfficeWork } from './deps'
import { needState, refusedStep } from './procedure'
import { recordStep, roundForUpdate, sourcesOf, type RoundRow } from './repository'
import { correctionOf, numbersOf, saidOf, standsOf } from './sources'

/** What somebody says of a named drawing. */
export interface SourceSaid {
  issue: string
  outcome: SourceOutcome
  numbers: number[]
  /** Of the bulletin. */
  address: string
  /** SHA-256 of the bulletin as the office saved it, in small hexadecimal digits. */
  pageHash: string | null
}

/** @throws Problem invalid-request for numbers that such a drawing does not have */
const needSound = (named: NamedSource, said: SourceSaid): void => {
  if (said.outcome !== 'held') {
    if (said.numbers.length > 0) throw fieldProblem('/numbers', '没有开奖就没有号码，请清空')
    return
  }
  const fault = drawnFault({ game: named.game, issue: said.issue, numbers: said.numbers }, named)
  if (fault) throw fieldProblem('/numbers', fault)
}

/**
 * Takes down what somebody says of a drawing. Two people say it apart; who says something else replaces what they said
 * before. While the round waits for the draw, and of a corrected bulletin until the choosing begins, which waits for it.
 * @throws Problem round-step-refused, invalid-request
 */
export const enterSource = async (
  work: OfficeWork,
  { roundId, position, said }: { roundId: string; position: number; said: SourceSaid },
): Promise<RoundRow> => {
  const { db, now, deps, actor } = work
  const row = await roundForUpdate(db, roundId)
  if (!row) throw problem('not-found')
  needState(row, ['locked', 'drawn'], '录入开奖号码')
  const named = sourcesOf(row)[position]
  if (!named) throw problem('not-found')
  if (!named.issues.includes(said.issue))
    throw fieldProblem('/issue', `公布过的期号是 ${named.issues.join('、')}，没有 ${said.issue}`)
  if ((await deps.boundary(db)) < row.first_drawing_at)
    throw refusedStep('公布过的开奖时间还没有到，不能录入。')
  needSound(named, said)
  const correction = await correctionOf(db, row)
  const wasWaiting = (await waitingCorrection(db, row)) !== null
  const before = standsOf(row, await saidOf(db, roundId, correction))[position]
  const own = before?.entries.find(
    ({ person_id: person, issue }) => person === actor.personId && issue === said.issue,
  )
  if (
    own?.outcome === said.outcome &&
    numbersOf(own).join() === said.numbers.join() &&
    own.address === said.address &&
    own.page_hash === said.pageHash
  )
    return row
  // What two people agree on stays, also against one of them; a correction is open until it is made.
  if (row.state === 'locked' && before?.state === 'agreed' && before.issue === said.issue)
    throw refusedStep('两个人已经录入一致。公告后来有更正的，请走“更正开奖”。')
  await db
    .insertInto('round_source')
    .values({
      round_id: roundId,
      position,
      issue: said.issue,
      person_id: actor.personId,
      outcome: said.outcome,
      numbers: JSON.stringify(said.numbers),
      address: said.address,
      page_hash: said.pageHash,
      correction,
      at: now,
    })
    .execute()
  const after = standsOf(row, await saidOf(db, roundId, correction))[position]
  const isAgreed = after !== undefined && (after.state === 'agreed' || after.issue !== before?.issue)
  const isWaiting = (await waitingCorrection(db, row)) !== null
  await recordStep(db, now, {
    roundId,
    step: isAgreed ? 'source-agreed' : after?.state === 'differs' ? 'source-differs' : 'source-entered',
    by: actor.personId,
    detail: `${games[named.game].label}第 ${said.issue} 期，${sourceOutcomeLabels[said.outcome]}`,
  })
  if (isWaiting !== wasWaiting)
    await recordStep(db, now, {
      roundId,
      step: isWaiting ? 'correction-entered' : 'correction-dropped',
      by: actor.personId,
      detail: games[named.game].label,
    })
  await audit(db, {
    at: now,
    actorId: actor.personId,
    actorRole: 'lead',
    action: 'round.source-entered',
    object: `round:${roundId}`,
    detail: { position, ...said, correction },
  })
  return row
}

import type { DraftSaved } from '@jucai/contract/policy-office'
import type { RequestOf } from '@jucai/contract/routes'
import type { Policy } from '@jucai/contract/policies/book'
import { pastChange } from '@jucai/contract/policies/corrections'
import type { FactDefinition } from '@jucai/contract/policies/facts'
import type { Parameter } from '@jucai/contract/policies/parameters'
import { isBlank } from '@jucai/contract/text'
import { isCriterion } from '@jucai/contract/policies/shape'
import { dayOf } from '../core/clock'
import { fieldProblem, problem } from '../core/problem'
import { isParagraph } from '../core/validation'
import { publishIn } from './books'
import { draftAt, faultsOfDraft, keepDraft, saveDraft, type OfficeWork } from './drafts'

const most = { policies: 60, parameters: 400, facts: 150 }
type Coded = { code: string }

/** A list with one of its entries written anew, or put at its end. @throws Problem invalid-request beyond `most` */
const written = <T extends Coded>(all: readonly T[], one: T, limit: number): T[] => {
  if (all.some(({ code }) => code === one.code)) return all.map((old) => (old.code === one.code ? one : old))
  if (all.length >= limit) throw fieldProblem('', `最多 ${limit} 项`)
  return [...all, one]
}
/**
 * What is taken out of a draft, where the base never had it; `kept` says why it stays otherwise.
 * @throws Problem not-found, invalid-request
 */
const takenOut = <T extends Coded>(
  [all, base]: readonly [readonly T[], readonly T[]],
  code: string,
  kept: { pointer: string; detail: string },
): [T, T[]] => {
  const old = all.find((one) => one.code === code)
  if (!old) throw problem('not-found')
  if (base.some((one) => one.code === code)) throw fieldProblem(kept.pointer, kept.detail)
  return [old, all.filter((one) => one.code !== code)]
}
const sameCode = (code: string, named: string, pointer: string) => {
  if (code !== named) throw fieldProblem(pointer, '编号和地址里的不一样；编号定下后不能改')
}

const textsOf = (json: unknown): string[] => {
  if (typeof json === 'string') return [json]
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsOf) : []
}
const checkCriterion = (criterion: unknown, pointer: string) => {
  if (!isCriterion(criterion))
    throw fieldProblem(
      pointer,
      '条件的写法不对：每一处只能是一种比较，或者“全部、任一、不是、至少几项、如果那么、人才办认定”中的一种，最多 12 层、400 处',
    )
  const texts = textsOf(criterion)
  if (texts.some((text) => !isParagraph(text) || isBlank(text)))
    throw fieldProblem(pointer, '条件里有空白的文字，或者无法识别的字符')
  if (texts.some((text) => text.length > 300)) throw fieldProblem(pointer, '条件里的一段文字最多 300 个字')
}

const checkPolicy = (policy: Policy) => {
  if (policy.criterion !== null) checkCriterion(policy.criterion, '/policy/criterion')
  policy.amounts.forEach(({ when }, at) => {
    if (when !== undefined) checkCriterion(when, `/policy/amounts/${at}/when`)
  })
}

/**
 * Writes a policy into the draft, or takes out one that was never published.
 * @throws Problem stale-version, invalid-request, not-found
 */
export const putPolicy = async (
  work: OfficeWork,
  code: string,
  { revision, policy }: RequestOf<'PUT /policy-draft/policies/:code'>['body'],
): Promise<DraftSaved> => {
  const draft = await draftAt(work, revision)
  const { book, base } = draft
  const act = { action: 'policy-draft.changed', object: `policy:${code}` }
  if (policy === null) {
    const [old, policies] = takenOut([book.policies, base.policies], code, {
      pointer: '/policy',
      detail: '已经发布过的政策不能删去；不再实行时，请填写施行的最后一天',
    })
    return saveDraft(work, draft, {
      ...act,
      book: { ...book, policies },
      what: `从草稿里删去了政策“${old.title}”`,
    })
  }
  sameCode(policy.code, code, '/policy/code')
  checkPolicy(policy)
  return saveDraft(work, draft, {
    ...act,
    book: { ...book, policies: written<Policy>(book.policies, policy, most.policies) },
    what: `改了政策“${policy.title}”`,
  })
}

/**
 * Writes a parameter into the draft, or takes out one that was never published.
 * @throws Problem stale-version, invalid-request when it changes what was so on days that are over and no
 * reason is given
 */
export const putParameter = async (
  work: OfficeWork,
  code: string,
  { revision, parameter, correction }: RequestOf<'PUT /policy-draft/parameters/:code'>['body'],
): Promise<DraftSaved> => {
  const draft = await draftAt(work, revision)
  const act = { action: 'policy-draft.changed', object: `policy-parameter:${code}` }
  if (parameter === null) {
    const [old, parameters] = takenOut([draft.book.parameters, draft.base.parameters], code, {
      pointer: '/parameter',
      detail: '已经发布过的参数不能删去：过去的判断还要用它',
    })
    return saveDraft(work, draft, {
      ...act,
      book: { ...draft.book, parameters },
      what: `从草稿里删去了参数“${old.label}”`,
    })
  }
  sameCode(parameter.code, code, '/parameter/code')
  const before = draft.base.parameters.find((one) => one.code === code)
  const past = before ? pastChange(before, parameter, dayOf(work.now)) : null
  if (past !== null && correction === null)
    throw fieldProblem(
      '/parameter/values',
      `${past}。已经生效的值不能直接改：请加一个新的值，写明从哪天起；确实写错了的，标为更正并写明理由`,
    )
  const { [code]: _, ...others } = draft.corrections
  return saveDraft(work, draft, {
    ...act,
    book: {
      ...draft.book,
      parameters: written<Parameter>(draft.book.parameters, parameter, most.parameters),
    },
    corrections: past !== null && correction !== null ? { ...others, [code]: correction } : others,
    what: `${past === null ? '改了' : '更正了'}参数“${parameter.label}”`,
  })
}

/** What somebody answered is kept under the fact's code, so that its form has to stay what it was. */
const isSameForm = ({ type: before }: FactDefinition, { type: after }: FactDefinition): boolean => {
  if (before.kind === 'integer' && after.kind === 'integer') return before.unit === after.unit
  if (before.kind === 'choice' && after.kind === 'choice')
    return before.options.every(({ value }) => after.options.some((option) => option.value === value))
  return before.kind === after.kind
}

/**
 * Writes a fact into the draft, or takes out one that was never published.
 * @throws Problem stale-version, not-found, invalid-request when answers to what was published would lose their meaning
 */
export const putFact = async (
  work: OfficeWork,
  code: string,
  { revision, fact }: RequestOf<'PUT /policy-draft/facts/:code'>['body'],
): Promise<DraftSaved> => {
  const draft = await draftAt(work, revision)
  const { book, base } = draft
  const act = { action: 'policy-draft.changed', object: `policy-fact:${code}` }
  if (fact === null) {
    const [old, facts] = takenOut([book.facts, base.facts], code, {
      pointer: '/fact',
      detail: '已经发布过的事实不能删去：大家的回答还在它下面',
    })
    return saveDraft(work, draft, {
      ...act,
      book: { ...book, facts },
      what: `从草稿里删去了事实“${old.label}”`,
    })
  }
  sameCode(fact.code, code, '/fact/code')
  const published = base.facts.find((one) => one.code === code)
  if (published && !isSameForm(published, fact))
    throw fieldProblem(
      '/fact/type',
      '已经发布过的事实不能换回答的形式、单位，也不能去掉选项：大家已经这样回答过。请新增一项事实',
    )
  return saveDraft(work, draft, {
    ...act,
    book: { ...book, facts: written<FactDefinition>(book.facts, fact, most.facts) },
    what: `改了事实“${fact.label}”`,
  })
}

/** Writes all rules into the draft. @throws Problem stale-version */
export const putRules = async (
  work: OfficeWork,
  { revision, rules }: RequestOf<'PUT /policy-draft/rules'>['body'],
): Promise<DraftSaved> => {
  const draft = await draftAt(work, revision)
  return saveDraft(work, draft, {
    action: 'policy-draft.changed',
    object: 'policy-rules:all',
    book: { ...draft.book, rules },
    what: '改了政策之间的规则',
  })
}

const openAt = async (work: OfficeWork, revision: number) => {
  const draft = await draftAt(work, revision)
  if (!draft.open) throw problem('not-found', { detail: '现在没有草稿' })
  return draft
}

/** Throws the draft away. @throws Problem stale-version, not-found */
export const dropDraft = async (work: OfficeWork, revision: number): Promise<void> => {
  const draft = await openAt(work, revision)
  await keepDraft(work, draft, {
    book: null,
    what: '放弃了草稿',
    action: 'policy-draft.dropped',
    object: `policy-draft:${draft.basedOn}`,
  })
}

/** A draft that could be published. @throws Problem invalid-request with every fault, at its place in the book */
export const refuseFaults = (faults: readonly { at: string; message: string }[]): void => {
  if (faults.length === 0) return
  throw problem('invalid-request', {
    detail: '草稿里还有问题，不能发布',
    errors: faults
      .slice(0, 50)
      .map(({ at, message }) => ({ pointer: `/${at.split('.').join('/')}`, detail: message })),
  })
}

/**
 * Proposes the draft for publication; as another person, publishes what was proposed.
 * @throws Problem stale-version, not-found, invalid-request, two-person-rule, event-not-allowed when another
 * version was published meanwhile
 */
export const publishDraft = async (
  work: OfficeWork,
  { revision, source }: { revision: number; source: string },
): Promise<{ published: number | null; revision: number }> => {
  const { db, now, actor } = work
  const draft = await openAt(work, revision)
  refuseFaults(await faultsOfDraft(work, draft))
  const { proposal, corrections, book, basedOn } = draft
  const object = `policy-draft:${basedOn}`
  if (!proposal) {
    const next = await keepDraft(work, draft, {
      book,
      proposal: { by: actor.personId, at: now, source },
      what: '提出发布草稿',
      action: 'policy-draft.proposed',
      object,
    })
    return { published: null, revision: next }
  }
  if (proposal.by === actor.personId)
    throw problem('two-person-rule', { detail: '提出和发布要由两个人办理，请另一位负责人核对后发布' })
  if (proposal.source !== source) throw fieldProblem('/source', `提出时写的依据是“${proposal.source}”`)
  const published = await publishIn(
    db,
    { book, source, by: actor.personId, detail: { proposedBy: proposal.by, corrections } },
    now,
  )
  if (published !== basedOn + 1)
    throw problem('event-not-allowed', {
      detail: `这份草稿是从第 ${basedOn} 版改来的，之后已经发布了第 ${published - 1} 版。请放弃草稿，从新版重新改`,
    })
  const closed = await keepDraft(work, draft, {
    book: null,
    what: `发布了第 ${published} 版`,
    action: 'policy-draft.published',
    object,
  })
  return { published, revision: closed }
}

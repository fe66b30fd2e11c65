/**
 * What a criterion comes to: met, not met, not known yet (an answer would tell), does not concern this
 * person, or for the office to judge, which no answer of the person tells.
 */
export const outcomes = ['pass', 'fail', 'unknown', 'not-applicable', 'not-computed'] as const
/** One of {@link outcomes}. */
export type Outcome = (typeof outcomes)[number]
/** Outcomes in Chinese. */
export const outcomeLabels: Record<Outcome, string> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不适用',
  'not-computed': '由人才办认定',
}

/**
 * Everything a criterion may still come to, as a sum of: 1 pass, 2 fail, 4 not applicable, 8 for the office.
 * One alone is the outcome; several are *unknown*. So a criterion is decided as soon as no answer can change
 * it, and knowing more only ever takes possibilities away.
 */
export type Possible = number
/** It may pass. */
export const mayPass = 1
/** It may fail. */
export const mayFail = 2
/** It may turn out not to concern the person. */
export const mayNotApply = 4
/** The office may have to judge. */
export const mayBeJudged = 8

const outcomeBy = Array.from({ length: 16 }, (_, possible): Outcome => {
  if (possible === mayPass) return 'pass'
  if (possible === mayFail) return 'fail'
  if (possible === mayNotApply) return 'not-applicable'
  return possible === mayBeJudged ? 'not-computed' : 'unknown'
})
/** The outcome that a set of possibilities is. */
export const outcomeOfPossible = (possible: Possible): Outcome => outcomeBy[possible] ?? 'unknown'

// A part that does not apply says nothing; then one outcome overrides the other, strongest last: what all
// must meet fails by one failure, whatever the office would say; what any may meet passes by one pass.
const strength = {
  all: [mayNotApply, mayPass, mayBeJudged, mayFail],
  any: [mayNotApply, mayFail, mayBeJudged, mayPass],
}
const joinTable = (order: readonly number[]): Uint8Array => {
  const table = new Uint8Array(256)
  for (let pair = 0; pair < 256; pair += 1)
    order.forEach((one, i) =>
      order.forEach((other, j) => {
        if ((pair >> 4) & one && pair & 15 & other)
          table[pair] = (table[pair] ?? 0) | (order[Math.max(i, j)] ?? 0)
      }),
    )
  return table
}
/** What two parts come to together, by `one * 16 + other`. */
export const joined = { all: joinTable(strength.all), any: joinTable(strength.any) }
/** What two parts of `all` or of `any` come to together. */
export const join = (rule: 'all' | 'any', one: Possible, other: Possible): Possible =>
  joined[rule][(one << 4) | other] ?? 0

/** The opposite: of pass fail, of fail pass; the others stay. */
export const opposite = (possible: Possible): Possible =>
  (possible & 12) | ((possible & mayPass) << 1) | ((possible & mayFail) >> 1)

/** What `when … then …` comes to: a condition that fails or does not apply makes it not applicable. */
export const conditional = (when: Possible, then: Possible): Possible =>
  (when & mayPass ? then : 0) |
  (when & (mayFail | mayNotApply) ? mayNotApply : 0) |
  (when & mayBeJudged ? mayBeJudged : 0)

/**
 * What “at least `count` of these” comes to. Parts that do not apply count for nothing; if none applies, the
 * whole does not. It fails when passes and what the office judges together are too few.
 */
export const atLeast = (count: number, parts: readonly Possible[]): Possible => {
  let [surePasses, passable, judgeable, sureCounting] = [0, 0, 0, 0]
  let [canFail, isEveryAbsentable] = [false, true]
  for (const part of parts) {
    if (part === mayPass) surePasses += 1
    if (part & mayBeJudged) judgeable += 1
    else if (part & mayPass) passable += 1
    if (!(part & (mayFail | mayNotApply))) sureCounting += 1
    if (part & mayFail) canFail = true
    if (!(part & mayNotApply)) isEveryAbsentable = false
  }
  const everPass = parts.filter((part) => part & mayPass).length
  const isJudged = judgeable > 0 && surePasses < count && Math.min(count - 1, passable) + judgeable >= count
  const fails =
    sureCounting < count && (canFail || sureCounting > 0 || (count > 1 && everPass + judgeable > 0))
  return (
    (everPass >= count ? mayPass : 0) |
    (fails ? mayFail : 0) |
    (isEveryAbsentable ? mayNotApply : 0) |
    (isJudged ? mayBeJudged : 0)
  )
}

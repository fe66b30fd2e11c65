import type { ProblemExtras } from '@jucai/contract/problem-extras'
import { problems, type FieldError, type ProblemBody, type ProblemCode } from '@jucai/contract/problems'

/**
 * What may accompany a problem. `commit` keeps what the transaction wrote so far, for example a counted
 * wrong try.
 */
export interface ProblemOptions {
  detail?: string
  errors?: FieldError[]
  commit?: boolean
}
/** With the extra members of its code, which must be there unless all of them are optional. */
type OptionsOf<Code extends ProblemCode> = Code extends keyof ProblemExtras
  ? Record<never, never> extends ProblemExtras[Code]
    ? [options?: ProblemOptions & { extra?: ProblemExtras[Code] }]
    : [options: ProblemOptions & { extra: ProblemExtras[Code] }]
  : [options?: ProblemOptions]

/** A refusal that the one error handler renders as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly options: ProblemOptions & { extra?: object }
  constructor(code: ProblemCode, options: ProblemOptions & { extra?: object } = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.options = options
  }

  get status(): number {
    return problems[this.code].status
  }

  /** The reply body. */
  body(instance?: string): ProblemBody {
    const { detail, errors, extra } = this.options
    return {
      ...extra,
      type: `urn:jucai:problem:${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      ...(detail ? { detail } : {}),
      ...(instance ? { instance } : {}),
      ...(errors ? { errors } : {}),
    }
  }
}

/** Makes a problem to throw: `throw problem('not-found')`. */
export const problem = <Code extends ProblemCode>(code: Code, ...[options]: OptionsOf<Code>): Problem =>
  new Problem(code, options)
/** What a problem carries when it has this code; undefined for every other failure. */
export const extraOf = <Code extends keyof ProblemExtras>(
  error: unknown,
  code: Code,
): ProblemExtras[Code] | undefined =>
  error instanceof Problem && error.code === code
    ? (error.options.extra as ProblemExtras[Code] | undefined)
    : undefined
/** A 422 for one field. */
export const fieldProblem = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', { errors: [{ pointer, detail }] })

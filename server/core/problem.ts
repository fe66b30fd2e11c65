import { problems, type FieldError, type ProblemBody, type ProblemCode } from '@jucai/contract/problems'

/**
 * What may accompany a problem. `commit` keeps what the transaction wrote so far, for example a counted
 * wrong try.
 */
export interface ProblemOptions {
  detail?: string
  errors?: FieldError[]
  extra?: Record<string, unknown>
  commit?: boolean
}

/** A refusal that the one error handler renders as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly options: ProblemOptions
  constructor(code: ProblemCode, options: ProblemOptions = {}) {
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
export const problem = (code: ProblemCode, options?: ProblemOptions): Problem => new Problem(code, options)
/** A 422 for one field. */
export const fieldProblem = (pointer: string, detail: string): Problem =>
  new Problem('invalid-request', { errors: [{ pointer, detail }] })

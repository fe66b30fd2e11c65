import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, problem } from './problem'
import { fieldErrors } from './validation'

// Connection refused, reset, cut; the server starting, stopping, or out of connections; two acts that waited
// for each other, of which one was given up: to be tried again.
const awayCodes = /^(ECONN|EPIPE|ETIMEDOUT|57P0|08|53300|40P01|40001)/
const unreadable = new Set(['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH'])
const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '')

/** Whatever was thrown, as a problem. Only what nobody foresaw becomes `internal`. */
export const problemFrom = (error: unknown): Problem => {
  if (error instanceof Problem) return error
  const { validation, statusCode, validationContext } = error as FastifyError
  if (validation)
    return validationContext === 'params'
      ? problem('not-found')
      : problem('invalid-request', { errors: fieldErrors(validation as never) })
  // An address that cannot be read, or is longer than any of ours, names nothing.
  if (unreadable.has(codeOf(error))) return problem('not-found')
  if (statusCode === 413) return problem('body-too-large')
  if (statusCode === 429) return problem('too-many-requests')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return problem('malformed-request', { detail: '请以 JSON 提交，并检查格式' })
  if (codeOf(error) === '22021' || codeOf(error) === '22P05')
    return problem('malformed-request', { detail: '内容含有无法保存的字符' })
  if (
    awayCodes.test(codeOf(error)) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(String(error))
  )
    return problem('unavailable')
  return problem('internal')
}

/** Renders any error of a request as RFC 9457 problem+json. */
export const renderError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const found = problemFrom(error)
  // The error's own message may quote personal data, so only its name, code and place in the code are logged.
  if (found.status >= 500)
    request.log.error(
      {
        name: (error as Error).name,
        code: codeOf(error),
        stack: (error as Error).stack?.split('\n').slice(1, 6),
      },
      'request failed',
    )
  return reply
    .code(found.status)
    .type('application/problem+json')
    .send(JSON.stringify(found.body(request.id)))
}

/** One handler renders every error as RFC 9457 problem+json. */
export const renderProblems = (app: FastifyInstance): void => {
  app.setErrorHandler(renderError)
}

/** Answers what is not HTTP, or whose head is too large, before there is a request to answer. */
export const refuseConnection = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const body = JSON.stringify(problem('malformed-request').body())
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * A long public reply of a GET, as the contract says it, written piece by piece while the client takes it, so that none
 * of it is held whole.
 */
export class Streamed {
  constructor(
    readonly of: {
      /** Names these bytes: another reply of the route has another one. Letters, digits and hyphens. */
      tag: string
      /** Whether the same address answers these bytes for ever. */
      isFinal: boolean
      /** The reply as JSON; asked for only where it is sent. */
      pieces(): AsyncIterable<string>
    },
  ) {}
}

/** An object as JSON, one of whose members is a long text. */
export async function* withLongText(
  name: string,
  text: AsyncIterable<string>,
  others: Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(others).slice(0, -1)},${JSON.stringify(name)}:"`
  for await (const piece of text) yield JSON.stringify(piece).slice(1, -1)
  yield '"}'
}

const secondsKept = 7 * 86_400

/** Answers it, or that the client has it already (RFC 9110, 13.1.2). */
export const sendStreamed = (
  request: FastifyRequest,
  reply: FastifyReply,
  { of: { tag, isFinal, pieces } }: Streamed,
): FastifyReply => {
  // Weak: compressed it is other bytes.
  const etag = `W/"${tag}"`
  reply
    .header('etag', etag)
    .header('cache-control', isFinal ? `public, max-age=${secondsKept}, immutable` : 'public, no-cache')
  const had = String(request.headers['if-none-match'] ?? '')
  if (had.split(',').some((one) => one.trim() === etag)) return reply.code(304).send()
  // Text, whose pieces become the stream’s bytes one after another.
  return reply.type('application/json; charset=utf-8').send(Readable.from(bytesOf(pieces())))
}

async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) if (piece !== '') yield Buffer.from(piece)
}

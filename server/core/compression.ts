import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createGzip, gzip } from 'node:zlib'
import type { onSendAsyncHookHandler } from 'fastify'

const worthIt = 2048
const packers: [name: string, pack: (text: string) => Promise<Buffer>][] = [
  [
    'br',
    (text) =>
      promisify(brotliCompress)(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 4,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        },
      }),
  ],
  ['gzip', (text) => promisify(gzip)(text)],
]

/** The codings that a client accepts (RFC 9110, 12.5.3): those it gives no weight of zero. */
const acceptedBy = (header: string | string[] | undefined): string[] =>
  String(header ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const [name = '', ...parameters] = part.split(';').map((one) => one.trim())
      return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
    })

/**
 * Compresses longer replies for clients that ask for it. Only for replies that hold nothing secret: the
 * length of a compressed secret beside chosen text gives it away (BREACH).
 */
export const compressReply: onSendAsyncHookHandler<unknown> = async (request, reply, payload) => {
  const isLong = payload instanceof Readable || (typeof payload === 'string' && payload.length >= worthIt)
  if (!isLong) return payload
  reply.header('vary', 'accept-encoding')
  const accepted = acceptedBy(request.headers['accept-encoding'])
  if (payload instanceof Readable) {
    if (!accepted.includes('gzip')) return payload
    reply.header('content-encoding', 'gzip')
    // Whoever stops reading ends all of it; what breaks off shows in the reply, which is then not whole.
    return pipeline(payload, createGzip({ level: 1 }), () => undefined)
  }
  const packer = packers.find(([name]) => accepted.includes(name))
  if (!packer) return payload
  const [name, pack] = packer
  reply.header('content-encoding', name).removeHeader('content-length')
  return pack(payload)
}

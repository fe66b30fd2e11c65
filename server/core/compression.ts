import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
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
  if (typeof payload !== 'string' || payload.length < worthIt) return payload
  reply.header('vary', 'accept-encoding')
  const accepted = acceptedBy(request.headers['accept-encoding'])
  const packer = packers.find(([name]) => accepted.includes(name))
  if (!packer) return payload
  const [name, pack] = packer
  reply.header('content-encoding', name).removeHeader('content-length')
  return pack(payload)
}

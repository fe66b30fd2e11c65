import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { Storage } from '../core/ports'
import { problem } from '../core/problem'

/**
 * A bucket that speaks S3 (MinIO, COS, OSS, S3). `url` holds the bucket:
 * `https://name-1250000000.cos.ap-guangzhou.myqcloud.com`, `https://name.oss-cn-hangzhou.aliyuncs.com`,
 * `http://minio:9000/name`; a prefix may follow.
 */
export interface S3Settings {
  url: string
  keyId: string
  secret: string
  region: string
  timeoutMs?: number
}

const errorCodeOf = (xml: string): string | undefined => /<Code>([A-Za-z0-9.]{1,80})<\/Code>/.exec(xml)?.[1]

/**
 * Files in an S3-compatible bucket. Each request is signed (AWS Signature Version 4) over the hash of its
 * body.
 * @param failed is told the provider's error code, or `network`, for the operator's log
 */
export const s3Storage = (
  settings: S3Settings,
  failed: (code: string) => void = () => undefined,
): Storage => {
  const { url, keyId, secret, region, timeoutMs = 20_000 } = settings
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region })

  const ask = async (
    method: 'PUT' | 'GET' | 'DELETE',
    name: string,
    body?: Uint8Array,
  ): Promise<{ status: number; bytes: Buffer }> => {
    try {
      const signed = await client.sign(`${url.replace(/\/$/, '')}/${name}`, {
        method,
        ...(body ? { body: Buffer.from(body) } : {}),
        headers: {
          'x-amz-content-sha256': createHash('sha256')
            .update(body ?? '')
            .digest('hex'),
          ...(body ? { 'content-type': 'application/octet-stream' } : {}),
        },
      })
      const reply = await fetch(signed, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
      return { status: reply.status, bytes: Buffer.from(await reply.arrayBuffer()) }
    } catch {
      failed('network')
      throw problem('storage-unavailable')
    }
  }
  // Once more after an error of the network or of the provider: all three requests may be repeated.
  const insist = async (...request: Parameters<typeof ask>) => {
    const first = await ask(...request).catch(() => null)
    return first && first.status < 500 ? first : ask(...request)
  }
  const need = ({ status, bytes }: { status: number; bytes: Buffer }, ...good: number[]): Buffer => {
    if (good.includes(status)) return bytes
    failed(errorCodeOf(bytes.toString('utf8', 0, 2000)) ?? String(status))
    throw problem('storage-unavailable')
  }
  return {
    put: async (name, bytes) => {
      need(await insist('PUT', name, bytes), 200, 201, 204)
    },
    get: async (name) => need(await insist('GET', name), 200),
    remove: async (name) => {
      need(await insist('DELETE', name), 200, 204, 404)
    },
  }
}

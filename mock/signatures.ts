import { createHash } from 'node:crypto'
import type { Clock } from '../server/core/clock'
import type { Randomness, SignatureProof, Signatures, SmsGateway } from '../server/core/ports'
import { problem } from '../server/core/problem'

/** A provider as the sample city knows it: it counts what it signed, and may be away. */
export interface SampleSignatures extends Signatures {
  /** How often it signed or sealed something new. */
  signed: number
  down: boolean
}

const lifeMs = 300_000
const maxTries = 5

interface Asked {
  sha256: string
  code: string
  until: number
  tries: number
}

/**
 * An e-signature provider in memory that behaves as real ones do: a code by SMS for each document, five minutes, five
 * tries, the same answer when asked again. Its signature is a hash that shows which document it was made for.
 */
export const sampleSignatures = ({
  sms,
  random,
  clock,
}: {
  sms: Pick<SmsGateway, 'sendCode'>
  random: Pick<Randomness, 'digits6'>
  clock: Clock
}): SampleSignatures => {
  const asked = new Map<string, Asked>()
  const proofs = new Map<string, SignatureProof>()
  const up = () => {
    if (provider.down)
      throw problem('signing-unavailable', { detail: '签约服务没有应答，什么都没有签，请稍后再试' })
  }
  const prove = (requestId: string, sha256: string): SignatureProof => {
    const key = `${requestId} ${sha256}`
    const known = proofs.get(key)
    if (known) return known
    const proof = {
      provider: '示例签约服务',
      serial: `SQ${requestId.replaceAll('-', '').slice(0, 16).toUpperCase()}`,
      at: clock(),
      signature: createHash('sha256').update(`sample ${key}`).digest('base64'),
    }
    proofs.set(key, proof)
    provider.signed += 1
    return proof
  }
  const provider: SampleSignatures = {
    signed: 0,
    down: false,
    request: async ({ requestId, sha256, signer }) => {
      up()
      const code = random.digits6()
      asked.set(requestId, { sha256, code, until: clock().getTime() + lifeMs, tries: 0 })
      await sms.sendCode(signer.phone, code, requestId)
    },
    confirm: async ({ requestId, sha256, code }) => {
      up()
      const known = proofs.get(`${requestId} ${sha256}`)
      const open = asked.get(requestId)
      if (known && open?.code === code) return known
      if (open?.sha256 !== sha256 || open.until <= clock().getTime())
        throw problem('sms-code-expired', { detail: '请重新获取验证码' })
      if (open.tries >= maxTries) throw problem('sms-code-too-many-tries')
      if (open.code !== code) {
        open.tries += 1
        if (open.tries >= maxTries) throw problem('sms-code-too-many-tries')
        const left = maxTries - open.tries
        throw problem('sms-code-wrong', { detail: `还可以再试 ${left} 次`, extra: { triesLeft: left } })
      }
      return prove(requestId, sha256)
    },
    seal: async ({ requestId, sha256 }) => {
      up()
      return prove(requestId, sha256)
    },
  }
  return provider
}

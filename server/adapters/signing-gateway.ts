import type { SignatureProof, Signatures } from '../core/ports'
import { problem } from '../core/problem'

/** The city's gateway to its e-signature provider. */
export interface SigningSettings {
  /** Without a slash at the end. */
  url: string
  /** Sent as a bearer token. */
  key: string
  timeoutMs?: number
}

const away = (detail: string) => problem('signing-unavailable', { detail })

/** A city without a signature provider: nothing is signed, and everybody is told. */
export const noSignatures: Signatures = (() => {
  const refuse = () => Promise.reject(away('这座城市还没有接入电子签约服务。请联系人才办，合同可以当面签'))
  return { request: refuse, confirm: refuse, seal: refuse }
})()

const refusals: Readonly<Record<string, () => Error>> = {
  'code-wrong': () => problem('sms-code-wrong', { extra: { triesLeft: 1 } }),
  'code-expired': () => problem('sms-code-expired', { detail: '请重新获取验证码' }),
  'too-many-tries': () => problem('sms-code-too-many-tries'),
  'not-sent': () => problem('sms-not-sent'),
}

const proofOf = (reply: unknown): SignatureProof => {
  const { provider, serial, at, signature } = (reply ?? {}) as Record<string, unknown>
  const moment = new Date(String(at))
  if (
    typeof provider !== 'string' ||
    typeof serial !== 'string' ||
    typeof signature !== 'string' ||
    Number.isNaN(moment.getTime())
  )
    throw away('签约服务的答复看不懂，没有签。请稍后再试')
  return { provider, serial, signature, at: moment }
}

/**
 * Signs through a gateway that speaks JSON over HTTPS, because each provider speaks a language of its own:
 * `POST /requests` sends the signer a code, `POST /confirmations` signs with it, `POST /seals` puts the city's seal to a
 * document; each the same again for the same `requestId`. A proof is {provider, serial, at, signature}; a refusal is 409
 * with `reason`: code-wrong, code-expired, too-many-tries or not-sent.
 * @param failed is told what went wrong, without anything personal
 */
export const signingGateway = (
  { url, key, timeoutMs = 15_000 }: SigningSettings,
  failed: (code: string) => void = () => undefined,
): Signatures => {
  const post = async (path: string, body: object): Promise<unknown> => {
    let response: Response
    try {
      response = await fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (error) {
      failed(error instanceof Error ? error.name : 'error')
      throw away('签约服务没有应答，请稍后再试；已经签上的再试一次不会重签')
    }
    const reply: unknown = await response.json().catch(() => null)
    if (response.ok) return reply
    const reason = String((reply as { reason?: unknown } | null)?.reason ?? '')
    const refusal = response.status === 409 ? refusals[reason] : undefined
    if (refusal) throw refusal()
    failed(`${response.status} ${/^[a-z-]{1,40}$/.test(reason) ? reason : ''}`.trim())
    throw away('签约服务没有办成，什么都没有签，请稍后再试')
  }
  return {
    request: async (asked) => {
      await post('/requests', asked)
    },
    confirm: async (given) => proofOf(await post('/confirmations', given)),
    seal: async (asked) => proofOf(await post('/seals', asked)),
  }
}

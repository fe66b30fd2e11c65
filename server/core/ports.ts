/**
 * What lies outside and can be exchanged: each port has a real adapter in `server/adapters/` and a sample
 * one in `mock/`.
 */

/**
 * What became of a message handed to a gateway. `unsent`: surely not, try again later. `uncertain`: nobody
 * knows, so it is not sent again.
 * `refused`: by the gateway or by whom it was for.
 */
export type SendOutcome = 'sent' | 'refused' | 'unsent' | 'uncertain'

/** A text message that is not a code: its template's key, and what fills it in order. */
export interface SmsNotice {
  /** Its room says it in `messages`. */
  topic: string
  values: readonly string[]
}

/**
 * A WeChat subscribe message: `values` are matter, state and time, as its template has them; `page` opens
 * on a tap.
 */
export interface SubscribeMessage {
  topic: string
  values: readonly [matter: string, state: string, time: string]
  page: string
}

/** Sends text messages. */
export interface SmsGateway {
  /**
   * Sends a verification code. `requestId` is stable over retries.
   * @throws Problem sms-not-sent when the gateway refuses or does not answer.
   */
  sendCode(phone: string, code: string, requestId: string): Promise<void>
  /** Sends a notice by the template of its topic; `refused` where there is none. Never throws. `requestId` is stable over retries. */
  sendNotice(phone: string, notice: SmsNotice, requestId: string): Promise<SendOutcome>
}

/** WeChat's server interface, as far as it is needed. */
export interface WeChat {
  /**
   * `jscode2session`.
   * @throws Problem wechat-code-invalid (40029, 40163), too-many-requests (45011), wechat-unavailable
   */
  openIdOf(loginCode: string): Promise<string>
  /** `getuserphonenumber`. @throws Problem wechat-code-invalid (40029), wechat-unavailable */
  phoneOf(phoneCode: string): Promise<string>
  /** The template that a consent is asked for; null where the city has none. */
  templateIdOf(topic: string): string | null
  /** `message/subscribe/send`. Never throws. */
  sendSubscribeMessage(openId: string, message: SubscribeMessage): Promise<SendOutcome>
}

/**
 * Keeps files by name: lower case letters, digits, hyphens and slashes. What it is given is encrypted
 * already.
 */
export interface Storage {
  /** Whole or not at all, and durable when it returns. @throws Problem storage-unavailable */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** @throws Problem storage-unavailable, also when there is no such file */
  get(name: string): Promise<Buffer>
  /** No error when there is no such file. @throws Problem storage-unavailable */
  remove(name: string): Promise<void>
}

/** Signs credentials. The key may live in a hardware module: only the signature comes out. */
export interface IssuerKey {
  /** Key id as it stands in the protected header. */
  id: Uint8Array
  /** Raw Ed25519 public key, 32 bytes. */
  publicKey: Uint8Array
  /** Ed25519 (RFC 8032) over `message`. */
  sign(message: Uint8Array): Promise<Uint8Array>
}

/** Randomness, handed in so that tests decide. */
export interface Randomness {
  /** Cryptographically strong bytes. */
  bytes(count: number): Uint8Array
  /** A code of 6 decimal digits, uniformly. */
  digits6(): string
}

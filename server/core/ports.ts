/**
 * What lies outside and can be exchanged: each port has a real adapter in `server/adapters/` and a sample one in `mock/`.
 */

/** Sends text messages. */
export interface SmsGateway {
  /**
   * Sends a verification code. `requestId` is stable over retries.
   * @throws Problem sms-not-sent when the gateway refuses or does not answer.
   */
  sendCode(phone: string, code: string, requestId: string): Promise<void>
  /**
   * Asks somebody who was referred whether they agree. `link` is the whole address of the page with the answer.
   * @throws Problem sms-not-sent when the gateway refuses or does not answer.
   */
  sendReferralRequest(phone: string, link: string, requestId: string): Promise<void>
}

/** WeChat's server interface, as far as it is needed. */
export interface WeChat {
  /** `jscode2session`. @throws Problem wechat-code-invalid (40029, 40163), too-many-requests (45011), wechat-unavailable */
  openIdOf(loginCode: string): Promise<string>
  /** `getuserphonenumber`. @throws Problem wechat-code-invalid (40029), wechat-unavailable */
  phoneOf(phoneCode: string): Promise<string>
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

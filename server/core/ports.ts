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

/** What a signature provider attests: that this signer agreed to the bytes with this hash, and when. */
export interface SignatureProof {
  provider: string
  /** The provider's number of the signature, by which it can be checked there. */
  serial: string
  at: Date
  /** What the provider gives as proof, base64. */
  signature: string
}
/** What is signed, by whom. */
export interface SignatureRequest {
  /** Stable over retries. */
  requestId: string
  title: string
  /** SHA-256 of the document, hexadecimal. */
  sha256: string
  signer: { name: string; phone: string }
}
/**
 * An e-signature provider. A person signs with a code that the provider sends to their phone; the city signs with
 * its seal, which the provider keeps.
 */
export interface Signatures {
  /** Sends the person a code. @throws Problem sms-not-sent, signing-unavailable */
  request(asked: SignatureRequest): Promise<void>
  /**
   * Signs with the code. Asked again after it was signed, the answer is the same.
   * @throws Problem sms-code-wrong, sms-code-expired, sms-code-too-many-tries, signing-unavailable
   */
  confirm(given: { requestId: string; sha256: string; code: string }): Promise<SignatureProof>
  /** Puts the city's seal to a document. Asked again, the answer is the same. @throws Problem signing-unavailable */
  seal(asked: Pick<SignatureRequest, 'requestId' | 'title' | 'sha256'>): Promise<SignatureProof>
}

/** What a client pays with. One of the two, by where it pays. */
export interface Prepaid {
  /** In the mini-program: the parameters of `wx.requestPayment`, signed by us. */
  jsapi: {
    timeStamp: string
    nonceStr: string
    package: string
    signType: 'RSA'
    paySign: string
  } | null
  /** In a browser: where to pay. */
  url: string | null
}
/** What is to be paid. */
export interface Prepay {
  /** Ours, the same over retries: 6 to 32 letters, digits and hyphens. */
  tradeNo: string
  amountFen: number
  /** What for, as the payer reads it; at most 40 signs. */
  what: string
  /** Not to be paid after it. */
  expiresAt: Date
  /** Who pays in the mini-program; null: in a browser, from this address. */
  openId: string | null
  address: string
}
/** What the payment service knows of a trade number. `unknown`: it was never told of it, or has forgotten it. */
export type Trade =
  | { state: 'paid'; tradeNo: string; amountFen: number; outsideNo: string; paidAt: Date }
  | { state: 'open' | 'closed' | 'unknown'; tradeNo: string }
/** A notification as it came. */
export interface SentNotification {
  text: string
  headers: Readonly<Record<string, string>>
}

/**
 * Receives money: a trade is opened, its client pays, a signed notification tells us; who waits may ask. Shaped
 * after WeChat Pay v3, whose notifications come late, twice, or never.
 */
export interface Payments {
  /** Opens a trade. Again with the same number and amount: the same trade. @throws Problem payment-unavailable */
  prepay(trade: Prepay): Promise<Prepaid>
  /** @throws Problem payment-unavailable */
  query(tradeNo: string): Promise<Trade>
  /** From then on it cannot be paid. One that is paid stays so. @throws Problem payment-unavailable */
  close(tradeNo: string): Promise<void>
  /** Gives a trade's money back the way it came, once for each `refundNo`. @throws Problem payment-unavailable */
  refund(wanted: {
    tradeNo: string
    refundNo: string
    amountFen: number
    totalFen: number
    why: string
  }): Promise<'done' | 'processing'>
  /** What a notification says; null when it is not signed by the service, is older than five minutes, or no trade's. */
  read(sent: SentNotification, now: Date): Promise<Extract<Trade, { state: 'paid' }> | null>
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

/** Where people of a booth and who was called talk online. */
export interface LiveRooms {
  /** The room of a booth: an address, or a page of the app that begins with `/`; null: none. */
  roomOf(boothId: string): Promise<string | null>
}

import { Type, type Static } from '@sinclair/typebox'
import {
  Closed,
  Id,
  Line,
  Moment,
  Nullable,
  OneOf,
  PageOf,
  PageQuery,
  PersonName,
  SixDigits,
  defineRoutes,
} from './route'
import { roles } from './vocabulary'

/** A mainland mobile number, 11 digits. */
export const Phone = Type.String({
  pattern: '^1[3-9]\\d{9}$',
  format: 'phone',
  'x-must': '请填写 11 位手机号，以 1 开头',
})

/** A role held by a person; `station` is set for clerks. */
export const Assignment = Closed(
  { role: OneOf(roles), station: Nullable(Closed({ id: Id, name: Type.String() })) },
  'Assignment',
)
export type Assignment = Static<typeof Assignment>

/** The signed-in person as their own app shows them. */
export const Me = Closed(
  {
    id: Id,
    name: Nullable(Type.String()),
    phone: Nullable(Type.String({ description: 'Masked: first 3 and last 4 digits.' })),
    wechat: Type.Boolean({ description: 'Whether a WeChat account is linked.' }),
    registered: Type.Boolean(),
    hasCredential: Type.Boolean(),
    tier: Nullable(Closed({ key: Type.String(), name: Type.String() })),
    assignments: Type.Array(Assignment),
    unreadMessages: Type.Integer(),
    noticeNews: Type.Boolean({
      description: 'Whether the notice says more than it did of something that the person agreed to.',
    }),
    confirmed: Type.Boolean({
      description:
        'False: signed in by SMS code alone on a device that the account does not know; nothing but the number is told until POST /me/confirmation.',
    }),
  },
  'Me',
)
export type Me = Static<typeof Me>

/** A sign-in on one device. */
export const Session = Closed(
  {
    id: Id,
    device: Type.String(),
    createdAt: Moment,
    lastSeenAt: Moment,
    expiresAt: Moment,
    current: Type.Boolean(),
  },
  'Session',
)
export type Session = Static<typeof Session>

/** A fresh session: `token` is told once and kept only as a hash. */
export const SignedIn = Closed({ token: Type.String(), expiresAt: Moment, me: Me }, 'SignedIn')
export type SignedIn = Static<typeof SignedIn>

/** An in-app message. */
export const Message = Closed(
  {
    id: Id,
    kind: OneOf([
      'welcome',
      'service-recorded',
      'dispute',
      'security',
      'staff',
      'recovery',
      'credential',
      'application',
      'homecoming',
      'payment',
      'policy',
      'stay',
      'housing',
      'lease',
      'employer',
      'work',
    ]),
    title: Type.String(),
    body: Type.String(),
    link: Nullable(Type.String({ description: 'A page of the mini-program.' })),
    deskLink: Nullable(
      Type.String({ description: 'A place of the console, for staff: `/payments?late=true`.' }),
    ),
    createdAt: Moment,
    readAt: Nullable(Moment),
  },
  'Message',
)
export type Message = Static<typeof Message>

const device = Type.Optional(Line(60))
/** Random and the same at each sign-in of a device, by which the account knows it again. */
const deviceId = Type.Optional(Type.String({ pattern: '^[\\w-]{20,64}$' }))
const own = { who: ['holder'], rows: 'own' } as const
const ownUnconfirmed = { ...own, unconfirmed: true } as const

/** Signing in and out, the account, its sessions and messages. */
export const accountRoutes = defineRoutes({
  'POST /sms-codes': {
    summary:
      'Send a code of 6 digits by SMS, valid for 5 minutes and 5 tries; once a minute and 10 a day for a number',
    access: { who: 'anyone' },
    body: Closed({ phone: Phone, purpose: OneOf(['sign-in', 'recovery']) }),
    status: 202,
    reply: Closed({ expiresInSeconds: Type.Integer(), retryAfterSeconds: Type.Integer() }),
    problems: ['sms-not-sent'],
  },
  'POST /sessions': {
    summary: 'Sign in by SMS code (H5) or by the code of wx.login; a new person gets an account',
    access: { who: 'anyone' },
    body: Type.Union([
      Closed({ method: OneOf(['sms']), phone: Phone, code: SixDigits, device, deviceId }),
      Closed({ method: OneOf(['wechat']), code: Line(200), device, deviceId }),
    ]),
    status: 201,
    reply: SignedIn,
    problems: [
      'sms-code-wrong',
      'sms-code-expired',
      'sms-code-too-many-tries',
      'wechat-code-invalid',
      'wechat-unavailable',
    ],
  },
  'DELETE /sessions/current': { summary: 'Sign out here', access: ownUnconfirmed, status: 204, problems: [] },
  'GET /me': {
    summary: 'The signed-in person; before the confirmation the masked number alone',
    access: ownUnconfirmed,
    status: 200,
    reply: Me,
    problems: [],
  },
  'POST /me/confirmation': {
    summary:
      "Confirm by name and the last four signs of the document that the account of a number proven by SMS or WeChat is one's own; five tries a day",
    access: ownUnconfirmed,
    body: Closed({
      name: PersonName,
      lastFour: Type.String({
        pattern: '^[0-9A-Za-z]{4}$',
        format: 'document-number',
        'x-must': '请填写证件号码的最后 4 位',
      }),
    }),
    status: 200,
    reply: Me,
    problems: ['confirmation-not-matched', 'phone-taken', 'account-not-empty'],
  },
  'POST /me/renunciation': {
    summary:
      'The account of the proven number is not mine: it loses the number, with which a new person begins',
    access: ownUnconfirmed,
    status: 200,
    reply: Me,
    problems: ['phone-taken'],
  },
  'GET /me/sessions': {
    summary: 'Devices signed in, newest first',
    access: own,
    status: 200,
    reply: Closed({ items: Type.Array(Session) }),
    problems: [],
  },
  'DELETE /me/sessions/:session': {
    summary: 'Sign one device out',
    access: own,
    params: Closed({ session: Id }),
    status: 204,
    problems: [],
  },
  'DELETE /me/sessions': { summary: 'Sign out everywhere, here too', access: own, status: 204, problems: [] },
  'PUT /me/phone': {
    summary:
      'Link a phone number: by the code of WeChat getPhoneNumber, or number and SMS code. A caller without registration or roles joins the account that has the number, once it is confirmed to be theirs (`confirmation-needed`)',
    access: own,
    body: Type.Union([
      Closed({ method: OneOf(['wechat']), code: Line(200), deviceId }),
      Closed({ method: OneOf(['sms']), phone: Phone, code: SixDigits, deviceId }),
    ]),
    status: 200,
    reply: Me,
    problems: [
      'wechat-code-invalid',
      'wechat-unavailable',
      'phone-taken',
      'sms-code-wrong',
      'sms-code-expired',
      'sms-code-too-many-tries',
    ],
  },
  'PUT /me/wechat': {
    summary: 'Link the WeChat account of this phone to the signed-in person',
    access: own,
    body: Closed({ code: Line(200) }),
    status: 200,
    reply: Me,
    problems: ['wechat-code-invalid', 'wechat-unavailable', 'wechat-taken'],
  },
  'GET /me/messages': {
    summary: 'Messages, newest first',
    access: own,
    query: PageQuery,
    status: 200,
    reply: PageOf(Message),
    problems: [],
  },
  'PUT /me/messages/:message/read': {
    summary: 'Mark a message read',
    access: own,
    params: Closed({ message: Id }),
    status: 204,
    problems: [],
  },
  'PUT /me/messages/read': {
    summary: 'Mark all messages read, or with `link` those that lead to a page that was opened',
    access: own,
    query: Closed({ link: Type.Optional(Line(200)) }),
    status: 204,
    problems: [],
  },
})

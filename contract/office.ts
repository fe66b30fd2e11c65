import { Type, type Static } from '@sinclair/typebox'
import { SignedIn } from './accounts'
import { Closed, Id, Line, Moment, OneOf, PersonName, SixDigits, defineRoutes } from './route'
import { roles } from './vocabulary'

/** A name to sign in to the console with. */
export const Login = Type.String({
  pattern: '^[a-z][a-z0-9._-]{2,31}$',
  'x-must': '登录名用 3 到 32 个小写字母、数字、点、横线，以字母开头',
})
const Password = Type.String({ minLength: 12, maxLength: 128 })

/**
 * A new account of the console. It cannot be used until a first one-time code was right. `otpauth` is for an
 * authenticator (RFC 6238) and is told once.
 */
export const NewOfficeAccount = Closed(
  { setup: Type.String(), otpauth: Type.String(), expiresAt: Moment },
  'NewOfficeAccount',
)
export type NewOfficeAccount = Static<typeof NewOfficeAccount>

/** The account of the signed-in member of staff. */
export const OfficeMe = Closed(
  {
    personId: Type.String(),
    login: Type.String(),
    name: Type.String(),
    roles: Type.Array(OneOf(roles)),
    idleSeconds: Type.Integer({ description: 'Without a request for this long the session ends.' }),
    sample: Type.Boolean(),
  },
  'OfficeMe',
)
export type OfficeMe = Static<typeof OfficeMe>

/** A session of the console. `browser` is what this browser shows at its next sign-in to the same login. */
export const SignedInAtOffice = Closed(
  {
    ...SignedIn.properties,
    browser: Type.String(),
    wrongTries: Type.Integer({ description: 'Tries that went wrong since the last sign-in.' }),
  },
  'SignedInAtOffice',
)
export type SignedInAtOffice = Static<typeof SignedInAtOffice>

/** An account that is locked in one or more places after wrong tries. */
export const OfficeLock = Closed(
  { personId: Id, login: Type.String(), name: Type.String(), until: Moment, places: Type.Integer() },
  'OfficeLock',
)
export type OfficeLock = Static<typeof OfficeLock>

const anyone = { who: 'anyone' } as const
const security = { who: ['security-admin'], rows: 'all', office: true } as const
const staff = {
  who: ['reviewer', 'lead', 'system-admin', 'security-admin', 'audit-admin'],
  rows: 'own',
  office: true,
} as const

/** Accounts of the console. */
export const officeRoutes = defineRoutes({
  'POST /office-accounts': {
    summary:
      'Open an account of the console with an invitation, or with the phone session of somebody who has a role (`invitation` left out)',
    access: { who: 'anyone', session: 'optional' },
    body: Closed({
      invitation: Type.Optional(Line(40)),
      name: PersonName,
      login: Login,
      password: Password,
    }),
    status: 201,
    reply: NewOfficeAccount,
    problems: ['invitation-invalid', 'invitation-expired', 'login-taken', 'password-weak', 'role-conflict'],
  },
  'POST /office-accounts/confirmation': {
    summary: 'Show the first one-time code: the account is usable and the invitation used up',
    access: anyone,
    body: Closed({ setup: Line(100), code: SixDigits }),
    status: 201,
    reply: SignedIn,
    problems: [
      'one-time-code-wrong',
      'invitation-invalid',
      'invitation-expired',
      'login-taken',
      'role-conflict',
    ],
  },
  'POST /office-sessions': {
    summary:
      'Sign in to the console. Five wrong tries from one address lock it there for 15 minutes, fifty in all everywhere but in browsers that signed in before; a one-time code works once',
    access: anyone,
    body: Closed({
      login: Login,
      password: Type.String({ minLength: 1, maxLength: 128 }),
      code: SixDigits,
      browser: Type.Optional(Type.String({ maxLength: 100, pattern: '^[\\w.-]+$' })),
    }),
    status: 201,
    reply: SignedInAtOffice,
    problems: ['sign-in-refused', 'account-locked'],
  },
  'GET /office-locks': {
    summary: 'Accounts that are locked after wrong tries',
    access: security,
    status: 200,
    reply: Closed({ items: Type.Array(OfficeLock) }),
    problems: [],
  },
  'DELETE /office-locks/:person': {
    summary: 'Let an account be signed in to again at once, from everywhere',
    access: security,
    params: Closed({ person: Id }),
    status: 204,
    problems: [],
  },
  'GET /office/me': {
    summary: 'Who is signed in',
    access: staff,
    status: 200,
    reply: OfficeMe,
    problems: [],
  },
  'PUT /office/password': {
    summary: 'Change the password; other sessions end',
    access: staff,
    body: Closed({
      password: Type.String({ minLength: 1, maxLength: 128 }),
      code: SixDigits,
      newPassword: Password,
    }),
    status: 204,
    problems: ['sign-in-refused', 'account-locked', 'password-weak'],
  },
})

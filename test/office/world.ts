import { createCall } from '@jucai/contract/client'
import { codeAt } from '../../server/office/totp'
import type { Harness } from '../harness'

/** A password that passes. */
export const password = 'tide-copper-lantern'
/** The secret that a phone reads from the picture. */
export const secretOf = (otpauth: string): string => new URL(otpauth).searchParams.get('secret') as string

/** What the tests of console accounts do with a running service. */
export const officeWorld = (harness: Harness) => {
  const codeNow = (secret: string) => codeAt(secret, harness.clock.now())
  const wrongCode = (secret: string) => String((Number(codeNow(secret)) + 1) % 1_000_000).padStart(6, '0')
  let turn = 0
  /** The login that `begin` asked for last. */
  const lastLogin = () => `hewei${turn}`
  const invite = async (role: 'reviewer' | 'clerk' | 'lead' | 'system-admin' = 'reviewer') => {
    const admin = await harness.staff('system-admin')
    const stationId = role === 'clerk' ? ((await harness.as()('GET /city')).stations[0]?.id as string) : null
    return (await admin.call('POST /staff-invitations', { body: { role, stationId, note: '给小何' } })).code
  }
  const begin = (
    invitation: string | undefined,
    overrides: { login?: string; password?: string } = {},
    token: string | null = null,
  ) =>
    harness.as(token)('POST /office-accounts', {
      body: {
        ...(invitation ? { invitation } : {}),
        name: '何审慎',
        login: `hewei${++turn}`,
        password,
        ...overrides,
      },
    })
  /** An account in use, 31 seconds later, when its first code no longer counts. */
  const opened = async () => {
    const { setup, otpauth } = await begin(await invite())
    const secret = secretOf(otpauth)
    const signedIn = await harness.as()('POST /office-accounts/confirmation', {
      body: { setup, code: codeNow(secret) },
    })
    harness.clock.advance(31)
    return { login: `hewei${turn}`, secret, ...signedIn, call: harness.as(signedIn.token) }
  }
  /** A client whose requests come from one address, as those of a desk do. */
  const from = (remoteAddress: string) =>
    createCall(
      async ({ method, path, body, headers }) => {
        const reply = await harness.app.http.inject({
          method,
          url: `/api${path}`,
          headers,
          remoteAddress,
          payload: JSON.stringify(body),
        })
        return {
          status: reply.statusCode,
          body: reply.body === '' ? null : (JSON.parse(reply.body) as unknown),
        }
      },
      () => null,
    )
  const signIn = (
    login: string,
    code: string,
    typed = password,
    { at = '10.0.0.1', browser }: { at?: string; browser?: string } = {},
  ) =>
    from(at)('POST /office-sessions', {
      body: { login, password: typed, code, ...(browser ? { browser } : {}) },
    })
  const actionsOn = async (personId: string) =>
    (
      await harness.db
        .selectFrom('audit_entry')
        .select('action')
        .where('object', '=', `office-account:${personId}`)
        .orderBy('id')
        .execute()
    ).map((row) => row.action)
  return { codeNow, wrongCode, lastLogin, invite, begin, opened, from, signIn, actionsOn }
}

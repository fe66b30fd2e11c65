import type { FastifyInstance } from 'fastify'
import { personOfIdentity } from '../server/accounts'
import type { SampleDeps } from '../server/app'
import { problem } from '../server/core/problem'
import type { RouteDeps } from '../server/core/route'
import { sampleActors, type SampleActor } from './people/people'
import type { SampleSms } from './fakes'
import { samplePayments, type SamplePayments } from './payments'
import { sampleCashier } from './sample-cashier'
import { sampleOpenId } from './world'

const body = {
  type: 'object',
  properties: { as: { type: 'string', enum: [...sampleActors] }, office: { type: 'boolean' } },
  required: ['as'],
  additionalProperties: false,
}

/**
 * Routes of the sample city only, below `/api/sample`: `GET /` says that they are there, `POST /sign-in
 * {as, office?}` answers what `POST /sessions` answers, with `office` what `POST /office-sessions` does,
 * and `GET /sms-codes/:phone` the code that a text message would carry, `GET /referral-links/:phone` and
 * `GET /consent-links/:phone` the link; `/payments/:trade` is the cashier of the sample. A production start refuses to carry them.
 */
export const sampleRoutes =
  (sms: SampleSms, payments: SamplePayments = samplePayments()) =>
  (app: FastifyInstance, deps: RouteDeps & SampleDeps): void => {
    sampleCashier(app, payments, deps.clock)
    app.get('/', { schema: { hide: true } }, async () => ({ sample: true }))
    app.post<{ Body: { as: SampleActor; office?: boolean } }>(
      '/sign-in',
      { schema: { body, hide: true } },
      async (request, reply) => {
        const now = deps.clock()
        const personId = await personOfIdentity(deps.db, deps.vault, {
          kind: 'wechat',
          subject: sampleOpenId(request.body.as),
        })
        if (!personId) throw problem('not-found', { detail: '示例人物不在，请用 --fresh 重新载入示例城市' })
        const signedIn = await deps.db
          .transaction()
          .execute((tx) => deps.signIn(tx, personId, '示例登录', now, request.body.office ?? false))
        return reply.code(201).header('cache-control', 'no-store').send(signedIn)
      },
    )
    app.get<{ Params: { phone: string } }>(
      '/sms-codes/:phone',
      { schema: { hide: true } },
      async (request, reply) => {
        const code = sms.lastCode(request.params.phone)
        if (!code) throw problem('not-found')
        return reply.header('cache-control', 'no-store').send({ code, sample: true })
      },
    )
    app.get<{ Params: { phone: string } }>(
      '/referral-links/:phone',
      { schema: { hide: true } },
      async (request, reply) => {
        const link = sms.lastReferralLink(request.params.phone)
        if (!link) throw problem('not-found')
        return reply.header('cache-control', 'no-store').send({ link, sample: true })
      },
    )
    app.get<{ Params: { phone: string } }>(
      '/consent-links/:phone',
      { schema: { hide: true } },
      async (request, reply) => {
        const link = sms.lastConsentLink(request.params.phone)
        if (!link) throw problem('not-found')
        return reply.header('cache-control', 'no-store').send({ link, sample: true })
      },
    )
  }

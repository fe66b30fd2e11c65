import path from 'node:path'
import type { Kysely } from 'kysely'
import { issuerKeyFromSeed, systemRandomness } from '../server/adapters/keys'
import { diskStorage } from '../server/adapters/storage-disk'
import type { AppDeps } from '../server/app'
import type { Database } from '../server/core/db'
import { openVault } from '../server/core/encryption'
import type { Environment } from '../server/env'
import { clockFrom } from './clock'
import { sampleSms, sampleWeChat } from './fakes'
import { sampleLive } from './live'
import { samplePayments } from './payments'
import { sampleKeys } from './keys'
import { sampleRoutes } from './sample-routes'
import { sampleSignatures } from './signatures'

/**
 * What the sample city is built from: the real application with keys of its own, and fakes for what is
 * outside. Without `sites` it serves the API alone. With `start` its clock shows that moment now, and the database's is
 * not asked: it would tell another day.
 */
export const sampleDeps = (
  environment: Environment,
  db: Kysely<Database>,
  sites: Pick<AppDeps, 'siteDir' | 'consoleDir'> | null,
  start: Date | null = null,
): AppDeps => {
  const clock = clockFrom(start)
  const keys = sampleKeys(environment.dataDir)
  const sms = sampleSms()
  const payments = samplePayments()
  return {
    db,
    clock,
    ...(start ? { boundary: () => Promise.resolve(clock()) } : {}),
    vault: openVault(keys.dataKeys),
    random: systemRandomness,
    sms,
    wechat: sampleWeChat(),
    signatures: sampleSignatures({ sms, random: systemRandomness, clock }),
    payments,
    live: sampleLive,
    storage: diskStorage(path.join(environment.dataDir, 'files')),
    issuer: { name: environment.issuerName, key: issuerKeyFromSeed(keys.issuerSeed) },
    mode: 'sample',
    ...sites,
    logger: { level: 'warn' },
    trustProxy: environment.trustProxy,
    isCampus: environment.isCampus,
    sample: sampleRoutes(sms, payments),
    publicUrl: environment.publicUrl ?? `http://${environment.host}:${environment.port}`,
  }
}

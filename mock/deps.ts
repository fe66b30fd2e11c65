import path from 'node:path'
import type { Kysely } from 'kysely'
import { issuerKeyFromSeed, systemRandomness } from '../server/adapters/keys'
import { diskStorage } from '../server/adapters/storage-disk'
import type { AppDeps } from '../server/app'
import type { Database } from '../server/core/db'
import { openVault } from '../server/core/encryption'
import type { Environment } from '../server/env'
import { sampleSms, sampleWeChat } from './fakes'
import { sampleKeys } from './keys'
import { sampleRoutes } from './sample-routes'

/**
 * What the sample city is built from: the real application with keys of its own, and fakes for what is
 * outside. Without `sites` it serves the API alone.
 */
export const sampleDeps = (
  environment: Environment,
  db: Kysely<Database>,
  sites: Pick<AppDeps, 'siteDir' | 'consoleDir'> | null,
): AppDeps => {
  const keys = sampleKeys(environment.dataDir)
  const sms = sampleSms()
  return {
    db,
    clock: () => new Date(),
    vault: openVault(keys.dataKeys),
    random: systemRandomness,
    sms,
    wechat: sampleWeChat(),
    storage: diskStorage(path.join(environment.dataDir, 'files')),
    issuer: { name: environment.issuerName, key: issuerKeyFromSeed(keys.issuerSeed) },
    mode: 'sample',
    ...sites,
    logger: { level: 'warn' },
    trustProxy: environment.trustProxy,
    isCampus: environment.isCampus,
    sample: sampleRoutes(sms),
    publicUrl: environment.publicUrl ?? `http://${environment.host}:${environment.port}`,
  }
}

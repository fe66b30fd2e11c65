import path from 'node:path'
import { consoleDir, siteDir } from '../config/site'
import { issuerKeyFromSeed, systemRandomness } from './adapters/keys'
import { tencentSms } from './adapters/sms-tencent'
import { signingGateway } from './adapters/signing-gateway'
import { liveRoomsAt } from './adapters/live-rooms'
import { diskStorage } from './adapters/storage-disk'
import { s3Storage } from './adapters/storage-s3'
import { weChat } from './adapters/wechat'
import { noPayments, weChatPay } from './adapters/wechat-pay'
import { openVault } from './core/encryption'
import type { Payments } from './core/ports'
import { EnvironmentError, readEnvironment, requireSecrets, type Environment } from './env'
import { explainAndExit, serve, stopOnSignal } from './serve'

const paymentsOf = (
  { wechatPay, publicUrl }: Environment,
  appId: string,
  failed: (code: string) => void,
): Payments => {
  if (!wechatPay) return noPayments()
  if (!publicUrl) throw new EnvironmentError('开通网上支付要设 JUCAI_PUBLIC_URL：微信支付按它回传支付结果')
  return weChatPay(
    { ...wechatPay, appId, notifyUrl: `${publicUrl}/api/payments/notifications` },
    undefined,
    failed,
  )
}

/** Starts a real city: every secret comes from the environment, nothing of the sample is loaded. */
const main = async () => {
  const environment = readEnvironment(process.env)
  const { dataKeys, issuerSeed, wechat, sms } = requireSecrets(environment)
  const clock = () => new Date()
  const outside = (name: string) => (code: string) => process.stderr.write(`! ${name}: ${code}\n`)
  const server = await serve(environment, async (db) => ({
    db,
    clock,
    vault: openVault(dataKeys),
    random: systemRandomness,
    sms: tencentSms({ ...sms, noticeTemplates: environment.smsTemplates }, clock, outside('sms')),
    wechat: weChat({ ...wechat, templates: environment.wechatTemplates }, clock, outside('wechat')),
    payments: paymentsOf(environment, wechat.appId, outside('wechat-pay')),
    ...(environment.signing ? { signatures: signingGateway(environment.signing, outside('signing')) } : {}),
    ...(environment.liveRooms ? { live: liveRoomsAt(environment.liveRooms) } : {}),
    storage: environment.storage
      ? s3Storage(environment.storage, outside('storage'))
      : diskStorage(path.join(environment.dataDir, 'files'), outside('storage')),
    issuer: { name: environment.issuerName, key: issuerKeyFromSeed(issuerSeed) },
    mode: 'production',
    siteDir,
    consoleDir,
    logger: { level: 'info' },
    trustProxy: environment.trustProxy,
    isCampus: environment.isCampus,
    publicUrl: environment.publicUrl,
  }))
  stopOnSignal(server)
  process.stdout.write(`聚才已就绪：${server.address}\n`)
}

main().catch(explainAndExit)

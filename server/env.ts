import { BlockList, isIP } from 'node:net'
import path from 'node:path'
import type { WeChatPaySettings } from './adapters/wechat-pay'
import type { WeChatTemplate, WeChatTemplates } from './adapters/wechat'

/** The environment, parsed once; nothing else reads `process.env`. */
export interface Environment {
  host: string
  port: number
  metricsPort: number
  /** PostgreSQL; null: the embedded database in `dataDir`. */
  databaseUrl: string | null
  dataDir: string
  /** How many reverse proxies stand in front (`JUCAI_TRUST_PROXY`). */
  trustProxy: number
  /**
   * Whether an address, or a source as `sourceOf` tells it, lies in a network of a campus
   * (`JUCAI_CAMPUS_NETWORKS`, ranges in CIDR notation).
   */
  isCampus(source: string): boolean
  issuerName: string
  /**
   * Data keys of 32 bytes by version (`JUCAI_DATA_KEYS=1:base64,2:base64`); null where the variable is
   * absent.
   */
  dataKeys: Map<number, Buffer> | null
  /** Seed of the issuer's Ed25519 key, 32 bytes (`JUCAI_ISSUER_SEED`, base64). */
  issuerSeed: Buffer | null
  /**
   * The address people reach this server by, for links in messages (`JUCAI_PUBLIC_URL`); null where it was
   * not given.
   */
  publicUrl: string | null
  wechat: { appId: string; secret: string } | null
  /**
   * Subscribe templates by topic (`WECHAT_TEMPLATE_PROGRESS=id` or `id:thing1,phrase2,time3`); absent ones
   * are not sent.
   */
  wechatTemplates: WeChatTemplates
  /** SMS templates of notices by topic; absent ones are not sent. */
  smsTemplates: Readonly<Partial<Record<string, string>>>
  /** The account at WeChat Pay, but for its app and where notifications go; null: nothing is paid online. */
  wechatPay: Omit<WeChatPaySettings, 'appId' | 'notifyUrl'> | null
  /** The gateway to the e-signature provider; null: nothing can be signed. */
  signing: { url: string; key: string } | null
  /** Where talks of fairs are held online, with `{booth}` for the booth; null: on site only. */
  liveRooms: string | null
  /** An S3-compatible bucket; null: files lie in `dataDir`. */
  storage: { url: string; keyId: string; secret: string; region: string } | null
  sms: {
    secretId: string
    secretKey: string
    sdkAppId: string
    signName: string
    templateId: string
  } | null
}

/**
 * Something in the environment is missing or wrong; the message says which variable and what it should be.
 */
export class EnvironmentError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EnvironmentError'
  }
}

type Variables = Record<string, string | undefined>

const bytes32 = (name: string, text: string): Buffer => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32)
    throw new EnvironmentError(`${name} 应是 base64 编码的 32 字节，例如用 openssl rand -base64 32 生成`)
  return bytes
}

const numberOf = (variables: Variables, name: string, fallback: number): number => {
  const text = variables[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new EnvironmentError(`${name} 应是 0 到 65535 的端口号，现在是“${text}”`)
  return value
}

const dataKeysOf = (text: string | undefined): Map<number, Buffer> | null => {
  if (!text) return null
  return new Map(
    text.split(',').map((entry) => {
      const [version = '', key = ''] = entry.split(':')
      if (!/^[1-9]\d{0,2}$/.test(version) || Number(version) > 255)
        throw new EnvironmentError('JUCAI_DATA_KEYS 的格式是 版本:密钥，版本为 1 到 255，多个用逗号分开')
      return [Number(version), bytes32('JUCAI_DATA_KEYS', key)]
    }),
  )
}

/** All of a group of variables, or none: half a configuration is an error. */
const groupOf = <K extends string>(
  variables: Variables,
  names: Record<K, string>,
): Record<K, string> | null => {
  const entries = Object.entries<string>(names).map(
    ([key, name]) => [key, name, variables[name] ?? ''] as const,
  )
  if (entries.every(([, , value]) => value === '')) return null
  const missing = entries.filter(([, , value]) => value === '').map(([, name]) => name)
  if (missing.length > 0) throw new EnvironmentError(`还缺环境变量：${missing.join('、')}`)
  return Object.fromEntries(entries.map(([key, , value]) => [key, value])) as Record<K, string>
}

const pem = (name: string, text: string): string => {
  const decoded = Buffer.from(text, 'base64').toString('utf8')
  if (!/^-----BEGIN [A-Z ]+-----\s/.test(decoded))
    throw new EnvironmentError(
      `${name} 应是 base64 编码的 PEM 文件，例如用 base64 -w0 apiclient_key.pem 生成`,
    )
  return decoded
}
const wechatPayOf = (variables: Variables): Environment['wechatPay'] => {
  const given = groupOf(variables, {
    merchantId: 'WECHAT_PAY_MERCHANT_ID',
    serial: 'WECHAT_PAY_SERIAL',
    privateKey: 'WECHAT_PAY_PRIVATE_KEY',
    apiKey: 'WECHAT_PAY_API_KEY',
    platformKey: 'WECHAT_PAY_PLATFORM_KEY',
    platformKeyId: 'WECHAT_PAY_PLATFORM_KEY_ID',
  })
  if (!given) return null
  if (Buffer.byteLength(given.apiKey) !== 32)
    throw new EnvironmentError('WECHAT_PAY_API_KEY 应是 32 个字符的 APIv3 密钥')
  return {
    ...given,
    privateKey: pem('WECHAT_PAY_PRIVATE_KEY', given.privateKey),
    platformKey: pem('WECHAT_PAY_PLATFORM_KEY', given.platformKey),
  }
}

const publicUrlOf = (text: string | undefined): string | null => {
  if (!text) return null
  if (!/^https?:\/\/[^/\s]+$/.test(text))
    throw new EnvironmentError(
      `JUCAI_PUBLIC_URL 应是不带末尾斜杠的地址，例如 https://rc.example.gov.cn，现在是“${text}”`,
    )
  return text
}

const smsOf = (variables: Variables): Environment['sms'] => {
  const required = groupOf(variables, {
    secretId: 'SMS_SECRET_ID',
    secretKey: 'SMS_SECRET_KEY',
    sdkAppId: 'SMS_APP_ID',
    signName: 'SMS_SIGN_NAME',
    templateId: 'SMS_TEMPLATE_ID',
  })
  return required
}
const templateOf = (name: string, text: string): WeChatTemplate => {
  const [id = '', fields = 'thing1,phrase2,time3'] = text.split(':')
  const names = fields.split(',')
  if (
    !/^[\w-]{10,64}$/.test(id) ||
    names.length !== 3 ||
    !names.every((field) => /^[a-z_]+\d{1,2}$/.test(field))
  )
    throw new EnvironmentError(
      `${name} 的格式是 模板编号，或 模板编号:事项字段,状态字段,时间字段，例如 AbCd…:thing1,phrase2,time3`,
    )
  return { id, fields: names as [string, string, string] }
}

/** Names of variables from before they followed from the topic. */
const earlierNames: Readonly<Record<string, string>> = {
  WECHAT_TEMPLATE_PROGRESS: 'application-progress',
  WECHAT_TEMPLATE_CHANGES: 'changes-requested',
  WECHAT_TEMPLATE_VISIT: 'visit-reminder',
  SMS_TEMPLATE_CHANGES: 'changes-requested',
  SMS_TEMPLATE_VISIT: 'visit-reminder',
  SMS_REFERRAL_TEMPLATE_ID: 'referral-request',
}

/** Templates by topic: `SMS_TEMPLATE_VISIT_REMINDER` is that of `visit-reminder`. `SMS_TEMPLATE_ID` is that of codes. */
const templatesOf = <T>(
  variables: Variables,
  prefix: 'SMS' | 'WECHAT',
  read: (name: string, text: string) => T,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, text]) => {
      const [, suffix] = new RegExp(`^${prefix}_TEMPLATE_(\\w+)$`).exec(name) ?? []
      const topic =
        earlierNames[name] ?? (suffix && suffix !== 'ID' ? suffix.toLowerCase().replaceAll('_', '-') : null)
      return text && topic && name.startsWith(prefix) ? [[topic, read(name, text)]] : []
    }),
  )

const hopsOf = (text: string | undefined): number => {
  if (!/^\d?$/.test(text ?? ''))
    throw new EnvironmentError(`JUCAI_TRUST_PROXY 应是前面反向代理的层数 0 到 9，现在是“${text}”`)
  return Number(text || 0)
}

/** The widest range there is for one campus: a slip like /0 would lift the limit for everybody. */
const widestPrefix = 8
/** Of IPv6 the first 64 bits are one source (`sourceOf`): nothing narrower can be told apart. */
const narrowestPrefix = { ipv4: 32, ipv6: 64 }

const networksOf = (text: string | undefined): ((source: string) => boolean) => {
  const networks = new BlockList()
  const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
  for (const range of text ? text.split(',').map((one) => one.trim()) : []) {
    const [address = '', prefix, ...more] = range.split('/')
    const most = narrowestPrefix[familyOf(address)]
    const length = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN
    if (isIP(address) === 0 || more.length > 0 || !(length >= widestPrefix && length <= most))
      throw new EnvironmentError(
        `JUCAI_CAMPUS_NETWORKS 应是用逗号分开的网段，例如 202.103.0.0/16,2001:da8:d000::/36，不能宽于 /${widestPrefix}，IPv6 不能窄于 /${narrowestPrefix.ipv6}；“${range}”不是`,
      )
    networks.addSubnet(address, length, familyOf(address))
  }
  return (source) => {
    const [address = ''] = source.split('/')
    return isIP(address) !== 0 && networks.check(address, familyOf(address))
  }
}

const liveRoomsOf = (text: string | undefined): string | null => {
  if (!text) return null
  if (!/^https:\/\/\S+$/.test(text) || !text.includes('{booth}'))
    throw new EnvironmentError('JUCAI_LIVE_ROOMS 要以 https:// 开头，并写上 {booth} 代表展位')
  return text
}

/** Reads the environment. @throws EnvironmentError */
export const readEnvironment = (variables: Variables = process.env): Environment => {
  const port = numberOf(variables, 'PORT', 8080)
  return {
    host: variables.HOST || '127.0.0.1',
    port,
    metricsPort: numberOf(variables, 'JUCAI_METRICS_PORT', port + 1),
    databaseUrl: variables.DATABASE_URL || null,
    dataDir: path.resolve(variables.JUCAI_DATA_DIR || '.data'),
    trustProxy: hopsOf(variables.JUCAI_TRUST_PROXY),
    isCampus: networksOf(variables.JUCAI_CAMPUS_NETWORKS),
    issuerName: variables.JUCAI_ISSUER_NAME || 'jucai:xingcheng',
    dataKeys: dataKeysOf(variables.JUCAI_DATA_KEYS),
    issuerSeed: variables.JUCAI_ISSUER_SEED
      ? bytes32('JUCAI_ISSUER_SEED', variables.JUCAI_ISSUER_SEED)
      : null,
    wechat: groupOf(variables, { appId: 'WECHAT_APP_ID', secret: 'WECHAT_APP_SECRET' }),
    wechatTemplates: templatesOf(variables, 'WECHAT', templateOf),
    smsTemplates: templatesOf(variables, 'SMS', (_name, text) => text),
    signing: groupOf(variables, { url: 'JUCAI_SIGNING_URL', key: 'JUCAI_SIGNING_KEY' }),
    liveRooms: liveRoomsOf(variables.JUCAI_LIVE_ROOMS),
    storage: groupOf(variables, {
      url: 'JUCAI_STORAGE_URL',
      keyId: 'JUCAI_STORAGE_KEY_ID',
      secret: 'JUCAI_STORAGE_SECRET',
      region: 'JUCAI_STORAGE_REGION',
    }),
    wechatPay: wechatPayOf(variables),
    sms: smsOf(variables),
    publicUrl: publicUrlOf(variables.JUCAI_PUBLIC_URL),
  }
}

/** The secrets a production start needs. @throws EnvironmentError naming all that is missing. */
export const requireSecrets = (environment: Environment) => {
  const { dataKeys, issuerSeed, wechat, sms } = environment
  if (dataKeys && issuerSeed && wechat && sms) return { dataKeys, issuerSeed, wechat, sms }
  const missing = [
    !dataKeys && 'JUCAI_DATA_KEYS',
    !issuerSeed && 'JUCAI_ISSUER_SEED',
    !wechat && 'WECHAT_APP_ID、WECHAT_APP_SECRET',
    !sms && 'SMS_SECRET_ID、SMS_SECRET_KEY、SMS_APP_ID、SMS_SIGN_NAME、SMS_TEMPLATE_ID',
  ].filter(Boolean)
  throw new EnvironmentError(`正式运行还缺环境变量：${missing.join('；')}。没有默认密钥，也不会自动生成。`)
}

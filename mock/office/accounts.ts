import type { SampleActor } from '../people/people'

/** A sample account of the console. */
export interface SampleOfficeAccount {
  as: SampleActor
  login: string
  password: string
  totpSecret: string
}

/**
 * How the sample people sign in to the console (示例). Put the secret into any authenticator, or take the
 * code from
 * `codeAt` of server/office/totp.ts. Fixed and public, so nothing but the sample city ever loads them.
 */
export const sampleOfficeAccounts: readonly SampleOfficeAccount[] = [
  {
    as: 'reviewer',
    login: 'shenhe',
    password: '示例-桂花鱼-慢火炖-审',
    totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  {
    as: 'lead',
    login: 'fuzeren',
    password: '示例-桂花鱼-慢火炖-责',
    totpSecret: 'KRSXG5DTMFWXA3DFKRSXG5DTMFWXA3DF',
  },
  {
    as: 'second-lead',
    login: 'fuhe',
    password: '示例-桂花鱼-慢火炖-复',
    totpSecret: 'NB2WK3DJMFXGO43INBSW4ZZANB2WK3DJ',
  },
  {
    as: 'admin',
    login: 'xitong',
    password: '示例-桂花鱼-慢火炖-系',
    totpSecret: 'ONQW24DMMVQWE3LJONQW24DMMVQWE3LJ',
  },
  {
    as: 'security-admin',
    login: 'anquan',
    password: '示例-桂花鱼-慢火炖-安',
    totpSecret: 'PFXXKIDDMFXCA43FPFXXKIDDMFXCA43F',
  },
  {
    as: 'audit-admin',
    login: 'shenji',
    password: '示例-桂花鱼-慢火炖-计',
    totpSecret: 'MFZWQYLNMJUWGZLNMFZWQYLNMJUWGZLN',
  },
]

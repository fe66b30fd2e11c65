import type { SignedIn } from '@jucai/contract/accounts'
import { ProblemError } from '@jucai/contract/client'
import { digitsOf } from '@jucai/contract/text'
import { roleLabels, type Role } from '@jucai/contract/vocabulary'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { Link } from 'react-router-dom'
import { call, network } from '../api'
import { useCity } from '../city'
import { useAct } from '../loading'
import { Failure, Notice } from '../parts/notice'
import { PasswordField, TextField } from '../parts/text-field'
import { useSession } from '../session'
import { Door } from './door'

const samples: readonly { as: string; role: Role; words?: string }[] = [
  { as: 'reviewer', role: 'reviewer' },
  { as: 'lead', role: 'lead' },
  { as: 'second-lead', role: 'lead', words: '另一位负责人' },
  { as: 'admin', role: 'system-admin' },
  { as: 'security-admin', role: 'security-admin' },
  { as: 'audit-admin', role: 'audit-admin' },
]
const signInAsSample = async (as: string): Promise<string> => {
  const { status, body } = await network.transport({
    method: 'POST',
    path: '/sample/sign-in',
    body: { as, office: true },
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  })
  if (status !== 201) throw new ProblemError(status, body as object)
  return (body as SignedIn).token
}

/** One-tap sign-in of the sample city; absent in a real one. */
function Samples() {
  const city = useCity()
  const { busy, error, run } = useAct()
  const signedIn = useSession((session) => session.signedIn)
  if (!city?.sample) return null
  return (
    <section className="door-more" aria-label="示例登录">
      <h2>
        <span className="sample">示例</span> 不用密码，直接以这些身份进入
      </h2>
      <div className="door-samples">
        {samples.map(({ as, role, words }) => (
          <Button
            key={as}
            disabled={busy}
            onClick={() => void run(async () => signedIn(await signInAsSample(as)))}
          >
            示例{words ?? roleLabels[role]}
          </Button>
        ))}
      </div>
      <Failure error={error} />
    </section>
  )
}

const goodbyes = {
  idle: {
    title: '您有一会儿没有操作，已自动退出',
    text: '没有提交的办理意见还在这个标签页里，重新登录后可以接着写。',
  },
  ended: {
    title: '登录已失效',
    text: '可能是长时间没有操作、岗位有变化或改了密码。没有提交的办理意见还在这个标签页里。',
  },
  left: { title: '已退出登录', text: '' },
} as const

/** By what the server knows this browser at the next sign-in to a login: others' wrong tries do not hold it up. */
const browserMark = {
  key: (login: string) => `jucai-console-browser:${login}`,
  read: (login: string) => localStorage.getItem(browserMark.key(login)),
  write: (login: string, mark: string) => localStorage.setItem(browserMark.key(login), mark),
}

/** Signing in with login, password and one-time code. */
export function SignIn() {
  const { because, signedIn } = useSession()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const faults = {
    login: /^[a-z][a-z0-9._-]{2,31}$/.test(login.trim()) ? null : '请填写登录名：小写字母开头，3 到 32 位',
    password: password ? null : '请填写密码',
    code: /^\d{6}$/.test(code) ? null : '请填写身份验证器里现在的 6 位数字',
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults.login || faults.password || faults.code) return
    const done = await run(async () => {
      const name = login.trim()
      const known = browserMark.read(name)
      const { token, browser, wrongTries } = await call('POST /office-sessions', {
        body: { login: name, password, code, ...(known ? { browser: known } : {}) },
      })
      browserMark.write(name, browser)
      signedIn(token, wrongTries)
    })
    if (!done) setCode('') // a one-time code works once
  }
  const shown = (fault: string | null) => (tried ? fault : null)
  const locked = error instanceof ProblemError && error.code === 'account-locked'
  return (
    <Door title="登录审核台" lead="用登录名、密码和身份验证器的动态码登录。">
      {because && (
        <Notice tone="info" title={goodbyes[because].title}>
          {goodbyes[because].text}
        </Notice>
      )}
      <form onSubmit={(event) => void send(event)} noValidate>
        <TextField
          label="登录名"
          required
          fault={shown(faults.login)}
          autoFocus
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={32}
          value={login}
          onChange={setLogin}
        />
        <PasswordField
          label="密码"
          required
          fault={shown(faults.password)}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <TextField
          label="动态码"
          required
          fault={shown(faults.code)}
          hint="身份验证器上的 6 位数字，每 30 秒更换，一个码只能用一次。"
          className="one-time"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          value={code}
          onChange={(text) => setCode(digitsOf(text).slice(0, 6))}
        />
        {locked ? (
          <Notice tone="bad" alert title={error.body.title ?? '连续输错，15 分钟内不能从这里登录'}>
            {error.body.detail ?? '到时自动解锁，不必申请。如果不是您本人在试，请联系安全管理员。'}
          </Notice>
        ) : (
          <Failure error={error} />
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          登录
        </Button>
      </form>
      <Samples />
      <section className="door-more" aria-label="还没有账号">
        <h2>还没有账号？</h2>
        <p className="second">
          账号凭邀请码开通。<Link to="/open">用邀请码开通账号</Link>
        </p>
      </section>
    </Door>
  )
}

import type { NewOfficeAccount } from '@jucai/contract/office'
import { digitsOf } from '@jucai/contract/text'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router-dom'
import { encode } from 'uqr'
import { call } from '../api'
import { useAct } from '../loading'
import { NewPasswordFields, newPasswordFaults } from '../parts/new-password'
import { Failure } from '../parts/notice'
import { TextField } from '../parts/text-field'
import { useSession } from '../session'
import { Door } from './door'

/** A QR code as one path, black on white whatever the theme, because a camera reads it. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 1 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className="enrol-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

const secretOf = (otpauth: string): string => new URL(otpauth).searchParams.get('secret') ?? ''

function Steps({ at }: { at: 1 | 2 }) {
  return (
    <ol className="steps">
      <li aria-current={at === 1 ? 'step' : undefined}>1 填写邀请码和密码</li>
      <li aria-hidden>›</li>
      <li aria-current={at === 2 ? 'step' : undefined}>2 绑定身份验证器</li>
    </ol>
  )
}

const loginFault = (login: string) =>
  /^[a-z][a-z0-9._-]{2,31}$/.test(login) ? null : '小写字母开头，3 到 32 位，可用数字和 . _ -'

function Details({ onOpened }: { onOpened(account: NewOfficeAccount): void }) {
  const [query] = useSearchParams()
  const [values, setValues] = useState({
    invitation: query.get('code') ?? '',
    name: '',
    login: '',
    password: '',
    again: '',
  })
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const set = (name: keyof typeof values) => (text: string) => setValues({ ...values, [name]: text })
  const faults = {
    invitation: values.invitation.trim() ? null : '请填写收到的邀请码',
    name: [...values.name.trim()].length >= 2 ? null : '请填写姓名，同事和审计记录里会看到',
    login: loginFault(values.login.trim()),
    ...newPasswordFaults(values, values.login.trim()),
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(faults).some(Boolean)) return
    await run(async () =>
      onOpened(
        await call('POST /office-accounts', {
          body: {
            invitation: values.invitation.trim(),
            name: values.name.trim(),
            login: values.login.trim(),
            password: values.password,
          },
        }),
      ),
    )
  }
  const shown = (fault: string | null) => (tried ? fault : null)
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <TextField
        label="邀请码"
        required
        fault={shown(faults.invitation)}
        hint="由系统管理员发出，七天内有效，只能用一次。"
        autoFocus
        autoComplete="off"
        maxLength={40}
        value={values.invitation}
        onChange={set('invitation')}
      />
      <TextField
        label="姓名"
        required
        fault={shown(faults.name)}
        autoComplete="name"
        maxLength={60}
        value={values.name}
        onChange={set('name')}
      />
      <TextField
        label="登录名"
        required
        fault={shown(faults.login)}
        hint="小写字母开头，例如 wang.li"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        value={values.login}
        onChange={set('login')}
      />
      <NewPasswordFields
        noun="密码"
        value={values}
        faults={{ password: shown(faults.password), again: shown(faults.again) }}
        onChange={(field, text) => set(field)(text)}
      />
      <Failure error={error} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        下一步：绑定身份验证器
      </Button>
    </form>
  )
}

function Confirm({ account }: { account: NewOfficeAccount }) {
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, error, run } = useAct()
  const signedIn = useSession((session) => session.signedIn)
  const go = useNavigate()
  const fault = /^\d{6}$/.test(code) ? null : '请填写身份验证器里现在的 6 位数字'
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fault) return
    const done = await run(async () => {
      signedIn(
        (await call('POST /office-accounts/confirmation', { body: { setup: account.setup, code } })).token,
      )
      void go('/')
    })
    if (!done) setCode('')
  }
  const secret = secretOf(account.otpauth)
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <div className="enrol">
        <QrCode text={account.otpauth} label="身份验证器的绑定码" />
        <div>
          <p>用手机上的身份验证器扫这个码，例如微软、谷歌的身份验证器，或单位统一的验证器。</p>
          <p className="second">
            扫不了？在验证器里选“手动输入”：<code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
        </div>
      </div>
      <p className="second">
        这个码只显示这一次，请不要截图或转发。如果刚才已经扫过一次、又从头填写，请先在验证器里删掉旧的“聚才”那一条。
      </p>
      <TextField
        label="动态码"
        required
        fault={tried ? fault : null}
        hint="绑定后验证器上出现的 6 位数字。"
        autoFocus
        className="one-time"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        value={code}
        onChange={(text) => setCode(digitsOf(text).slice(0, 6))}
      />
      <Failure error={error} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        确认并进入审核台
      </Button>
    </form>
  )
}

/** Opening an account of the console by invitation: details first, then the authenticator. */
export function OpenAccount() {
  const [account, setAccount] = useState<NewOfficeAccount | null>(null)
  return (
    <Door title="开通审核台账号" lead={<Link to="/sign-in">已有账号，去登录</Link>}>
      <Steps at={account ? 2 : 1} />
      {account ? <Confirm account={account} /> : <Details onOpened={setAccount} />}
    </Door>
  )
}

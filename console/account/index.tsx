import { digitsOf } from '@jucai/contract/text'
import { roleLabels } from '@jucai/contract/vocabulary'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { call } from '../api'
import { useAct } from '../loading'
import { Failure, Notice } from '../parts/notice'
import { NewPasswordFields, newPasswordFaults } from '../parts/new-password'
import { Card, Page } from '../parts/page'
import { PasswordField, TextField } from '../parts/text-field'
import { useSession } from '../session'

const none = { present: '', code: '', password: '', again: '' }

function ChangePassword({ login }: { login: string }) {
  const [values, setValues] = useState(none)
  const [tried, setTried] = useState(false)
  const [done, setDone] = useState(false)
  const { busy, error, run } = useAct()
  const set = (name: keyof typeof none) => (text: string) => setValues({ ...values, [name]: text })
  const faults = {
    ...newPasswordFaults(values, login),
    present: values.present ? null : '请填写现在的密码',
    code: /^\d{6}$/.test(values.code) ? null : '请填写身份验证器里现在的 6 位数字',
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setDone(false)
    if (Object.values(faults).some(Boolean)) return
    const changed = await run(() =>
      call('PUT /office/password', {
        body: { password: values.present, code: values.code, newPassword: values.password },
      }),
    )
    if (changed) {
      setValues(none)
      setTried(false)
      setDone(true)
    } else setValues({ ...values, code: '' })
  }
  const shown = (fault: string | null) => (tried ? fault : null)
  return (
    <Card title="更改密码">
      {done && (
        <Notice tone="good" alert title="密码已更改">
          别处的登录都已退出，这里不受影响。
        </Notice>
      )}
      <form className="narrow" onSubmit={(event) => void send(event)} noValidate>
        <input type="text" autoComplete="username" value={login} readOnly hidden />
        <PasswordField
          label="现在的密码"
          required
          fault={shown(faults.present)}
          autoComplete="current-password"
          value={values.present}
          onChange={set('present')}
        />
        <TextField
          label="动态码"
          required
          fault={shown(faults.code)}
          hint="身份验证器上的 6 位数字。"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          value={values.code}
          onChange={(text) => set('code')(digitsOf(text).slice(0, 6))}
        />
        <NewPasswordFields
          noun="新密码"
          value={values}
          faults={{ password: shown(faults.password), again: shown(faults.again) }}
          onChange={(field, text) => set(field)(text)}
        />
        <Failure error={error} />
        <Button type="primary" htmlType="submit" loading={busy}>
          更改密码
        </Button>
      </form>
    </Card>
  )
}

/** The account of whoever is signed in. */
export default function Account() {
  const me = useSession((session) => session.me)
  if (!me) return null
  return (
    <Page title="我的账号">
      <Card title={me.name}>
        <p className="second">
          登录名 {me.login || '（示例登录，没有登录名）'} ·{' '}
          {me.roles
            .filter((role) => role !== 'holder')
            .map((role) => roleLabels[role])
            .join('、')}
        </p>
        <p className="second">
          {Math.round(me.idleSeconds / 60)} 分钟没有操作会自动退出，退出前一分钟会先问您。
        </p>
      </Card>
      {me.sample && !me.login ? (
        <Card title="更改密码">
          <p className="second">示例登录没有密码。用邀请码开通的账号可以在这里更改密码。</p>
        </Card>
      ) : (
        <ChangePassword login={me.login} />
      )}
    </Page>
  )
}

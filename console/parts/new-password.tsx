import { PasswordField } from './text-field'

/** A password and the same once more. */
export interface NewPassword {
  password: string
  again: string
}

/** What is wrong with a new password, by field: at least 12 signs, without the login, twice the same. */
export const newPasswordFaults = ({ password, again }: NewPassword, login: string) => {
  const length = [...password].length
  return {
    password:
      length < 12
        ? `至少 12 位，现在 ${length} 位`
        : login && password.toLowerCase().includes(login)
          ? '密码里不要包含登录名'
          : null,
    again: again === password ? null : '两次填写的密码不一样',
  }
}

interface Props {
  /** What the password is called here, `密码` or `新密码`. */
  noun: string
  value: NewPassword
  faults: Record<keyof NewPassword, string | null>
  onChange(field: keyof NewPassword, text: string): void
}

/** The two fields in which somebody chooses a password. */
export function NewPasswordFields({ noun, value, faults, onChange }: Props) {
  return (
    <>
      <PasswordField
        label={noun}
        required
        fault={faults.password}
        hint="至少 12 位。几个不相干的词连起来，比一串难记的符号更好。"
        autoComplete="new-password"
        value={value.password}
        onChange={(text) => onChange('password', text)}
      />
      <PasswordField
        label={`再填一次${noun}`}
        required
        fault={faults.again}
        autoComplete="new-password"
        value={value.again}
        onChange={(text) => onChange('again', text)}
      />
    </>
  )
}

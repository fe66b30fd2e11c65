import type { Opens as Opened, Policy } from '@jucai/contract/policies/book'
import { Checkbox } from 'antd'
import { useCity, usePrograms } from '../city'

/** As many ways as a policy may have. */
const most = 5

interface Way {
  key: string
  name: string
}
/** What can be chosen, and what was chosen and is there no more: it has to be seen to be taken off. */
const withGone = (ways: readonly Way[], chosen: readonly string[]): Way[] => [
  ...ways,
  ...chosen
    .filter((key) => !ways.some((way) => way.key === key))
    .map((key) => ({ key, name: `${key}（现在没有这一项）` })),
]

/** Where a policy leads: programs that are applied for, services at a station. The first program is the button on the phone. */
export function Opens({ policy, set }: { policy: Policy; set(change: Partial<Policy>): void }) {
  const programs = usePrograms()
  const city = useCity()
  if (!programs || !city) return null
  const { opens } = policy
  const keysOf = (kind: Opened['kind']) => opens.filter((one) => one.kind === kind).map(({ key }) => key)
  const waysTo = (kind: Opened['kind'], legend: string, ways: readonly Way[]) => (
    <fieldset className="policy-choices">
      <legend>{legend}</legend>
      <Checkbox.Group
        options={withGone(ways, keysOf(kind)).map(({ key, name }) => ({
          value: key,
          label: name,
          disabled: opens.length >= most && !keysOf(kind).includes(key),
        }))}
        value={keysOf(kind)}
        onChange={(keys: string[]) =>
          set({
            opens: [...opens.filter((one) => one.kind !== kind), ...keys.map((key) => ({ kind, key }))],
          })
        }
      />
    </fieldset>
  )
  return (
    <>
      {waysTo(
        'program',
        '在哪里申请',
        programs.map(({ key, title }) => ({ key, name: title })),
      )}
      {waysTo(
        'service',
        '凭人才码用哪些服务',
        city.services.map(({ id, name }) => ({ key: id, name })),
      )}
      <p className="second small">
        两样合起来最多 {most} 项。手机上“去申请”打开勾选的第一个项目；都不勾，就只说明政策。
      </p>
    </>
  )
}

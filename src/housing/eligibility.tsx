import { View } from '@tarojs/components'
import type { Criterion } from '@jucai/contract/applications'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { SignInFirst } from '@/components/sign-in-first'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import type { IconName } from '@/theme/icon-names'

const icons: Record<Criterion['result'], IconName> = {
  pass: 'circle-check',
  fail: 'circle-x',
  unknown: 'info',
  'not-applicable': 'check',
  office: 'user-round',
}
const results: Record<Criterion['result'], string> = {
  pass: '符合',
  fail: '不符合',
  unknown: '还不知道',
  'not-applicable': '不涉及',
  office: '由人才办判断',
}
const heads = {
  pass: '可以申请',
  fail: '还不能申请',
  unknown: '还差几项',
  'not-applicable': '不涉及',
  'not-computed': '还不能核对',
} as const

/** Whether one may have a flat, clause by clause, before applying. Answers are given on the policy's page. */
export function Eligibility() {
  const token = useSession((session) => session.token)
  if (token === null)
    return (
      <Card title="你能不能申请">
        <SignInFirst text="登录后逐条对照你的情况，申请之前就知道。" />
      </Card>
    )
  return <Standing />
}

function Standing() {
  const loaded = useLoaded(() => call('GET /me/flat-standing'))
  const outcome = loaded.data?.outcome
  return (
    <Card title="你能不能申请" aside={outcome && heads[outcome]}>
      <Loaded of={loaded}>
        {({ criteria }) => (
          <>
            {criteria.length === 0 && (
              <Notice kind="care" title="还没有人才登记">
                登记之后逐条核对，马上就知道。
              </Notice>
            )}
            {criteria.map(({ key, title, result, because }) => (
              <View key={key} className={`flat-clause flat-clause-${result}`}>
                <Icon name={icons[result]} />
                <View>
                  <View className="strong">{`${title}：${results[result]}`}</View>
                  {because && <View className="tiny">{because}</View>}
                </View>
              </View>
            ))}
            <View className="flat-do">
              {criteria.some(({ result }) => result === 'unknown') && (
                <Button
                  kind="secondary"
                  onClick={() => openPage('/policies/policy/index?code=youth-apartment')}
                >
                  答几个问题就知道
                </Button>
              )}
              <Button
                kind="star"
                onClick={() =>
                  openPage(
                    criteria.length === 0
                      ? '/account/register/index'
                      : '/applications/program/index?key=apartment',
                  )
                }
              >
                {criteria.length === 0 ? '去登记' : '申请入住资格'}
              </Button>
            </View>
          </>
        )}
      </Loaded>
    </Card>
  )
}

import { View } from '@tarojs/components'
import type { EmployerCard, JoinRequest } from '@jucai/contract/employer-shapes'
import { employerStateLabels, memberRightLabels } from '@jucai/contract/employer-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { employerPage, stateTones, stateWords } from '../looks'
import { RequestCard } from './request'

/** The reader's employers, and where they asked to be let in. */
export default function MyEmployersPage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="我的单位" desk="column" up="/pages/services/index">
      {signedIn ? (
        <Mine />
      ) : (
        <Card>
          <SignInFirst text="登录后登记单位、发布岗位。" />
        </Card>
      )}
    </Page>
  )
}

function Mine() {
  const loaded = useLoaded(() => call('GET /me/employers'))
  useRefresh(loaded.reload)
  useSettledMessages('/employers/mine/index', loaded.data !== undefined)
  return (
    <Loaded of={loaded}>
      {({ employers, requests }) => (
        <View className="stack">
          {employers.length === 0 && requests.length === 0 ? (
            <Card>
              <Empty
                icon="building-2"
                title="还没有单位"
                text="单位的招聘经办人在这里登记单位。核实以后可以发布岗位、参加招聘会、办见习和引智。找工作的人不用登记。"
              />
            </Card>
          ) : (
            <Employers items={employers} />
          )}
          {requests.map((request) => (
            <RequestCard key={request.id} request={request} onChanged={() => void loaded.reload()} />
          ))}
          <Ways requests={requests} />
        </View>
      )}
    </Loaded>
  )
}

function Employers({ items }: { items: readonly EmployerCard[] }) {
  if (items.length === 0) return null
  return (
    <CellGroup>
      {items.map((one) => (
        <Cell
          key={one.id}
          title={one.name}
          note={
            <>
              <View>{`${memberRightLabels[one.right]} · ${one.reason ?? stateWords[one.state]}`}</View>
              {one.waiting > 0 && <View>{`${one.waiting} 人申请加入，等你答复`}</View>}
            </>
          }
          value={<Tag tone={stateTones[one.state]}>{employerStateLabels[one.state]}</Tag>}
          to={employerPage(one.id)}
        />
      ))}
    </CellGroup>
  )
}

function Ways({ requests }: { requests: readonly JoinRequest[] }) {
  return (
    <>
      <Button wide onClick={() => openPage('/employers/register/index')}>
        登记一个单位
      </Button>
      <Button wide kind="secondary" onClick={() => openPage('/employers/join/index')}>
        {requests.length > 0 ? '用邀请码加入，或再申请一个' : '单位已经登记过，我要加入'}
      </Button>
    </>
  )
}

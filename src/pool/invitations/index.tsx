import { View } from '@tarojs/components'
import type { PoolInvitation } from '@jucai/contract/pool'
import { poolInvitationLabels, poolPage, searchKindLabels } from '@jucai/contract/pool-vocabulary'
import { call } from '@/api'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import type { Loading } from '@/components/loaded'
import { Page } from '@/components/page'
import { PagedList, usePaged } from '@/components/paged-list'
import { Rows } from '@/components/rows'
import { SignInFirst } from '@/components/sign-in-first'
import { Tag } from '@/components/tag'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { stateLine, tones } from '../looks'
import { MembershipButton, useMembership, type Membership } from '../membership'
import '../pool.scss'

/** Invitations of the office to the reader, and whether it may send any. */
export default function InvitationsPage() {
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="给我的邀请" up="/pages/mine/index">
      {signedIn ? (
        <Mine />
      ) : (
        <Card>
          <SignInFirst text="登录后看人才办给你的邀请。" />
        </Card>
      )}
    </Page>
  )
}

function Mine() {
  useSettledMessages(poolPage, true)
  const membership = useMembership()
  const list = usePaged((from) => call('GET /me/pool-invitations', { query: from }))
  useRefresh(() => Promise.all([list.reload(), membership.reload()]))
  return (
    <View className="stack">
      <Top of={membership} />
      <PagedList
        of={list}
        empty={
          <Card>
            <Empty
              icon="send"
              title="还没有邀请"
              text="人才办有合适的岗位、项目或活动，会在这里问你。接受之前，对方看不到你的姓名和电话。"
            />
          </Card>
        }
      >
        {(items) => <Invitations items={items} />}
      </PagedList>
      <CellGroup title="你说了算">
        <Cell
          icon="eye"
          title="谁看过我的信息"
          note="每一次查找和查看，都写着是谁、为了什么"
          to="/account/my-data/index"
        />
      </CellGroup>
      {membership.data?.isMember && (
        <MembershipButton of={membership} wide onChanged={() => void list.reload()} />
      )}
    </View>
  )
}

/** On the night sky: whether the office can find the reader at all. */
function Top({ of }: { of: Loading<Membership> }) {
  if (!of.data) return null
  const { isMember } = of.data
  return (
    <View className="pool-top">
      <View className="pool-top-words">人才库推荐</View>
      <View className="pool-top-what">{isMember ? '人才办能找到你' : '现在没有人能找到你'}</View>
      <View className="pool-top-words">
        {isMember
          ? '对方先看到学校、专业和意向，姓名隐去部分。要不要联系，由你决定。'
          : '你没有同意人才库推荐，或者已经停止。同意以后才会有邀请。'}
      </View>
      {!isMember && (
        <View className="pool-top-do">
          <MembershipButton of={of} wide onChanged={() => undefined} />
        </View>
      )}
    </View>
  )
}

function Invitations({ items }: { items: readonly PoolInvitation[] }) {
  const [open, over] = [
    items.filter(({ state }) => state === 'open'),
    items.filter(({ state }) => state !== 'open'),
  ]
  return (
    <>
      {open.length > 0 && <Group title="等你答复" items={open} />}
      {over.length > 0 && <Group title="答复过和已结束的" items={over} />}
    </>
  )
}

function Group({ title, items }: { title: string; items: PoolInvitation[] }) {
  return (
    <CellGroup title={title}>
      <Rows items={items} keyOf={({ id }) => id}>
        {(item) => (
          <Cell
            title={item.subject || '内容已删除'}
            note={
              <>
                <View>{`${searchKindLabels[item.kind]} · ${item.title}`}</View>
                <View>{stateLine(item)}</View>
              </>
            }
            value={<Tag tone={tones[item.state]}>{poolInvitationLabels[item.state]}</Tag>}
            to={`/pool/invitation/index?id=${item.id}`}
          />
        )}
      </Rows>
    </CellGroup>
  )
}

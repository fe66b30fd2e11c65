import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { followUpKindLabels, type FollowUpKind } from '@jucai/contract/application-vocabulary'
import type { FollowUp } from '@jucai/contract/stations'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Empty } from '@/components/empty'
import { Icon } from '@/components/icon'
import { Loaded, useLoaded } from '@/components/loaded'
import { Page } from '@/components/page'
import { SignInFirst } from '@/components/sign-in-first'
import { Skeleton } from '@/components/skeleton'
import { Tag } from '@/components/tag'
import { openPage } from '@/page-address'
import { useSession } from '@/session'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText, spanText } from '@/words/dates'
import './follow-up.scss'

const landed: readonly FollowUpKind[] = ['returned', 'project-landed', 'capital-invested']
const visitWords = { booked: '已约好', came: '来过了', missed: '没有来', cancelled: '已取消' } as const

/** Who answers for a returnee's registration, by when, and what has come of the conversation. */
export default function FollowUpPage() {
  const id = useRouter().params.id ?? ''
  const signedIn = useSession(({ token }) => token !== null)
  return (
    <Page title="专人联系" up="/pages/mine/index">
      {!signedIn ? (
        <SignInFirst />
      ) : id === '' ? (
        <Card>
          <Empty title="链接不完整" text="请从“我的申请”里打开。" />
        </Card>
      ) : (
        <Conversation id={id} />
      )}
    </Page>
  )
}

function Conversation({ id }: { id: string }) {
  const loaded = useLoaded(() => call('GET /me/follow-ups/:application', { params: { application: id } }))
  useSettledMessages(`/homecoming/follow-up/index?id=${id}`, loaded.data !== undefined)
  useRefresh(loaded.reload)
  return (
    <Loaded
      of={loaded}
      skeleton={
        <View className="stack">
          <Skeleton shape="card" />
          <Skeleton />
        </View>
      }
    >
      {(followUp) => (
        <View className="stack">
          <Contact followUp={followUp} />
          {followUp.answer && (
            <Card title="对方的答复">
              <View className="said">{followUp.answer}</View>
            </Card>
          )}
          <Outcome milestones={followUp.milestones} />
          <Conversed milestones={followUp.milestones} />
          {followUp.visits.length > 0 && (
            <CellGroup title="来访">
              {followUp.visits.map((visit) => (
                <Cell
                  key={visit.id}
                  icon="calendar"
                  title={spanText(visit.startsAt, visit.endsAt)}
                  note={visit.stationName}
                  value={
                    <Tag tone={visit.state === 'came' ? 'good' : visit.state === 'missed' ? 'care' : 'night'}>
                      {visitWords[visit.state]}
                    </Tag>
                  }
                  to={`/homecoming/station/index?id=${visit.stationId}`}
                />
              ))}
            </CellGroup>
          )}
          <CellGroup>
            <Cell
              icon="map-pin"
              title="找工作站，约个时间"
              note="当面聊更快"
              to="/homecoming/stations/index"
            />
            <Cell
              icon="shield-check"
              title="谁看过我的登记"
              note="每一次查看都有记录和理由"
              to="/account/my-data/index"
            />
            <Cell
              icon="file-text"
              title="看我的登记"
              to={`/applications/application/index?id=${followUp.applicationId}`}
            />
          </CellGroup>
        </View>
      )}
    </Loaded>
  )
}

function Contact({ followUp: { contact, replyBy, answer } }: { followUp: FollowUp }) {
  if (!contact) {
    return (
      <View className="contact">
        <View className="contact-over">{replyBy.at ? '会有一位具名的人答复你' : '这份登记已办结'}</View>
        <View className="contact-due">{replyBy.at ? replyBy.words : ''}</View>
        {replyBy.at && (
          <View className="contact-line">
            <Icon name={replyBy.overdue ? 'triangle-alert' : 'clock'} />
            <View>
              {replyBy.overdue
                ? '答复晚了，已经提醒负责人。你也可以打电话催。'
                : '到期前一定答复，晚了会提醒负责人。'}
            </View>
          </View>
        )}
      </View>
    )
  }
  return (
    <View className="contact">
      <View className="contact-over">{answer ? '和你联系的人' : '接手的联系人'}</View>
      <View className="contact-name">{contact.name}</View>
      <View className="contact-line">
        <Icon name="building-2" />
        <View>{contact.station}</View>
      </View>
      <View className="contact-do">
        <Button
          kind="star"
          icon="phone"
          label={`打电话给${contact.name}，${contact.phone}`}
          onClick={() => Taro.makePhoneCall({ phoneNumber: contact.phone }).catch(() => undefined)}
        >
          {contact.phone}
        </Button>
      </View>
    </View>
  )
}

/** What landed, said large; nothing while nothing has. */
function Outcome({ milestones }: { milestones: FollowUp['milestones'] }) {
  const found = milestones.filter(({ kind }) => landed.includes(kind))
  if (found.length === 0) return null
  return (
    <View className="landed">
      {found.map(({ kind, on }, index) => (
        <View key={`${kind}${index}`} className="landed-line">
          <Icon name="circle-check" />
          <View>
            <View className="strong">{followUpKindLabels[kind]}</View>
            <View className="tiny">{dayText(on)}</View>
          </View>
        </View>
      ))}
    </View>
  )
}

function Conversed({ milestones }: { milestones: FollowUp['milestones'] }) {
  return (
    <Card title="联系经过">
      {milestones.length === 0 ? (
        <View className="small">还没有记录。联系、见面、来访之后，联系人会记在这里，你也看得到。</View>
      ) : (
        <View className="talked" aria-role="list">
          {milestones.map(({ kind, on, note }, index) => (
            <View
              key={`${kind}${on}${index}`}
              className={landed.includes(kind) ? 'talked-step talked-star' : 'talked-step'}
              aria-role="listitem"
            >
              <View className="strong">{followUpKindLabels[kind]}</View>
              {note && <View className="small">{note}</View>}
              <View className="tiny">{dayText(on)}</View>
            </View>
          ))}
        </View>
      )}
      {milestones.length > 0 && (
        <View className="talked-foot">
          <Button kind="quiet" onClick={() => openPage('/homecoming/stations/index')}>
            想改时间、想见面？约工作站
          </Button>
        </View>
      )}
    </Card>
  )
}

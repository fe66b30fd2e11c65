import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { dayInChina } from '@jucai/contract/china-time'
import type { EmployerMember, JoinRequest } from '@jucai/contract/employer-shapes'
import { memberRightLabels } from '@jucai/contract/employer-vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { employerMeant, employerPage } from '../looks'
import { Invite } from './invite'
import { Requests } from './requests'

interface People {
  employer: string
  members: EmployerMember[]
  requests: JoinRequest[]
  isOwner: boolean
}
const read = async (id: string): Promise<People> => {
  const employer = await employerMeant(id)
  const { items: members } = await call('GET /employers/:employer/people', { params: { employer } })
  const isOwner = members.some(({ me, right }) => me && right === 'owner')
  const requests = isOwner
    ? (await call('GET /employers/:employer/requests', { params: { employer } })).items
    : []
  return { employer, members, requests, isOwner }
}

/** The people of an employer: who is what, who asks to be let in, whom to invite. */
export default function PeoplePage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(() => read(id))
  const [open, setOpen] = useState<EmployerMember>()
  useRefresh(loaded.reload)
  return (
    <Page title="单位人员" desk="column" up={employerPage(id)}>
      <Loaded of={loaded}>
        {({ employer, members, requests, isOwner }) => (
          <View className="stack">
            <Requests employer={employer} items={requests} onChanged={() => void loaded.reload()} />
            <CellGroup title={`${members.length} 人`}>
              {members.map((one) => (
                <Cell
                  key={one.id}
                  title={`${one.name}${one.me ? '（你）' : ''}`}
                  note={`${memberRightLabels[one.right]} · ${dayText(dayInChina(one.since))}起`}
                  {...(isOwner || one.me ? { onClick: () => setOpen(one) } : {})}
                />
              ))}
            </CellGroup>
            {isOwner ? (
              <Invite employer={employer} />
            ) : (
              <Card>负责人可以邀请、移出和改分工。你可以点自己的名字退出。</Card>
            )}
            {open && (
              <OneSheet
                employer={employer}
                member={open}
                isOwner={isOwner}
                onClose={() => setOpen(undefined)}
                onChanged={() => void loaded.reload()}
              />
            )}
          </View>
        )}
      </Loaded>
    </Page>
  )
}

interface OneProps {
  employer: string
  member: EmployerMember
  isOwner: boolean
  onClose(): void
  onChanged(): void
}
function OneSheet({ employer, member, isOwner, onClose, onChanged }: OneProps) {
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<string>()
  const params = { employer, member: member.id }
  const other = member.right === 'owner' ? 'recruiter' : 'owner'
  const act = async (run: () => Promise<unknown>, done: string, next: () => unknown = onChanged) => {
    setFault(undefined)
    try {
      await run()
      toast(done)
      onClose()
      next()
    } catch (error) {
      setAsking(false)
      setFault(wordsOf(error))
    }
  }
  const change = () =>
    act(() => call('PUT /employers/:employer/people/:member', { params, body: { right: other } }), '分工已改')
  const remove = () =>
    act(
      () => call('DELETE /employers/:employer/people/:member', { params }),
      member.me ? '已退出' : '已移出',
      member.me ? () => Taro.redirectTo({ url: '/employers/mine/index' }) : onChanged,
    )
  return (
    <Sheet title={member.name} onClose={onClose}>
      <View className="stack">
        <View>{`现在是${memberRightLabels[member.right]}。负责人可以办所有的事，招聘经办人办岗位和招聘。`}</View>
        {fault && (
          <Notice kind="bad" title="没有改" live>
            {fault}
          </Notice>
        )}
        {isOwner && (
          <Button wide kind="secondary" onClick={change}>
            {`设为${memberRightLabels[other]}`}
          </Button>
        )}
        <Button wide kind="danger" onClick={() => setAsking(true)}>
          {member.me ? '退出这个单位' : '移出单位'}
        </Button>
      </View>
      {asking && (
        <Dialog
          title={member.me ? '退出这个单位？' : `移出${member.name}？`}
          confirm={member.me ? '退出' : '移出'}
          cancel="不了"
          danger
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          {member.me
            ? '马上看不到这个单位的资料和人才。'
            : '对方马上看不到单位的资料和人才，发出的邀请一起收回。'}
        </Dialog>
      )}
    </Sheet>
  )
}

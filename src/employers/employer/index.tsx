import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import type { Employer } from '@jucai/contract/employer-shapes'
import {
  employerKindLabels,
  employerSizeLabels,
  employerStateLabels,
  memberRightLabels,
} from '@jucai/contract/employer-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Cell, CellGroup } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Loaded, useLoaded } from '@/components/loaded'
import { Notice } from '@/components/notice'
import { Page } from '@/components/page'
import { Sheet } from '@/components/sheet'
import { Tag } from '@/components/tag'
import { TextArea } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useKeptWords } from '@/kept-words'
import { useSettledMessages } from '@/settled-messages'
import { useRefresh } from '@/use-refresh'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { employerMeant, employerPage, stateTones, stateWords } from '../looks'

/** One employer: where it stands, what waits, and what can be done. */
export default function EmployerPage() {
  const { id = '' } = useRouter().params
  const loaded = useLoaded(async () =>
    call('GET /employers/:employer', { params: { employer: await employerMeant(id) } }),
  )
  useRefresh(loaded.reload)
  useSettledMessages(employerPage(id), loaded.data !== undefined)
  return (
    <Page title="单位" desk="two" up="/employers/mine/index">
      <Loaded of={loaded}>
        {(employer) => (
          <View className="stack">
            <Standing employer={employer} />
            <View className="stack desk-panes">
              <Ways employer={employer} />
              <Facts employer={employer} />
            </View>
            <Leaving employer={employer} onChanged={loaded.set} />
          </View>
        )}
      </Loaded>
    </Page>
  )
}

function Standing({ employer }: { employer: Employer }) {
  const { name, state, reason, missing, verifiedOn } = employer
  return (
    <Card>
      <View className="wrap">
        <View className="h3" aria-role="heading" aria-level={2}>
          {name}
        </View>
        <Tag tone={stateTones[state]}>{employerStateLabels[state]}</Tag>
      </View>
      <View>{stateWords[state]}</View>
      {reason && <View>{`人才办：${reason}`}</View>}
      {(state === 'draft' || state === 'returned') && missing.length > 0 && (
        <View className="small">{`还缺：${missing.join('、')}`}</View>
      )}
      {verifiedOn && <View className="tiny">{`${dayText(verifiedOn)}核实`}</View>}
    </Card>
  )
}

function Ways({ employer: { id, right, state, waiting } }: { employer: Employer }) {
  const isOwner = right === 'owner'
  const mayEdit = isOwner && ['draft', 'returned', 'verified'].includes(state)
  return (
    <CellGroup>
      {mayEdit && (
        <Cell
          icon="file-text"
          title={state === 'verified' ? '改单位资料' : '补全资料并提交'}
          to={`/employers/details/index?id=${id}`}
        />
      )}
      <Cell
        icon="users"
        title="人员"
        note={waiting > 0 ? `${waiting} 人申请加入，等你答复` : '负责人、招聘经办人、邀请'}
        to={`/employers/people/index?id=${id}`}
      />
      {(state === 'verified' || state === 'suspended') && (
        <Cell
          icon="briefcase"
          title="岗位和投递"
          note="发布岗位，答复投递的人"
          to={`/posts/desk-posts/index?employer=${id}`}
        />
      )}
      {(state === 'verified' || state === 'suspended') && (
        <Cell
          icon="handshake"
          title="双聘和周末专家"
          note="发起、签署、确认工时"
          to={`/engagements/desk/index?employer=${id}`}
        />
      )}
      {state === 'verified' && (
        <Cell
          icon="calendar"
          title="招聘会展位"
          note="申请展位，叫号，记面谈结果"
          to={`/fairs/desks/index?employer=${id}`}
        />
      )}
      {state === 'verified' && (
        <Cell
          icon="graduation-cap"
          title="见习基地"
          note="提供见习岗位，签协议，登记到岗，确认出勤"
          to={`/internships/base/index?employer=${id}`}
        />
      )}
      {state === 'verified' && (
        <Cell icon="eye" title="公开页" note="别人看到的单位" to={`/employers/profile/index?id=${id}`} />
      )}
    </CellGroup>
  )
}

function Facts({ employer }: { employer: Employer }) {
  const facts = [
    ['统一社会信用代码', employer.creditCode],
    ['性质', employerKindLabels[employer.kind]],
    ['地址', employer.address],
    ['主营业务', employer.field],
    ['人数', employer.size ? employerSizeLabels[employer.size] : ''],
    ['联系人', [employer.contactName, employer.contactPhone].filter(Boolean).join('，')],
    ['你的分工', memberRightLabels[employer.right]],
    ['今天看过的人才', `${employer.looks.today} 人，一天最多 ${employer.looks.allowed} 人`],
  ].filter(([, value]) => value)
  return (
    <Card title="资料">
      {facts.map(([label, value]) => (
        <View key={label}>
          <View className="tiny">{label}</View>
          <View>{value}</View>
        </View>
      ))}
    </Card>
  )
}

interface LeavingProps {
  employer: Employer
  onChanged(next: Employer): void
}
function Leaving({ employer, onChanged }: LeavingProps) {
  const [open, setOpen] = useState(false)
  if (employer.right !== 'owner' || employer.state === 'closed') return null
  const isDraft = employer.state === 'draft'
  const close = () => setOpen(false)
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {isDraft ? '删掉这份登记' : '退出平台'}
      </Button>
      {open && isDraft && <ThrowAway employer={employer} onClose={close} />}
      {open && !isDraft && <Leave employer={employer} onChanged={onChanged} onClose={close} />}
    </>
  )
}

function ThrowAway({ employer, onClose }: { employer: Employer; onClose(): void }) {
  const [fault, setFault] = useState<string>()
  const send = async () => {
    try {
      await call('DELETE /employers/:employer', { params: { employer: employer.id } })
      toast('已删除')
      void Taro.redirectTo({ url: '/employers/mine/index' })
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Dialog title="删掉这份登记？" confirm="删掉" cancel="留着" danger onConfirm={send} onClose={onClose}>
      填过的内容一起删掉，找不回来。
      {fault && (
        <Notice kind="bad" title="没有删掉" live>
          {fault}
        </Notice>
      )}
    </Dialog>
  )
}

function Leave({ employer, onChanged, onClose }: LeavingProps & { onClose(): void }) {
  const [reason, setReason] = useKeptWords(`employer-leave-${employer.id}`)
  const [fault, setFault] = useState<string>()
  const attempt = useAttempt()
  const open = employer.open.filter(({ count }) => count > 0)
  const send = async () => {
    const words = reason.replace(/\s+/g, ' ').trim()
    if (words.length < 6) return setFault('请写明原因，至少 6 个字')
    try {
      onChanged(
        await call(
          'POST /employers/:employer/closing',
          { params: { employer: employer.id }, body: { version: employer.version, reason: words } },
          { attempt },
        ),
      )
      setReason('')
      onClose()
      toast('单位已退出')
    } catch (error) {
      setFault(wordsOf(error))
    }
  }
  return (
    <Sheet title="退出平台" onClose={onClose}>
      <View className="stack">
        {open.length > 0 && (
          <Notice kind="care" title="还有没办完的事">
            {open.map(({ what, count }) => `${count} ${what}`).join('、')}
          </Notice>
        )}
        <TextArea
          label="原因"
          hint="单位的人和人才办看得到"
          maxLength={300}
          value={reason}
          error={fault}
          onChange={setReason}
        />
        <View className="small">
          退出以后不能再发布岗位、看人才；以前的记录还能看。要再用，需要重新登记。
        </View>
        <Button wide kind="danger" onClick={send}>
          退出平台
        </Button>
      </View>
    </Sheet>
  )
}

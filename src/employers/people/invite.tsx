import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { dayInChina } from '@jucai/contract/china-time'
import type { EmployerInvitation } from '@jucai/contract/employer-shapes'
import { memberRightLabels, memberRights, type MemberRight } from '@jucai/contract/employer-vocabulary'
import { call } from '@/api'
import { useAttempt } from '@/attempt'
import { Button } from '@/components/button'
import { Cell, CellGroup } from '@/components/cell'
import { Choice } from '@/components/choice'
import { Notice } from '@/components/notice'
import { PagedList, usePaged } from '@/components/paged-list'
import { Sheet } from '@/components/sheet'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { dayText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { faultsOf, noFaults } from '../faults'
import '../employers.scss'

const stateWords: Record<EmployerInvitation['state'], string> = {
  open: '还没有用',
  accepted: '已加入',
  revoked: '已收回',
  expired: '已过期',
}

/** Invitations of an employer, and a new one. */
export function Invite({ employer }: { employer: string }) {
  const [open, setOpen] = useState(false)
  const list = usePaged((from) =>
    call('GET /employers/:employer/invitations', { params: { employer }, query: from }),
  )
  const takeBack = async (id: string) => {
    try {
      await call('DELETE /employers/:employer/invitations/:employerInvitation', {
        params: { employer, employerInvitation: id },
      })
      toast('已收回')
    } catch (error) {
      toast(wordsOf(error))
    }
    await list.reload()
  }
  return (
    <>
      <Button wide onClick={() => setOpen(true)}>
        邀请同事
      </Button>
      <PagedList of={list} empty={<View className="small">还没有发过邀请。</View>}>
        {(items) => (
          <CellGroup title="邀请">
            {items.map((one) => (
              <Cell
                key={one.id}
                title={one.note || memberRightLabels[one.right]}
                note={`${memberRightLabels[one.right]} · ${stateWords[one.state]} · ${dayText(dayInChina(one.expiresAt))}前有效`}
                {...(one.state === 'open' ? { value: '收回', onClick: () => void takeBack(one.id) } : {})}
              />
            ))}
          </CellGroup>
        )}
      </PagedList>
      {open && (
        <NewInvitation
          employer={employer}
          onClose={() => {
            setOpen(false)
            void list.reload()
          }}
        />
      )}
    </>
  )
}

function NewInvitation({ employer, onClose }: { employer: string; onClose(): void }) {
  const [right, setRight] = useState<MemberRight>('recruiter')
  const [note, setNote] = useState('')
  const [code, setCode] = useState<string>()
  const [faults, setFaults] = useState(noFaults)
  const attempt = useAttempt()
  const send = async () => {
    setFaults(noFaults)
    try {
      const body = { right, note: note.trim() }
      setCode(
        (await call('POST /employers/:employer/invitations', { params: { employer }, body }, { attempt }))
          .code,
      )
    } catch (error) {
      setFaults(faultsOf(error))
    }
  }
  if (code)
    return (
      <Sheet title="邀请码" onClose={onClose}>
        <View className="stack">
          <View className="employer-code">{code}</View>
          <View>只显示这一次，7 天内有效，一人用一次。请发给对方，在“我的单位 → 加入”里填写。</View>
          <Button wide onClick={() => Taro.setClipboardData({ data: code })}>
            复制邀请码
          </Button>
        </View>
      </Sheet>
    )
  return (
    <Sheet title="邀请同事" onClose={onClose}>
      <View className="stack">
        <TextInput
          label="给谁"
          hint="方便你自己记，对方看不到"
          maxLength={60}
          value={note}
          error={faults.fields.note}
          onChange={setNote}
        />
        <Choice
          label="分工"
          options={memberRights.map((value) => ({
            value,
            label: memberRightLabels[value],
            note: value === 'owner' ? '可以办所有的事，也能移出别人' : '办岗位和招聘',
          }))}
          value={right}
          onChange={setRight}
        />
        {faults.words && (
          <Notice kind="bad" title="没有发出" live>
            {faults.words}
          </Notice>
        )}
        <Button wide onClick={send}>
          生成邀请码
        </Button>
      </View>
    </Sheet>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { ProblemError } from '@jucai/contract/client'
import { roleLabels, staffRoles, type StaffRole } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Choice } from '@/components/choice'
import { Notice } from '@/components/notice'
import { PickerSheet, type PickerOption } from '@/components/picker-sheet'
import { TextInput } from '@/components/text-input'
import { toast } from '@/components/toast'
import { useAttempt } from '@/attempt'
import { wordsOf } from '@/words/problems'
import './team.scss'

const roleOptions = staffRoles.map((value) => ({ value, label: roleLabels[value] }))
const stations = async (): Promise<PickerOption[]> =>
  (await call('GET /city')).stations.map(({ id, name, address }) => ({
    value: id,
    label: name,
    note: address,
  }))
const findStations = async (query: string): Promise<PickerOption[]> =>
  (await stations()).filter(({ label, note }) => `${label}${note}`.toLowerCase().includes(query))

type Faults = { role?: string | undefined; station?: string | undefined; note?: string | undefined }

/** Makes an invitation and shows its code, once. */
export function NewInvitation({ onMade }: { onMade(): void }) {
  const [role, setRole] = useState<StaffRole>()
  const [station, setStation] = useState<PickerOption>()
  const [note, setNote] = useState('')
  const [faults, setFaults] = useState<Faults>({})
  const [error, setError] = useState<string>()
  const [made, setMade] = useState<{ code: string; note: string }>()
  const attempt = useAttempt()

  async function invite(): Promise<void> {
    setError(undefined)
    const found: Faults = {
      role: role ? undefined : '请选择角色',
      station: role === 'clerk' && !station ? '请选择这位工作人员所在的站点' : undefined,
      note: note.trim() ? undefined : '请写明发给谁，方便以后辨认',
    }
    setFaults(found)
    if (!role || found.station || found.note) return
    const body = { role, stationId: role === 'clerk' ? (station?.value ?? null) : null, note: note.trim() }
    try {
      const { code } = await call('POST /staff-invitations', { body }, { attempt })
      setMade({ code, note: body.note })
      setNote('')
      onMade()
    } catch (problem) {
      const fields =
        problem instanceof ProblemError
          ? Object.fromEntries(
              problem.errors.map(({ pointer, detail }) => [
                pointer.slice(1).replace('stationId', 'station'),
                detail,
              ]),
            )
          : {}
      setFaults(fields)
      if (Object.keys(fields).length === 0) setError(wordsOf(problem))
    }
  }

  if (made) {
    return (
      <Card title={`给“${made.note}”的邀请码`}>
        <View className="stack">
          <View className="invite-code" aria-label={`邀请码 ${made.code}`}>
            {made.code}
          </View>
          <Notice kind="care" title="只显示这一次">
            复制后用电话或当面告诉对方，不要发到群里。
          </Notice>
          <Button
            wide
            icon="file-text"
            onClick={() => Taro.setClipboardData({ data: made.code }).then(() => toast('已复制'))}
          >
            复制邀请码
          </Button>
          <Button wide kind="quiet" onClick={() => setMade(undefined)}>
            已记下，关掉
          </Button>
        </View>
      </Card>
    )
  }
  return (
    <Card title="邀请同事">
      <View className="stack">
        <Choice
          label="角色"
          hint="系统、安全、审计三种管理员不能是同一个人"
          options={roleOptions}
          value={role}
          error={faults.role}
          onChange={(chosen) => {
            setRole(chosen)
            setFaults({ ...faults, role: undefined })
          }}
        />
        {role === 'clerk' && (
          <PickerSheet
            label="站点"
            options={findStations}
            value={station}
            error={faults.station}
            onChange={(chosen) => {
              setStation(chosen)
              setFaults({ ...faults, station: undefined })
            }}
          />
        )}
        <TextInput
          label="发给谁"
          hint="例如：人才服务大厅 小陈。只有管理员看得到"
          maxLength={60}
          autoComplete="off"
          value={note}
          error={faults.note}
          onChange={(text) => {
            setNote(text)
            setFaults({ ...faults, note: undefined })
          }}
        />
        {error && (
          <Notice kind="bad" title="没有生成邀请码" live>
            {error}
          </Notice>
        )}
        <Button wide onClick={invite}>
          生成邀请码
        </Button>
      </View>
    </Card>
  )
}

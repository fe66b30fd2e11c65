import { useState } from 'react'
import { View } from '@tarojs/components'
import type { StaffMember } from '@jucai/contract/staff'
import { roleLabels, type StaffRole } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { PagedRows } from '@/components/paged-list'
import { toast } from '@/components/toast'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'

/** The staff, masked, and taking a role back. */
export function Members() {
  const [taking, setTaking] = useState<{ member: StaffMember; remove(): void }>()
  const [error, setError] = useState<string>()

  async function take(): Promise<void> {
    if (!taking) return
    setError(undefined)
    try {
      await call('DELETE /staff/:person/roles/:role', {
        params: { person: taking.member.personId, role: taking.member.role as StaffRole },
      })
      taking.remove()
      toast('已收回')
    } catch (problem) {
      setError(wordsOf(problem))
    }
    setTaking(undefined)
  }

  return (
    <View className="stack">
      <View className="small">打开这个名单，会记入每位成员的“谁看过我的信息”。</View>
      {error && (
        <Notice kind="bad" title="没有收回成功" live>
          {error}
        </Notice>
      )}
      <PagedRows
        load={(from) => call('GET /staff', { query: from })}
        keyOf={({ personId, role }) => `${personId} ${role}`}
        row={(member, { remove }) => (
          <Cell
            title={`${member.maskedName || '未登记姓名'} · ${roleLabels[member.role]}`}
            note={
              <View>
                {[member.station?.name, member.maskedPhone].filter(Boolean).join(' · ')}
                <View>{momentText(member.since)}起</View>
              </View>
            }
            value={
              <Button
                kind="quiet"
                label={`收回 ${member.maskedName} 的${roleLabels[member.role]}角色`}
                onClick={() => setTaking({ member, remove })}
              >
                收回
              </Button>
            }
          />
        )}
        empty={<Empty icon="users" title="还没有成员" text="用“邀请”请第一位同事进来。" />}
      />
      {taking && (
        <Dialog
          title={`收回${taking.member.maskedName}的“${roleLabels[taking.member.role]}”？`}
          confirm="收回角色"
          danger
          onConfirm={take}
          onClose={() => setTaking(undefined)}
        >
          对方会立即退出登录，不能再做这个角色的事。已经做过的记录都保留。
        </Dialog>
      )}
    </View>
  )
}

import { useState } from 'react'
import { View } from '@tarojs/components'
import type { Invitation } from '@jucai/contract/staff'
import { roleLabels } from '@jucai/contract/vocabulary'
import { call } from '@/api'
import { Button } from '@/components/button'
import { Cell } from '@/components/cell'
import { Dialog } from '@/components/dialog'
import { Empty } from '@/components/empty'
import { Notice } from '@/components/notice'
import { PagedRows } from '@/components/paged-list'
import { Tag, type Tone } from '@/components/tag'
import { toast } from '@/components/toast'
import { momentText } from '@/words/dates'
import { wordsOf } from '@/words/problems'
import { NewInvitation } from './new-invitation'

const stateOf = ({
  acceptedAt,
  revokedAt,
  expiresAt,
}: Invitation): { word: string; tone: Tone; open: boolean } => {
  if (acceptedAt) return { word: '已接受', tone: 'good', open: false }
  if (revokedAt) return { word: '已撤销', tone: 'plain', open: false }
  if (Date.parse(expiresAt) < Date.now()) return { word: '已过期', tone: 'plain', open: false }
  return { word: '等待接受', tone: 'info', open: true }
}

/** Inviting staff, and the invitations so far. */
export function Invitations() {
  // A new invitation belongs at the top: asking again is simpler than sorting it in, and shows what the
  // server kept.
  const [made, setMade] = useState(0)
  return (
    <View className="stack">
      <NewInvitation onMade={() => setMade(made + 1)} />
      <View className="h2" aria-role="heading" aria-level={2}>
        发出的邀请
      </View>
      <InvitationList key={made} />
    </View>
  )
}

function InvitationList() {
  const [revoking, setRevoking] = useState<{
    invitation: Invitation
    replace(invitation: Invitation): void
  }>()
  const [error, setError] = useState<string>()

  async function revoke(): Promise<void> {
    if (!revoking) return
    setError(undefined)
    try {
      await call('DELETE /staff-invitations/:invitation', { params: { invitation: revoking.invitation.id } })
      revoking.replace({ ...revoking.invitation, revokedAt: new Date().toISOString() })
      toast('已撤销')
    } catch (problem) {
      setError(wordsOf(problem))
    }
    setRevoking(undefined)
  }

  return (
    <>
      {error && (
        <Notice kind="bad" title="没有撤销成功" live>
          {error}
        </Notice>
      )}
      <PagedRows
        load={(from) => call('GET /staff-invitations', { query: from })}
        keyOf={({ id }) => id}
        row={(invitation, { replace }) => {
          const { word, tone, open } = stateOf(invitation)
          return (
            <Cell
              title={`${roleLabels[invitation.role]}${invitation.station ? ` · ${invitation.station.name}` : ''}`}
              note={
                <View>
                  {invitation.note}
                  <View>
                    {momentText(invitation.createdAt)} 发出
                    {open && `，${momentText(invitation.expiresAt)} 前有效`}
                  </View>
                  <Tag tone={tone}>{word}</Tag>
                </View>
              }
              value={
                open ? (
                  <Button
                    kind="quiet"
                    label={`撤销给${invitation.note}的邀请`}
                    onClick={() => setRevoking({ invitation, replace })}
                  >
                    撤销
                  </Button>
                ) : undefined
              }
            />
          )
        }}
        empty={<Empty icon="users" title="还没有发过邀请" text="在上面选好角色，生成第一个邀请码。" />}
      />
      {revoking && (
        <Dialog
          title={`撤销给“${revoking.invitation.note}”的邀请？`}
          confirm="撤销邀请"
          danger
          onConfirm={revoke}
          onClose={() => setRevoking(undefined)}
        >
          邀请码马上失效。需要时可以再发一个。
        </Dialog>
      )}
    </>
  )
}

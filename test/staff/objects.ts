import type { Fixture } from '../fixtures'

/** An invitation, accepted by the holder, who was a clerk for a while. */
export const objects: Fixture = {
  make: async ({ harness, stationId, holder }) => {
    const admin = await harness.office('system-admin')
    const invite = () =>
      admin.call('POST /staff-invitations', {
        body: { role: 'clerk', stationId, note: '人才服务大厅 小陈' },
      })
    const { code } = await invite()
    const guest = await harness.registerPerson()
    await guest.call('POST /me/assignments', { body: { code } })
    const open = await invite()
    return {
      ids: { invitation: open.invitation.id, person: holder.personId },
      owners: { invitation: admin.token },
      exported: { invitations: ['clerk'] },
    }
  },
}

import { v7 as uuidv7 } from 'uuid'
import type { Fixture } from '../fixtures'

/** A device where the holder is signed in, a message to them, and a wrong answer of somebody with their number. */
export const objects: Fixture = {
  make: async ({ harness, holder }) => {
    await harness.app.worker.drain()
    const [session] = (await holder.call('GET /me/sessions')).items
    const [message] = (await holder.call('GET /me/messages')).items
    if (!session || !message) throw new Error('the holder has no session or message')
    await harness.db
      .insertInto('confirmation_try')
      .values({ id: uuidv7(), person_id: holder.personId, at: harness.clock.now() })
      .execute()
    return {
      ids: { session: session.id, message: message.id, role: 'clerk' },
      owners: { session: holder.token, message: holder.token },
      vocabulary: ['role'],
      exported: {
        signIns: [holder.phone],
        sessions: ['"device":"未命名设备"'],
        roles: ['"role":"clerk"', '"role":"lead"'],
      },
    }
  },
}

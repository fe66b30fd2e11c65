import { sealedTo } from '../../server/applications'
import { maskName } from '../../server/core/masking'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../../server/core/db'
import { daysBefore, type World } from '../world'

/** Somebody who lives with a sample applicant. */
export interface SampleRelative {
  relation: 'spouse' | 'child' | 'parent'
  name: string
  bornOn: string
}

/** Qualifications that were decided on paper before the engine was there: approved, without files (示例). */
export const qualifyOnPaper = async (
  tx: Db,
  world: World,
  person: { id: string; name: string; serial: number; household: readonly SampleRelative[] },
): Promise<void> => {
  const at = daysBefore(world, 75)
  const id = uuidv7({ msecs: at.getTime() })
  await tx
    .insertInto('application')
    .values({
      id,
      number: `GY-PAPER-${String(person.serial).padStart(4, '0')}`,
      program: 'apartment',
      program_version: 1,
      person_id: person.id,
      state: 'approved',
      is_open: false,
      version: 1,
      answers: world.vault.encrypt(JSON.stringify({ household: person.household }), sealedTo.answers(id)),
      masked_name: world.vault.encrypt(maskName(person.name), sealedTo.maskedName(id)),
      keep_answers: false,
      submitted_at: at,
      queued_at: at,
      updated_at: at,
      due_at: null,
      days_left: null,
      counts_from: null,
      answer_by: null,
      answered_at: null,
      answered_in_time: null,
      rank_at: at,
      station_id: null,
      contact_id: null,
      assigned_to: null,
      claimed_by: null,
      claimed_until: null,
      recommended_by: null,
      open_fields: JSON.stringify([]),
      requested: null,
      refusal: null,
      appeal: null,
      notice_from: null,
      notice_to: null,
    })
    .execute()
  await tx
    .insertInto('application_step')
    .values({
      id: uuidv7({ msecs: at.getTime() }),
      application_id: id,
      version: 1,
      event: 'submit',
      from_state: null,
      to_state: 'approved',
      actor_id: null,
      actor_role: 'system',
      note: null,
      at,
    })
    .execute()
}

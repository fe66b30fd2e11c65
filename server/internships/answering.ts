import { emit } from '../core/outbox'
import type { InternshipWork } from './deps'
import { holdWishesOf, updateWish } from './repository'

declare module '../core/outbox' {
  interface Events {
    'internship-wish.made': { wishId: string; placeId: string; personId: string }
    /** Its person reads the answer. */
    'internship-wish.answered': { wishId: string; placeId: string; personId: string; chosen: boolean }
  }
}

/** Everybody who waits at these places is told that nothing comes of it, and why: nobody is left without an answer. */
export const answerWaiting = async (
  { db, now }: Pick<InternshipWork, 'db' | 'now'>,
  placeIds: readonly string[],
  answer: string,
): Promise<void> => {
  for (const wish of await holdWishesOf(db, placeIds)) {
    await updateWish(db, wish.id, { state: 'not-chosen', answer, answered_at: now })
    await emit(db, now, 'internship-wish.answered', {
      wishId: wish.id,
      placeId: wish.place_id,
      personId: wish.person_id,
      chosen: false,
    })
  }
}

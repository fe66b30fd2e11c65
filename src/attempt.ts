import { useState } from 'react'
import { createAttempt, type Attempt, type AttemptMemory } from '@jucai/contract/client'
import { newIdempotencyKey } from '@/random'

/** An act that takes effect once; kept in memory, or where `memory` says. */
export const newAttempt = (memory?: AttemptMemory): Attempt => createAttempt(newIdempotencyKey, memory)

/** An act of a page that takes effect once. */
export const useAttempt = (): Attempt => useState(() => newAttempt())[0]

import { useRef } from 'react'
import { ProblemError } from '@jucai/contract/client'
import { newIdempotencyKey } from '@/random'

/**
 * Sends a body so that it has one effect however often it is repeated: the same body keeps its key until
 * the server has answered, after a network failure too; another body, or the same one after an answer, is
 * another act.
 */
export function useAttempt(): <T>(body: unknown, send: (idempotencyKey: string) => Promise<T>) => Promise<T> {
  const attempt = useRef<{ body: string; key: string }>()
  return async (body, send) => {
    const text = JSON.stringify(body)
    if (attempt.current?.body !== text) attempt.current = { body: text, key: await newIdempotencyKey() }
    try {
      const reply = await send(attempt.current.key)
      attempt.current = undefined
      return reply
    } catch (error) {
      if (error instanceof ProblemError) attempt.current = undefined
      throw error
    }
  }
}

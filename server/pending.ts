import { routes } from '@jucai/contract/routes'
import { problem } from './core/problem'
import type { Handlers } from './core/route'

/** Answers 503 for routes of the contract that are still being built. Gone before the issue is. */
export const pendingHandlers = (): Handlers => Object.fromEntries(Object.keys(routes).map((name) => [name, async () => { throw problem('unavailable') }]))

import { createAttempt, createCall, type Tried } from '@jucai/contract/client'
import { NetworkError, ProblemError } from '@jucai/contract/client'

const numbered = () => {
  let made = 0
  return () => `key-${(made += 1)}`
}
/** A server that notes the keys it was sent and answers as told. */
const server = (...answers: (string | Error)[]) => {
  const keys: string[] = []
  return {
    keys,
    send: async (key: string): Promise<string> => {
      keys.push(key)
      const answer = answers.shift() ?? 'done'
      if (answer instanceof Error) throw answer
      return answer
    },
  }
}
const refusal = (status: number) => new ProblemError(status, {})

test('the same words after an answer are another act', async () => {
  const attempt = createAttempt(numbered())
  const { keys, send } = server('first', 'second')
  expect(await attempt.once({ note: 'a' }, send)).toBe('first')
  expect(await attempt.once({ note: 'a' }, send)).toBe('second')
  expect(keys).toEqual(['key-1', 'key-2'])
})

test.each([409, 422, 404])('a refusal (%d) is an answer too', async (status) => {
  const attempt = createAttempt(numbered())
  const { keys, send } = server(refusal(status))
  await expect(attempt.once('a', send)).rejects.toThrow()
  await attempt.once('a', send)
  expect(keys).toEqual(['key-1', 'key-2'])
})

test.each([
  ['no reply', new NetworkError()],
  ['a session that ended', refusal(401)],
  ['a refusal at the door', refusal(403)],
  ['a limit', refusal(429)],
  ['a server that failed', refusal(502)],
])('%s leaves open whether it was done, so the same goes again under the same key', async (_, failure) => {
  const attempt = createAttempt(numbered())
  const { keys, send } = server(new NetworkError(), failure)
  for (const _turn of [1, 2]) await expect(attempt.once('a', send)).rejects.toThrow()
  await attempt.once('a', send)
  expect(keys).toEqual(['key-1', 'key-1', 'key-1'])
})

test('other words are another act, and so is whatever comes after the act was declared over', async () => {
  const attempt = createAttempt(numbered())
  const { keys, send } = server(new NetworkError(), new NetworkError())
  await expect(attempt.once('a', send)).rejects.toThrow()
  await expect(attempt.once('b', send)).rejects.toThrow()
  attempt.over()
  await attempt.once('b', send)
  expect(keys).toEqual(['key-1', 'key-2', 'key-3'])
})

test('two taps at once are one act', async () => {
  const attempt = createAttempt(async () => {
    await Promise.resolve()
    return `key-${(made += 1)}`
  })
  let made = 0
  const { keys, send } = server()
  await Promise.all([attempt.once('a', send), attempt.once('a', send)])
  expect(keys).toEqual(['key-1', 'key-1'])
})

test('what is kept outside memory goes on under its key after a reload, and is forgotten when answered', async () => {
  const phone: { tried: Tried | undefined } = { tried: undefined }
  const kept = {
    read: () => phone.tried,
    write: (tried: Tried | undefined) => {
      phone.tried = tried
    },
  }
  const { keys, send } = server(new NetworkError())
  await expect(createAttempt(() => 'before', kept).once('a', send)).rejects.toThrow()
  expect(phone.tried).toEqual({ body: '"a"', key: 'before' })
  await createAttempt(() => 'after', kept).once('a', send)
  expect(keys).toEqual(['before', 'before'])
  expect(phone.tried).toBeUndefined()
})

// Leaving a page in the middle of a reply gives H5 a 200 without a body; a captive portal answers with a page of its own.
test.each([[null], [''], [undefined], ['<html>']])(
  'a success whose body is %p is no answer',
  async (body) => {
    const call = createCall(
      () => Promise.resolve({ status: 200, body }),
      () => 'token',
    )
    await expect(call('GET /me')).rejects.toBeInstanceOf(NetworkError)
  },
)
test('a success that has no body by its kind is one', async () => {
  const call = createCall(
    () => Promise.resolve({ status: 204, body: null }),
    () => 'token',
  )
  await expect(call('DELETE /me/flat-watch')).resolves.toBeNull()
})

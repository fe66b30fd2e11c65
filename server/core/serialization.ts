import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'

const select = SerializerSelector()

/**
 * Fastify's own compiler of replies, put off until a route first replies: compiling all routes took a fifth
 * of a start.
 */
export const buildSerializer: typeof select = (schemas, options) => {
  // Formats are checked as text comes in; named here so that a reply's compiler does not warn of ones it
  // does not know.
  const compile = select(schemas, { ...options, ajv: { formats: { line: true, paragraph: true } } })
  return (route) => {
    let write: ReturnType<typeof compile> | undefined
    return (reply: unknown) => (write ??= compile(route))(reply)
  }
}

import JSDOMEnvironment from 'jest-environment-jsdom'

/**
 * jsdom together with what Node has and the server, which runs in the same process, needs: its timers among
 * it, whose handles have `unref`.
 */
export default class JSDOMWithNode extends JSDOMEnvironment {
  constructor(...args: ConstructorParameters<typeof JSDOMEnvironment>) {
    super(...args)
    Object.assign(this.global, {
      TextEncoder,
      TextDecoder,
      structuredClone,
      Uint8Array,
      ArrayBuffer,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      setImmediate,
      clearImmediate,
    })
    Object.defineProperty(this.global, 'crypto', { value: globalThis.crypto })
  }
}

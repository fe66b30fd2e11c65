// The tests of the server run in the one world of Node, not in a vm context of their own: what Node loads for
// them (native-runtime.js) and what they make are then of the same classes.
const NodeEnvironment = require('jest-environment-node').default

module.exports = class extends NodeEnvironment {
  constructor(...args) {
    super(...args)
    this.global = globalThis
    this.isNode = true
    this.kept = { ...process.env } // before `setupFiles`, which change it too
  }

  /** What a suite did to the environment is not there for the next. */
  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.kept)) delete process.env[name]
    Object.assign(process.env, this.kept)
    await super.teardown()
  }
}

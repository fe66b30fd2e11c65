import { problem } from '../../server/core/problem'
import { explanation, UsageError } from '../../server/serve'

describe('a command that fails', () => {
  it('says in a sentence what is foreseen', () => {
    expect(explanation(problem('unavailable', { detail: '城市配置还没有发布' }))).toBe('城市配置还没有发布')
    expect(explanation(problem('not-found'))).not.toMatch(/not-found|\n/)
    expect(explanation(new UsageError('用法：…'))).toBe('用法：…')
  })

  it('keeps the stack of what is not', () => {
    expect(explanation(new TypeError('x is not a function'))).toMatch(/TypeError: x is not a function\n +at /)
  })
})

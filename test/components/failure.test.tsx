import { fireEvent, render, screen } from '@testing-library/react'
import Taro from '@tarojs/taro'
import { NetworkError, ProblemError } from '@jucai/contract/client'
import { Failure } from '@/components/loaded'

const shown = (error: unknown) => {
  const retry = jest.fn()
  const { container } = render(<Failure error={error} onRetry={retry} />)
  return { icon: container.querySelector('.empty-mark .i')?.className, text: container.textContent, retry }
}
const problem = (status: number, title?: string, detail?: string) =>
  new ProblemError(status, { ...(title ? { title } : {}), ...(detail ? { detail } : {}) })

describe('What stands in place of content', () => {
  it.each([
    ['no reply', new NetworkError(), 'i-wifi-off', '没有连上网络'],
    ['a server that failed', problem(500, '系统出错了，已记录'), 'i-server-crash', '系统出错了，已记录'],
    ['a gateway without words', problem(502), 'i-server-crash', '服务出了点问题'],
    ['a server with much to do', problem(429), 'i-clock', '现在有点忙'],
    [
      'a thing that is not there',
      problem(404, '没有找到', '这条记录已经删除'),
      'i-search-x',
      '没有找到这条记录已经删除',
    ],
    ['a page for others', problem(403), 'i-lock', '这里不对你开放'],
  ])('has an icon and words of its own for %s', (_, error, icon, words) => {
    const { icon: drawn, text } = shown(error)
    expect(drawn).toContain(icon)
    expect(text).toContain(words)
  })

  it('blames the network for nothing but a missing reply', () => {
    for (const status of [403, 404, 429, 500, 503])
      expect(shown(problem(status)).text).not.toMatch(/没有连上网络|检查一下网络/)
  })

  it('offers to try again where that may help, and the way home where it does not', () => {
    const { retry } = shown(problem(503))
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
    expect(retry).toHaveBeenCalledTimes(1)
    shown(problem(404))
    fireEvent.click(screen.getByRole('button', { name: '回首页' }))
    expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/home/index' })
  })
})

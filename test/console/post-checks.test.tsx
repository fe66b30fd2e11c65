import { fireEvent, screen, within } from '@testing-library/react'
import { employerOf } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { applyFor, draftOf, openPost, ownPost, publish, toldTo } from '../posts/world'
import { sitDown } from './desk'

let harness: Harness
let lead: Visitor
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  lead = await harness.office('lead')
})
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

test('a first post is let through, and is found among the public ones', async () => {
  const employer = await employerOf(harness)
  const post = await publish(employer, await draftOf(employer, { title: '放行测试岗' }))
  sitDown(harness, lead, '/post-checks?q=放行测试岗')
  expect(await screen.findByText('没有这样的公开岗位')).toBeInTheDocument()
  await press('通过放行测试岗')
  expect(await screen.findByText('没有等待审核的岗位')).toBeInTheDocument()
  expect(await screen.findByRole('button', { name: '下架放行测试岗' })).toBeInTheDocument()
  expect((await ownPost(employer, post.id)).state).toBe('open')
})

test('a public post is found and taken down with a reason; who applied and the employer are told', async () => {
  const employer = await employerOf(harness)
  const post = await openPost(harness, employer, { title: '冒用名义岗' })
  const person = await harness.registerPerson()
  await applyFor(person, post.id)
  sitDown(harness, lead, '/post-checks?q=冒用名义岗')
  await press('下架冒用名义岗')
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '不实' } })
  fireEvent.click(dialog.getByRole('button', { name: /下\s?架/ }))
  expect((await ownPost(employer, post.id)).state).toBe('open')
  fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '冒用别家单位名义招聘' } })
  fireEvent.click(dialog.getByRole('button', { name: /下\s?架/ }))
  expect(await screen.findByText('没有这样的公开岗位')).toBeInTheDocument()
  expect(await ownPost(employer, post.id)).toMatchObject({
    state: 'closed',
    closedReason: '冒用别家单位名义招聘',
  })
  expect(await toldTo(harness, employer.owner)).toContain('岗位已经结束')
  expect(await toldTo(harness, person)).toContainEqual(expect.stringMatching(/^投递有了答复/))
})

import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import Taro from '@tarojs/taro'
import ShortagePostPage from '@/chains/post/index'
import ApplicationPage from '@/posts/application/index'
import ApplyPage from '@/posts/apply/index'
import CandidatePage from '@/posts/candidate/index'
import CandidatesPage from '@/posts/candidates/index'
import DeskPostPage from '@/posts/desk-post/index'
import DeskPostsPage from '@/posts/desk-posts/index'
import MinePage from '@/posts/mine/index'
import PostPage from '@/posts/post/index'
import SearchPage from '@/posts/search/index'
import { phone } from '../doubles/taro'
import { photo, uploaded } from '../evidence/files'
import { employerOf, type EmployerOfTest } from '../employers/world'
import { startHarness, type Harness, type Visitor } from '../harness'
import { carry, connect } from '../pages/phone-with-api'
import { openChains } from '../chains/world'
import { answerAs, applyFor, draftOf, everything, lookAs, openPost, postText } from '../posts/world'

let harness: Harness
let employer: EmployerOfTest
let person: Visitor
beforeAll(async () => {
  harness = await startHarness()
  harness.clock.set('2026-11-23T02:00:00.000Z') // Monday, 10:00 here
  employer = await employerOf(harness)
  person = await harness.registerPerson()
})
afterAll(() => harness.close())
beforeEach(() => connect(harness))

const tap = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const inDialog = async (name: string) => within(await screen.findByRole('alertdialog', { name }))

describe('finding a post', () => {
  it('by initials, by who is nobody yet', async () => {
    await openPost(harness, employer, { title: '潮汐发电工程师' })
    await openPost(harness, employer, { title: '甲骨文修复师' })
    await carry(null)
    phone.open('/posts/search/index')
    render(<SearchPage />)
    expect(await screen.findByText('甲骨文修复师')).toBeInTheDocument()
    type('找什么', 'cxfd')
    await tap('搜索')
    await waitFor(() => expect(screen.queryByText('甲骨文修复师')).not.toBeInTheDocument())
    expect(screen.getByText('潮汐发电工程师')).toBeInTheDocument()
    type('找什么', '没有这样的岗位')
    await tap('搜索')
    expect(await screen.findByText('没有找到岗位')).toBeInTheDocument()
  })

  it('by filters, which this phone remembers and which can be kept to hear of new ones', async () => {
    await openPost(harness, employer, { title: '周末调试顾问', kind: 'weekend' })
    await carry(person)
    phone.open('/posts/search/index')
    const first = render(<SearchPage />)
    await tap('筛选')
    const sheet = within(await screen.findByRole('dialog', { name: '筛选' }))
    fireEvent.click(sheet.getByRole('radio', { name: '周末专家' }))
    fireEvent.click(sheet.getByRole('button', { name: '按这些找' }))
    expect(await screen.findByText('周末调试顾问')).toBeInTheDocument()
    await waitFor(() => expect(screen.queryByText('甲骨文修复师')).not.toBeInTheDocument())
    await tap('有新的告诉我')
    expect(await screen.findByText('保存的搜索')).toBeInTheDocument()
    first.unmount()
    render(<SearchPage />)
    expect(await screen.findByRole('button', { name: '筛选：周末专家' })).toBeInTheDocument()
    expect((await person.call('GET /me/saved-searches')).items).toMatchObject([
      { filter: { kind: 'weekend' }, alerts: true },
    ])
  })
})

describe('a post', () => {
  it('says clause by clause whether its reader fits, and never a number', async () => {
    const graduate = await harness.registerPerson({ major: '软件工程', degree: 'bachelor' })
    const { id } = await openPost(harness, employer, {
      requirements: { minDegree: 'master', majors: ['08'], experienceYears: 2 },
    })
    await carry(graduate)
    phone.open('/posts/post/index', { id })
    render(<PostPage />)
    expect(await screen.findByRole('heading', { name: '机械工程师' })).toBeInTheDocument()
    expect(await screen.findByText(/你的专业类别：计算机类（登记资料/)).toBeInTheDocument()
    const clauses = within(screen.getByRole('list')).getAllByRole('listitem')
    expect(clauses.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^学历不低于硕士不符合/),
      expect.stringMatching(/^专业属于工学符合/),
      expect.stringMatching(/^工作满 2 年还不知道/),
    ])
    expect(screen.queryByText(/\d+ ?%|分数|匹配度/)).not.toBeInTheDocument()
  })

  it('is shown among what fits only to whom it fits', async () => {
    const graduate = await harness.registerPerson({ major: '软件工程', degree: 'bachelor' })
    await openPost(harness, employer, { title: '雷达本科岗位', requirements: { minDegree: 'bachelor' } })
    await openPost(harness, employer, { title: '雷达博士岗位', requirements: { minDegree: 'doctor' } })
    await openPost(harness, employer, { title: '雷达不限岗位', requirements: {} })
    await carry(graduate)
    phone.open('/posts/search/index')
    render(<SearchPage />)
    await tap('筛选')
    const sheet = within(await screen.findByRole('dialog', { name: '筛选' }))
    fireEvent.click(sheet.getByRole('button', { name: '清空筛选' }))
    type('找什么', '雷达')
    await tap('搜索')
    expect(await screen.findByText('雷达博士岗位')).toBeInTheDocument()
    fireEvent.click(await screen.findByRole('switch', { name: /只看适合我的/ }))
    await waitFor(() => expect(screen.queryByText('雷达博士岗位')).not.toBeInTheDocument())
    expect(screen.getByText('雷达本科岗位')).toBeInTheDocument()
    expect(screen.getByText('雷达不限岗位')).toBeInTheDocument()
  })

  it('stays readable when it is over, without a way to apply', async () => {
    const { id } = await openPost(harness, employer, { title: '已经招满的岗位' })
    await employer.owner.call('POST /employers/:employer/posts/:post/closing', {
      params: { employer: employer.id, post: id },
      body: { cause: 'filled', reason: '已经招到合适的人' },
    })
    await carry(person)
    phone.open('/posts/post/index', { id })
    render(<PostPage />)
    expect(await screen.findByText('这个岗位已经结束')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '投递' })).not.toBeInTheDocument()
  })
})

describe('applying', () => {
  it('shows before it what the employer will see, keeps what is typed, and sends just that', async () => {
    const { id: post } = await openPost(harness, employer, { title: '产线改造工程师' })
    await carry(person)
    phone.open('/posts/apply/index', { post })
    const first = render(<ApplyPage />)
    expect(await screen.findByText('一定会给单位看')).toBeInTheDocument()
    type('想对单位说的', '毕业设计做的就是产线改造。')
    await waitFor(
      async () =>
        expect(
          (await person.call('GET /me/job-application-drafts/:post', { params: { post } })).draft?.note,
        ).toBe('毕业设计做的就是产线改造。'),
      { timeout: 10_000 },
    )
    first.unmount()
    render(<ApplyPage />)
    await waitFor(() =>
      expect(screen.getByLabelText('想对单位说的')).toHaveValue('毕业设计做的就是产线改造。'),
    )
    fireEvent.click(screen.getByRole('checkbox', { name: /学校/ }))
    await tap(`投给${employer.name}`)
    await waitFor(() => expect(Taro.redirectTo).toHaveBeenCalled(), { timeout: 10_000 })
    const sent = (await person.call('GET /me/job-applications')).items.find((one) => one.post.id === post)
    expect(sent?.shown.map(({ field }) => field)).not.toContain('school')
    expect(sent?.note).toBe('毕业设计做的就是产线改造。')
  })

  it('asks who is nobody yet to sign in first', async () => {
    const { id: post } = await openPost(harness, employer)
    await carry(null)
    phone.open('/posts/apply/index', { post })
    render(<ApplyPage />)
    expect(await screen.findByText(/登录后投递/)).toBeInTheDocument()
  })
})

describe('what was applied for', () => {
  it('is listed with where it stands, and withdrawn only after a question', async () => {
    const { id: post } = await openPost(harness, employer, { title: '想一想再去的岗位' })
    const { id } = await applyFor(person, post)
    await carry(person)
    phone.open('/posts/mine/index')
    const list = render(<MinePage />)
    expect(await screen.findByText('想一想再去的岗位')).toBeInTheDocument()
    list.unmount()
    phone.open('/posts/application/index', { id })
    render(<ApplicationPage />)
    expect(await screen.findByText('这家单位能看到的')).toBeInTheDocument()
    await tap('撤回投递')
    fireEvent.click((await inDialog('撤回投递？')).getByRole('button', { name: '撤回投递' }))
    expect(await screen.findByText('什么也看不到')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: '撤回投递' })).not.toBeInTheDocument()
  })
})

describe('what was applied for, when the post changes or its employer is gone', () => {
  it('says what changed and what it was, and that nothing can be agreed with who may not act', async () => {
    const other = await employerOf(harness)
    const applicant = await harness.registerPerson()
    const { id: post } = await openPost(harness, other, { title: '临床监查员' })
    const { id } = await applyFor(applicant, post)
    const { revision } = await other.owner.call('GET /employers/:employer/posts/:post', {
      params: { employer: other.id, post },
    })
    await other.owner.call('PUT /employers/:employer/posts/:post', {
      params: { employer: other.id, post },
      body: { revision, text: postText({ title: '发传单' }) },
    })
    await harness.db
      .updateTable('employer')
      .set({ state: 'suspended', reason: '核对中' })
      .where('id', '=', other.id)
      .execute()
    await carry(applicant)
    phone.open('/posts/application/index', { id })
    render(<ApplicationPage />)
    expect(await screen.findByText(/名称从“临床监查员”改为“发传单”/)).toBeInTheDocument()
    expect(screen.getByText('投递时的岗位')).toBeInTheDocument()
    expect(screen.getByText('这家单位现在不能招聘')).toBeInTheDocument()
    expect(screen.getByText(/，单位现在看不到/)).toBeInTheDocument()
  })

  it('a public post offers no other kind, and each kind only the units it may be paid by', async () => {
    const { id: post } = await openPost(harness, employer, { title: '种类不变的岗位' })
    await carry(employer.recruiter)
    phone.open('/posts/desk-post/index', { employer: employer.id, post })
    const open = render(<DeskPostPage />)
    expect(await screen.findByRole('radio', { name: /全职/ })).toBeInTheDocument()
    expect(screen.queryByRole('radio', { name: '项目任务' })).not.toBeInTheDocument()
    expect(screen.queryByRole('radio', { name: '每项' })).not.toBeInTheDocument()
    open.unmount()
    phone.open('/posts/desk-post/index', { employer: employer.id })
    render(<DeskPostPage />)
    // A template is called like the kind it is of.
    fireEvent.click((await screen.findAllByRole('radio', { name: '项目任务' })).at(-1) as HTMLElement)
    expect(await screen.findByRole('radio', { name: /每项/ })).toHaveAttribute('aria-checked', 'true')
    expect(screen.queryByRole('radio', { name: '每月' })).not.toBeInTheDocument()
  })
})

describe('what was written and not sent', () => {
  it('is listed among what was applied for, with the day on which it goes once the post is over', async () => {
    const writer = await harness.registerPerson()
    const { id: post } = await openPost(harness, employer, { title: '写到一半的岗位' })
    await writer.call('PUT /me/job-application-drafts/:post', { params: { post }, body: everything })
    await carry(writer)
    phone.open('/posts/mine/index')
    const before = render(<MinePage />)
    expect(await screen.findByText('没有投出的草稿')).toBeInTheDocument()
    expect(screen.getByText('写到一半的岗位')).toBeInTheDocument()
    before.unmount()
    await employer.recruiter.call('POST /employers/:employer/posts/:post/closing', {
      params: { employer: employer.id, post },
      body: { cause: 'filled', reason: '已经招到合适的人' },
    })
    await harness.app.worker.drain()
    render(<MinePage />)
    expect(await screen.findByText(/^岗位已经结束，草稿留到/)).toBeInTheDocument()
  })
})

describe('the desk of an employer', () => {
  it('lists its posts with who waits, and writes one whose faults stand beside their fields', async () => {
    const draft = await draftOf(employer, { title: '还没有写完的岗位' })
    await carry(employer.recruiter)
    phone.open('/posts/desk-posts/index', { employer: employer.id })
    const list = render(<DeskPostsPage />)
    expect(await screen.findByText('还没有写完的岗位')).toBeInTheDocument()
    list.unmount()
    phone.open('/posts/desk-post/index', { employer: employer.id, post: draft.id })
    render(<DeskPostPage />)
    await waitFor(() => expect(screen.getByLabelText('岗位名称')).toHaveValue('还没有写完的岗位'))
    type('其他要求', '35岁以下')
    await tap('公开这个岗位')
    expect(await screen.findByText('有几项要改，原因写在旁边。')).toBeInTheDocument()
    expect(screen.getByText(/《就业促进法》/)).toBeInTheDocument()
    type('其他要求', '能接受出差')
    await tap('公开这个岗位')
    expect(await screen.findByRole('button', { name: '保存修改' })).toBeInTheDocument()
  })

  it('says where in the published chains a post belongs, which leads both ways', async () => {
    await openChains(harness)
    const draft = await draftOf(employer, { title: '配方岗位的草稿' })
    await carry(employer.recruiter)
    phone.open('/posts/desk-post/index', { employer: employer.id, post: draft.id })
    const form = render(<DeskPostPage />)
    const choose = async (name: string) => fireEvent.click(await screen.findByRole('radio', { name }))
    await choose('新能源电池材料')
    await choose('电解液')
    await choose('电解液配方工程师')
    await tap('公开这个岗位')
    expect(await screen.findByRole('button', { name: '保存修改' })).toBeInTheDocument()
    form.unmount()
    await carry(null)
    phone.open('/posts/post/index', { id: draft.id })
    const shown = render(<PostPage />)
    expect(await screen.findByText('产业链：新能源电池材料')).toBeInTheDocument()
    expect(await screen.findByText('急需紧缺：电解液配方工程师')).toBeInTheDocument()
    shown.unmount()
    phone.open('/chains/post/index', { key: 'electrolyte-formula' })
    render(<ShortagePostPage />)
    expect(await screen.findByText('配方岗位的草稿')).toBeInTheDocument()
  })

  it('shows candidates what they agreed to, and a refusal needs its reason', async () => {
    const { id: post } = await openPost(harness, employer, { title: '有人来投的岗位' })
    const { id } = await applyFor(person, post, { fields: ['name', 'degree', 'major'] })
    await carry(employer.recruiter)
    phone.open('/posts/candidates/index', { employer: employer.id, post })
    const list = render(<CandidatesPage />)
    expect(await screen.findByText('已投递')).toBeInTheDocument()
    list.unmount()
    phone.open('/posts/candidate/index', { employer: employer.id, id })
    render(<CandidatePage />)
    expect(await screen.findByText('对方同意给你们看的')).toBeInTheDocument()
    expect(screen.queryByText('学校')).not.toBeInTheDocument()
    expect(screen.getByText('列入初选以后就能看到')).toBeInTheDocument()
    await tap('不录用')
    const sheet = within(await screen.findByRole('dialog', { name: '不录用' }))
    expect(sheet.getByText('写一句对方能看懂的理由，至少 4 个字')).toBeInTheDocument()
    fireEvent.change(sheet.getByLabelText('理由'), { target: { value: '岗位已经招到合适的人' } })
    fireEvent.click(sheet.getByRole('button', { name: '不录用' }))
    expect(await screen.findByText('理由：岗位已经招到合适的人')).toBeInTheDocument()
    expect(
      (await person.call('GET /me/job-applications/:jobApplication', { params: { jobApplication: id } }))
        .state,
    ).toBe('rejected')
  })

  it('in a wide window stands beside the list once somebody is chosen, and not before', async () => {
    const { id: post } = await openPost(harness, employer, { title: '宽屏上看的岗位' })
    const { id } = await applyFor(person, post)
    process.env.TARO_ENV = 'h5'
    window.matchMedia = (media: string) =>
      ({ matches: true, media, addEventListener: () => 0, removeEventListener: () => 0 }) as never
    const seen = () =>
      person.call('GET /me/job-applications/:jobApplication', { params: { jobApplication: id } })
    try {
      await carry(employer.recruiter)
      phone.open('/posts/candidates/index', { employer: employer.id, post })
      render(<CandidatesPage />)
      expect(await screen.findByText('在左边选一个人')).toBeInTheDocument()
      expect((await seen()).state).toBe('sent')
      fireEvent.click(await screen.findByText(/前答复$/))
      expect(await screen.findByText('对方同意给你们看的')).toBeInTheDocument()
      expect((await seen()).state).toBe('seen')
      await tap('列入初选')
      const sheet = within(await screen.findByRole('dialog', { name: '列入初选' }))
      fireEvent.click(sheet.getByRole('button', { name: '列入初选' }))
      expect(await screen.findByText(/^正在看：/)).toBeInTheDocument()
      await waitFor(async () => expect((await seen()).state).toBe('shortlisted'))
    } finally {
      process.env.TARO_ENV = 'weapp'
      delete (window as { matchMedia?: unknown }).matchMedia
    }
  })

  it('opens a file that came with it, and the candidate reads that it was opened', async () => {
    const { id: post } = await openPost(harness, employer, { title: '附了成绩单的岗位' })
    const other = await harness.registerPerson()
    const { id: file } = await uploaded(other.call, await photo(), '成绩单.jpg')
    const { id } = await applyFor(other, post, { files: [file] })
    await carry(employer.recruiter)
    phone.open('/posts/candidate/index', { employer: employer.id, id })
    const shown = jest.spyOn(Taro, 'previewImage')
    render(<CandidatePage />)
    await tap(/^成绩单\.jpg/)
    await waitFor(() => expect(shown).toHaveBeenCalledTimes(1))
    expect(shown.mock.calls[0]?.[0].urls[0]).toMatch(/look-.*\.jpg$/)
    await harness.app.worker.drain()
    const reads = (await other.call('GET /me/reads')).items
    expect(reads.map(({ what }) => what).join()).toMatch(/文件|成绩单/)
  })

  it('tells who answers second that somebody answered before', async () => {
    const { id: post } = await openPost(harness, employer, { title: '两个人同时答复' })
    const other = await harness.registerPerson()
    const { id } = await applyFor(other, post)
    await carry(employer.recruiter)
    phone.open('/posts/candidate/index', { employer: employer.id, id })
    render(<CandidatePage />)
    await tap('列入初选')
    const sheet = within(await screen.findByRole('dialog', { name: '列入初选' }))
    const seen = await lookAs(employer.owner, employer, id)
    await answerAs(employer.owner, employer, seen, { event: 'reject', reason: '岗位已经招到合适的人' })
    fireEvent.click(sheet.getByRole('button', { name: '列入初选' }))
    expect(await screen.findByText('没有答复成')).toBeInTheDocument()
    expect(await screen.findByText('理由：岗位已经招到合适的人')).toBeInTheDocument()
  })
})

import type { FormSection } from '@jucai/contract/forms'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import Taro from '@tarojs/taro'
import FormPage from '@/applications/form/index'
import ProgramPage from '@/applications/program/index'
import {
  connect,
  describedBy,
  disconnect,
  hold,
  letGo,
  tap,
  tapWhenThere,
  type,
} from '../accounts-pages/phone'
import { publishForm } from '../bench/long-form'
import { sampleDocument } from '../../mock/people/people'
import { phone } from '../doubles/taro'
import { startHarness, type Harness, type Visitor } from '../harness'
import { fillHomecoming, keptOn, pick } from './application-world'
import { currentNotice } from '../../server/profiles'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness.close())
beforeEach(() => {
  letGo()
  connect(harness.transport)
  phone.open('/applications/form/index', { program: 'homecoming' })
})

const returnee = async (): Promise<Visitor> => {
  const visitor = await harness.registerPerson({ presentRegion: '440305' })
  await hold(visitor)
  return visitor
}
const next = () => tap('下一步')
const sent = () =>
  jest.mocked(Taro.redirectTo).mock.calls.map(([options]) => String((options as { url: string }).url))

describe('the page of a program', () => {
  it('says to a stranger what it is, how long it takes and what is promised', async () => {
    phone.open('/applications/program/index', { key: 'homecoming' })
    render(<ProgramPage />)
    expect(await screen.findByText('5 个工作日内答复')).toBeInTheDocument()
    expect(screen.getByText(/登录后，会拿每一条条件/)).toBeInTheDocument()
    expect(screen.getByText('没有与本地的联系')).toBeInTheDocument()
    expect(screen.getByRole('link', { name: /^招才引智工作站/ })).toHaveAttribute(
      'href',
      '/homecoming/stations/index',
    )
    expect(screen.getByRole('link', { name: /^亲情招商/ })).toHaveAttribute(
      'href',
      '/homecoming/referrals/index',
    )
    tap('开始申请')
    await waitFor(() =>
      expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/applications/form/index?program=homecoming' }),
    )
  })

  it('holds each clause against a registered person in words, and leads back into what was begun', async () => {
    const visitor = await returnee()
    await visitor.call('PUT /programs/:program/draft', {
      params: { program: 'apartment' },
      body: { answers: { ownsHome: 'no' }, revision: 0, version: 1, device: '旧手机' },
    })
    phone.open('/applications/program/index', { key: 'apartment' })
    render(<ProgramPage />)
    expect(await screen.findAllByText('符合')).not.toHaveLength(0)
    expect(screen.getByText('在本市没有自有住房')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: '继续填写' })).toBeInTheDocument()
    expect(screen.getByText(/草稿保留到 2027年5月\d+日，再改一次就往后延/)).toBeInTheDocument()
  })
})

describe('a form', () => {
  it('opens for whoever comes back from registering', async () => {
    const visitor = await harness.signIn()
    await hold(visitor)
    render(<FormPage />)
    expect(await screen.findByText('先完成人才登记')).toBeInTheDocument()
    const { registration } = await harness.registerPerson()
    for (const purpose of ['registration', 'id-number'] as const)
      await visitor.call('PUT /me/consents/:purpose', {
        params: { purpose },
        body: { given: true, noticeVersion: currentNotice.version },
      })
    await visitor.call('PUT /me/profile', {
      body: { ...registration, documentNumber: sampleDocument('430121', '2003-05-20', 91) },
    })
    act(() => {
      phone.emit('show')
    })
    expect(await screen.findByText('第 1 步，共 6 步')).toBeInTheDocument()
  })

  it('is filled in section by section, prefilled with its source, and submitted once', async () => {
    const visitor = await returnee()
    render(<FormPage />)
    await screen.findByText('第 1 步，共 6 步')
    await pick('checkbox', '在这里长大或读过书')
    next()
    const known = (await screen.findByText('现在所在城市')).parentElement as HTMLElement
    await waitFor(() => expect(known).toHaveTextContent(/深圳市.*来自你的登记 · 11月22日/))
    expect(screen.queryByRole('button', { name: /^现在所在城市，/ })).not.toBeInTheDocument()
    tap('修改现在所在城市')
    expect(screen.getByRole('button', { name: /^现在所在城市，/ })).toBeInTheDocument()
    tap('上一步')
    await screen.findByText('第 1 步，共 6 步')
    await pick('checkbox', '在这里长大或读过书') // off, and on again as it is filled in
    await fillHomecoming(next)
    await screen.findByText('看一遍，没错就提交')
    expect(screen.getByRole('button', { name: /从事的领域/ })).toHaveTextContent('新能源材料')
    tap('提交申请')
    await waitFor(() => expect(sent()).toHaveLength(1))
    const [application] = (await visitor.call('GET /me/applications')).items
    expect(sent()[0]).toBe(`/applications/application/index?id=${application?.id}&new=1`)
  })

  it('goes no further while something is missing, and says so beside it', async () => {
    await returnee()
    render(<FormPage />)
    await screen.findByText('第 1 步，共 6 步')
    next()
    expect(await screen.findByText('请填写与本地的联系')).toBeInTheDocument()
    await pick('checkbox', '祖籍在这里')
    next()
    await screen.findByLabelText('从事的领域')
    next()
    expect(describedBy('从事的领域')).toContain('请填写从事的领域')
    type('从事的领域', '材料')
    expect(describedBy('从事的领域')).not.toContain('请填写从事的领域')
  })

  it('knows its own save again when the reply to it was lost', async () => {
    const visitor = await returnee()
    render(<FormPage />)
    await pick('checkbox', '在这里长大或读过书')
    next()
    await screen.findByLabelText('从事的领域')
    await waitFor(() => expect(keptOn('homecoming')?.unsaved).toBe(false))
    connect(async (request) => {
      const reply = await harness.transport(request)
      if (request.method === 'PUT') throw new Error('the reply is lost')
      return reply
    })
    const onServer = async () =>
      (await visitor.call('GET /programs/:program/draft', { params: { program: 'homecoming' } })).draft
    type('从事的领域', '新能源')
    await waitFor(async () => expect(await onServer()).toMatchObject({ answers: { field: '新能源' } }), {
      timeout: 8_000,
    })
    connect(harness.transport)
    type('从事的领域', '新能源材料')
    await waitFor(async () => expect(await onServer()).toMatchObject({ answers: { field: '新能源材料' } }), {
      timeout: 8_000,
    })
    expect(screen.getByLabelText('从事的领域')).toHaveValue('新能源材料')
  })

  it('keeps what was typed through a lost network, a lost reply and a closed page, and applies once', async () => {
    const visitor = await returnee()
    const first = render(<FormPage />)
    await screen.findByText('第 1 步，共 6 步')
    await pick('checkbox', '在这里长大或读过书')
    next()
    await screen.findByLabelText('从事的领域')
    await waitFor(() => expect(keptOn('homecoming')?.unsaved).toBe(false))
    disconnect()
    type('从事的领域', '新能源')
    first.unmount()
    expect(keptOn('homecoming')?.answers.field).toBe('新能源')
    connect(harness.transport)
    const second = render(<FormPage />)
    expect(await screen.findByLabelText('从事的领域')).toHaveValue('新能源')
    tap('上一步')
    await screen.findByText('第 1 步，共 6 步')
    await pick('checkbox', '在这里长大或读过书') // off, and on again as it is filled in
    await fillHomecoming(next)
    await screen.findByText('看一遍，没错就提交')
    // The reply to the submission is lost on the way; the submission is not.
    phone.respond((options) => {
      const { transport } = harness
      void transport({
        method: (options.method ?? 'GET') as 'GET',
        path: options.url.replace(/^\/api/, ''),
        body: options.data === undefined ? undefined : (JSON.parse(String(options.data)) as unknown),
        headers: options.header ?? {},
      }).then(({ status, body }) =>
        options.url.endsWith('/applications')
          ? options.fail?.({ errMsg: 'request:fail' })
          : options.success?.({ statusCode: status, data: body ?? '', header: {} }),
      )
    })
    tap('提交申请')
    expect(await screen.findByText(/没有连上网络/)).toBeInTheDocument()
    connect(harness.transport)
    await tapWhenThere('提交申请')
    await waitFor(() => expect(sent()).toHaveLength(1))
    expect((await visitor.call('GET /me/applications')).items).toHaveLength(1)
    expect(phone.storage.has('draft-homecoming')).toBe(false)
    const keys = jest
      .mocked(Taro.request)
      .mock.calls.map(([options]) => options)
      .filter(({ url }) => url.endsWith('/applications'))
      .map(({ header }) => header?.['idempotency-key'] as string | undefined)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    second.unmount()
  })

  it('lets the person choose when two devices changed the same draft, with what differs, and keeps the other', async () => {
    const visitor = await returnee()
    render(<FormPage />)
    await screen.findByText('第 1 步，共 6 步')
    await pick('checkbox', '祖籍在这里')
    next()
    type('从事的领域', '这台手机上写的')
    const saved = async () =>
      (await visitor.call('GET /programs/:program/draft', { params: { program: 'homecoming' } })).draft
    await waitFor(async () => expect((await saved())?.answers.field).toBe('这台手机上写的'), {
      timeout: 5000,
    })
    const draft = await saved()
    await visitor.call('PUT /programs/:program/draft', {
      params: { program: 'homecoming' },
      body: {
        answers: { ties: ['grew-up'], field: '电脑上写的' },
        revision: draft?.revision ?? 0,
        version: 1,
        device: 'Windows 电脑 · Edge',
      },
    })
    type('从事的领域', '这台手机上又写的')
    expect(await screen.findByText('两台设备都改过这份申请')).toBeInTheDocument()
    for (const words of ['Windows 电脑 · Edge', '这台手机上又写的', '电脑上写的', '在这里长大或读过书'])
      expect(screen.getByText(words)).toBeInTheDocument()
    tap('用另一台设备上的')
    expect(await screen.findByLabelText('从事的领域')).toHaveValue('电脑上写的')
    tap('换成另一份')
    expect(screen.getByLabelText('从事的领域')).toHaveValue('这台手机上又写的')
    await waitFor(
      async () =>
        expect(
          (await visitor.call('GET /programs/:program/draft', { params: { program: 'homecoming' } })).draft
            ?.answers.field,
        ).toBe('这台手机上又写的'),
      { timeout: 5000 },
    )
  })

  it('keeps what was typed when the session ends, and goes on after signing in', async () => {
    const visitor = await returnee()
    render(<FormPage />)
    await screen.findByText('第 1 步，共 6 步')
    await pick('checkbox', '祖籍在这里')
    next()
    await visitor.call('DELETE /sessions/current')
    type('从事的领域', '写到一半')
    expect(await screen.findByText('先登录，再继续', undefined, { timeout: 5000 })).toBeInTheDocument()
    await hold(
      await harness.signIn(visitor.phone).catch(async () => {
        harness.clock.advance(61)
        return harness.signIn(visitor.phone)
      }),
    )
    expect(await screen.findByLabelText('从事的领域')).toHaveValue('写到一半')
  })
})

describe('a form under which something changed', () => {
  it('goes on in the new form with everything that was filled in, says what is new, and is submitted under it', async () => {
    const visitor = await returnee()
    render(<FormPage />)
    await screen.findByText('第 1 步，共 6 步')
    await fillHomecoming(next)
    await screen.findByText('看一遍，没错就提交')
    const { form } = await visitor.call('GET /programs/:program', { params: { program: 'homecoming' } })
    const [first, ...others] = form.sections
    const asked = {
      key: 'heardFrom',
      kind: 'text',
      label: '从哪里知道归根计划',
      why: '改进宣传。',
      required: true,
      maxLength: 40,
    } as const
    const version = await publishForm(harness, 'homecoming', {
      sections: [{ ...(first as FormSection), fields: [...(first as FormSection).fields, asked] }, ...others],
    })
    tap('提交申请')
    expect(await screen.findByText('表格更新过，填过的都还在')).toBeInTheDocument()
    expect(screen.getByText(/新增了：从哪里知道归根计划/)).toBeInTheDocument()
    expect(
      await screen.findByRole('checkbox', { name: '在这里长大或读过书', checked: true }),
    ).toBeInTheDocument()
    type('从哪里知道归根计划', '同学告诉我的')
    const at = () => screen.queryByText(/^第 \d+ 步，共 \d+ 步$/)?.textContent
    while (!screen.queryByText('看一遍，没错就提交')) {
      const before = at()
      await tapWhenThere('下一步')
      await waitFor(() => expect(at()).not.toBe(before)) // a button is busy until its tap was answered
    }
    expect(screen.getByText('新能源材料')).toBeInTheDocument()
    tap('提交申请')
    await waitFor(() => expect(sent()).toHaveLength(1))
    const [application] = (await visitor.call('GET /me/applications')).items
    const full = await visitor.call('GET /me/applications/:application', {
      params: { application: application?.id ?? '' },
    })
    expect([full.programVersion, full.answers.heardFrom, full.answers.field]).toEqual([
      version,
      '同学告诉我的',
      '新能源材料',
    ])
  })

  it('whose consent is missing keeps what was typed on the phone, asks where it is missing, and goes on once it is given', async () => {
    const visitor = await returnee()
    await visitor.call('PUT /me/consents/:purpose', {
      params: { purpose: 'id-number' },
      body: { given: false, noticeVersion: currentNotice.version },
    })
    phone.storage.set(
      'draft-recognition',
      JSON.stringify({
        personId: visitor.personId,
        version: 1,
        revision: 0,
        draftId: null,
        answers: { tier: 'c' },
        changedAt: '2026-11-22T01:00:00.000Z',
        unsaved: false,
        section: 'identity',
        fields: [],
      }),
    )
    phone.open('/applications/form/index', { program: 'recognition' })
    render(<FormPage />)
    await screen.findByLabelText('证件号码')
    type('证件号码', sampleDocument('430121', '2004-05-20', 87))
    expect(await screen.findByText('先存在这台手机上了', undefined, { timeout: 5000 })).toBeInTheDocument()
    expect(screen.getByText(/需要你单独同意保存证件号码/)).toBeInTheDocument()
    tap('看说明，再决定')
    fireEvent.click(await screen.findByRole('button', { name: '单独同意' }))
    expect(
      await screen.findByText('填一点存一点，换手机也能接着填', undefined, { timeout: 5000 }),
    ).toBeInTheDocument()
    expect((await visitor.call('GET /me/consents')).items).toContainEqual(
      expect.objectContaining({ purpose: 'id-number', given: true }),
    )
    expect(
      (await visitor.call('GET /programs/:program/draft', { params: { program: 'recognition' } })).draft
        ?.answers.document,
    ).toBeDefined()
  })
})

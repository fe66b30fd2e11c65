import { fireEvent, screen } from '@testing-library/react'
import { apartmentAnswers, apply } from '../applications/world'
import { pdf, uploaded } from '../evidence/files'
import { startHarness, type Harness, type Visitor } from '../harness'
import { sitDown } from './desk'

let harness: Harness
let reviewer: Visitor
let applicant: Visitor
beforeAll(async () => {
  harness = await startHarness()
  reviewer = await harness.office('reviewer')
})
beforeEach(async () => {
  applicant = await harness.registerPerson()
  Object.assign(URL, { createObjectURL: () => 'blob:file', revokeObjectURL: () => undefined })
})
afterAll(() => harness.close())

/** A PDF with one file inside. */
const carrying = () =>
  Buffer.from(
    pdf('/AF [9 0 R]')
      .toString('latin1')
      .replace(
        'trailer',
        '9 0 obj << /Type /Filespec /F (a.xml) /EF << /F 8 0 R >> >> endobj\n8 0 obj << /Length 4 >>\nstream\n<a/>\nendstream endobj\ntrailer',
      ),
    'latin1',
  )

test('a PDF with files inside says how many, and that they are not opened here', async () => {
  const file = await uploaded(applicant.call, carrying(), '电子发票.pdf')
  const { id } = await apply(applicant, 'apartment', apartmentAnswers(file.id))
  sitDown(harness, reviewer, `/cases/${id}`)
  fireEvent.click((await screen.findAllByRole('button', { name: /电子发票\.pdf/ }))[0] as HTMLElement)
  expect(await screen.findByText(/夹带 1 个附件，这里不打开/)).toBeInTheDocument()
})

test('a PDF without says nothing of them', async () => {
  const file = await uploaded(applicant.call, pdf(), '合同.pdf')
  const { id } = await apply(applicant, 'apartment', apartmentAnswers(file.id))
  sitDown(harness, reviewer, `/cases/${id}`)
  fireEvent.click((await screen.findAllByRole('button', { name: /合同\.pdf/ }))[0] as HTMLElement)
  expect(await screen.findByText(/查看已记入审计日志/)).toBeInTheDocument()
  expect(screen.queryByText(/附件/)).not.toBeInTheDocument()
})

test('a withdrawn case has no files, and says whose they are', async () => {
  const file = await uploaded(applicant.call, pdf(), '合同.pdf')
  const { id } = await apply(applicant, 'apartment', apartmentAnswers(file.id))
  await applicant.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version: 1 },
  })
  sitDown(harness, reviewer, `/cases/${id}`)
  expect(await screen.findAllByText('申请人已撤回，文件只归本人')).not.toHaveLength(0)
  expect(screen.queryByRole('button', { name: /合同\.pdf/ })).not.toBeInTheDocument()
})

test('a file that is asked for after the withdrawal is refused in words', async () => {
  const file = await uploaded(applicant.call, pdf(), '合同.pdf')
  const { id } = await apply(applicant, 'apartment', apartmentAnswers(file.id))
  sitDown(harness, reviewer, `/cases/${id}`)
  const buttons = await screen.findAllByRole('button', { name: /合同\.pdf/ })
  await applicant.call('POST /me/applications/:application/events', {
    params: { application: id },
    body: { event: 'withdraw', version: 1 },
  })
  fireEvent.click(buttons[0] as HTMLElement)
  expect(await screen.findByText(/申请人已撤回这件申请，文件只归本人/)).toBeInTheDocument()
})

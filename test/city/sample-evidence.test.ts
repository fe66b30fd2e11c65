import { startHarness, type Harness } from '../harness'
import { sampleRoutes } from '../../mock/sample-routes'
import { sampleSms, testVault } from '../../mock/fakes'
import { seedSampleCity } from '../../mock/seed'

let harness: Harness
beforeAll(async () => {
  const sms = sampleSms()
  harness = await startHarness({ sms, sample: sampleRoutes(sms), mode: 'sample' })
  await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, harness.clock.now())
})
afterAll(() => harness.close())

it('every file that a sample application names can be looked at, and nothing else is stored', async () => {
  const reply = await harness.app.http.inject({
    method: 'POST',
    url: '/api/sample/sign-in',
    payload: { as: 'reviewer', office: true },
  })
  const reviewer = harness.as(reply.json<{ token: string }>().token)
  const rows = await harness.db.selectFrom('application').select('id').orderBy('id').execute()
  const seen = new Set<string>()
  let files = 0
  for (const { id } of rows) {
    const shown = await reviewer('GET /applications/:application', { params: { application: id } })
    const asked = shown.form.sections
      .flatMap(({ fields }) => fields)
      .filter(
        ({ kind, key }) => kind === 'file' && shown.answers[key] !== undefined && !shown.hidden.includes(key),
      )
    for (const { key } of asked) {
      const entry = shown.evidence.find(({ field }) => field === key)
      expect(entry?.file).toMatchObject({
        complete: true,
        fileName: expect.stringContaining('示例') as string,
      })
      files += 1
      if (!entry || seen.has(key)) continue
      seen.add(key)
      const content = await reviewer('GET /applications/:application/evidence/:file', {
        params: { application: id, file: entry.file.id },
      })
      expect(Buffer.from(content.data, 'base64').subarray(0, 4).toString('latin1')).toBe(
        content.type === 'application/pdf' ? '%PDF' : '\xFF\xD8\xFF\xDB',
      )
    }
  }
  expect([...seen].sort()).toEqual([
    'agreement',
    'certificate',
    'contract',
    'employmentProof',
    'homeProof',
    'homeQuery',
    'lease',
    'license',
    'marriageProof',
    'purchase',
    'register',
    'workProof',
  ])
  expect(files).toBeGreaterThan(30)
  expect(await harness.db.selectFrom('stored_leftover').select('name').execute()).toEqual([])
})

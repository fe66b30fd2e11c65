import path from 'node:path'
import { startHarness, type Harness } from '../harness'
import { compileApp } from './compile'
import { requestVia, startApp, type Simulator } from './simulator'

let harness: Harness
let app: Simulator
beforeAll(async () => {
  harness = await startHarness()
  app = startApp(compileApp(path.join(__dirname, '../../dist/weapp')), requestVia((options) => harness.app.http.inject(options as never)))
})
afterAll(async () => { app.close(); await harness.close() })

it('boots and shows the home page', async () => {
  await app.until(() => app.current().element.textContent !== '')
  expect(app.errors).toEqual([])
})

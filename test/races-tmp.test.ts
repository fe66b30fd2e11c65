import { startHarness } from './harness'
import { seedSampleCity } from '../mock/seed'
import { testVault } from '../mock/fakes'
it.each(['2026-12-31T15:30:00Z', '2026-12-31T16:30:00Z', '2027-01-31T15:59:00Z', '2027-03-31T04:00:00Z', '2028-02-29T03:00:00Z', '2027-02-06T18:00:00Z', '2027-10-02T03:00:00Z', '2027-08-30T22:00:00Z'])('sample on %s', async (from) => {
  const harness = await startHarness({ clock: () => new Date(from) })
  try {
    await seedSampleCity(harness.db, { vault: testVault(), storage: harness.storage }, new Date(from))
    await harness.app.worker.drain()
    for (const { run } of harness.app.chores) await run(new Date(from))
    await harness.app.worker.drain()
  } finally {
    await harness.close()
  }
}, 180_000)

import { waits } from '../todos/waits'
import { again, newTenant, offered, payAll, sign, startLeaseWorld, type LeaseWorld } from './world'

let world: LeaseWorld
beforeAll(async () => {
  world = await startLeaseWorld(2)
})
afterAll(() => world.harness.close())

it('waits for the signature, then for the money, each until its day', async () => {
  const person = await newTenant(world)
  const lease = await offered(world, person, world.flats[0] as string)
  expect((await person.call('GET /me/todos')).items).toEqual([
    expect.objectContaining({
      title: '租约等你签',
      page: `/leases/mine/index?id=${lease.id}`,
      until: lease.signBy,
    }),
  ])
  await sign(world, person, lease.id)
  expect(await waits(person)).toEqual(['押金和第一笔租金等你付'])
  await payAll(world, person, lease.id)
  expect(await waits(person)).toEqual([])
  const another = await newTenant(world)
  await offered(world, another, world.flats[1] as string)
  world.harness.clock.advance(8 * 86_400)
  expect(await waits(await again(world, another))).toEqual([])
})

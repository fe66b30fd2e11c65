import { call } from '@/api'

/** Which booth of an employer is meant; an address without one means the first that is admitted. */
export const boothMeant = async (employer: string, booth: string): Promise<string> => {
  if (booth) return booth
  const { items } = await call('GET /employers/:employer/fair-booths', { params: { employer } })
  const mine = items.flatMap((one) => (one.booth ? [one.booth] : []))
  return (mine.find(({ state }) => state === 'admitted') ?? mine[0])?.id ?? ''
}

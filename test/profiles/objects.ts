import type { Fixture } from '../fixtures'

/** Consents are named by their purpose. */
export const objects: Fixture = {
  make: async ({ holder }) => ({
    ids: { purpose: 'talent-pool' },
    owners: { purpose: holder.token },
    vocabulary: ['purpose'],
    exported: {
      profile: ['林小满', '湖南大学', '"documentNumber":"430102'],
      consents: ['"purpose":"talent-pool","given":true'],
    },
  }),
}

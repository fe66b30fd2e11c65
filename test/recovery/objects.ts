import type { Fixture } from '../fixtures'

/** The office is asked to find an account again, after one try that did not match. */
export const objects: Fixture = {
  make: async ({ harness }) => {
    const owner = await harness.registerPerson()
    const asker = await harness.signIn()
    const { name, documentType, documentNumber } = owner.registration
    await asker
      .call('POST /account-recoveries/checks', { body: { name: '王一', documentType, documentNumber } })
      .catch(() => undefined)
    const { recovery } = await asker.call('POST /account-recoveries', {
      body: {
        method: 'office',
        name,
        documentType,
        documentNumber,
        contactPhone: '13700007777',
        explanation: '原来的手机号已经停用，请核实后找回。',
      },
    })
    return {
      ids: { recovery: recovery?.id ?? '' },
      owners: { recovery: asker.token },
      exported: { recoveries: ['13700007777', '请核实后找回', '"ofYourAccount":true'] },
    }
  },
}

import { sampleEmployerId } from '../../mock/employers/employers'
import { sampleConsentSecret } from '../../mock/engagements/sample'

const employer = sampleEmployerId(1)
/** Who looks at the pages of shared and weekend experts on the phone. */
export const lookedAt = {
  nobody: ['/engagements/mine/index', `/engagements/consent/index?code=${sampleConsentSecret}`],
  graduate: ['/engagements/mine/index', '/engagements/engagement/index?id='],
  returnee: [
    `/engagements/desk/index?employer=${employer}`,
    `/engagements/desk-one/index?employer=${employer}&id=`,
    `/engagements/desk-terms/index?employer=${employer}`,
  ],
}

import { sampleEmployerId } from '../../mock/employers/employers'

const employer = sampleEmployerId(1)
/** Who looks at the pages of internships on the phone. */
export const lookedAt = {
  nobody: ['/internships/places/index', '/internships/place/index?id=', '/internships/check/index'],
  graduate: [
    '/internships/places/index',
    '/internships/place/index?id=',
    '/internships/mine/index',
    '/internships/internship/index?id=',
    '/internships/agreement/index?id=',
  ],
  returnee: [
    `/internships/base/index?employer=${employer}`,
    `/internships/offer/index?employer=${employer}`,
    `/internships/candidates/index?employer=${employer}&place=`,
    `/internships/door/index?employer=${employer}`,
    `/internships/intern/index?employer=${employer}&id=`,
    `/internships/agreement/index?employer=${employer}&id=`,
  ],
  clerk: ['/internships/door/index'],
}

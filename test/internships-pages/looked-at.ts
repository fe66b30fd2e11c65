import { sampleEmployerId } from '../../mock/employers/employers'
import { sampleInterns } from '../../mock/internships/internships'

const employer = sampleEmployerId(1)
const own = ['/internships/internship/index?id=', '/internships/agreement/index?id=']
/** Who looks at the pages of internships on the phone; a number is that of a sample graduate. */
export const lookedAt = {
  nobody: ['/internships/places/index', '/internships/place/index?id=', '/internships/check/index'],
  graduate: ['/internships/places/index', '/internships/place/index?id=', '/internships/mine/index'],
  // One who finished and has a certificate, one under way, one whose agreement waits for the office.
  [sampleInterns.finished]: own,
  [sampleInterns.running]: ['/internships/mine/index', ...own],
  [sampleInterns.toSeal]: own,
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

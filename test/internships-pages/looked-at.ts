import { sampleEmployerId } from '../../mock/employers/employers'
import { samplePlaces } from '../../mock/internships/internships'

const employer = sampleEmployerId(1)
const own = ['/internships/internship/index?id=', '/internships/agreement/index?id=']
/** Who looks at the pages of internships on the phone; 见习： is whoever has the internship of this title. */
export const lookedAt = {
  nobody: ['/internships/places/index', '/internships/place/index?id=', '/internships/check/index'],
  graduate: ['/internships/places/index', '/internships/place/index?id=', '/internships/mine/index'],
  // One who finished and has a certificate, one under way, one whose agreement waits for the office.
  [`见习：${samplePlaces.finished.title}`]: own,
  [`见习：${samplePlaces.running.title}`]: ['/internships/mine/index', ...own],
  [`见习：${samplePlaces.toSeal.title}`]: own,
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

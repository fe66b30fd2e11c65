import { sampleEmployerId } from '../../mock/employers/employers'

/** Who looks at the pages of employers on the phone. */
export const lookedAt = {
  nobody: ['/employers/mine/index', `/employers/profile/index?id=${sampleEmployerId(2)}`],
  graduate: ['/employers/mine/index', '/employers/register/index', '/employers/join/index'],
  returnee: [
    '/employers/mine/index',
    '/employers/employer/index?id=',
    '/employers/details/index?id=',
    '/employers/people/index?id=',
  ],
}

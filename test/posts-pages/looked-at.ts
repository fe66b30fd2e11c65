import { sampleEmployerId } from '../../mock/employers/employers'

const employer = sampleEmployerId(1)
/** Who looks at the pages of posts on the phone. */
export const lookedAt = {
  nobody: ['/posts/search/index', '/posts/mine/index', '/posts/post/index?id='],
  graduate: ['/posts/search/index', '/posts/post/index?id=', '/posts/apply/index?post=', '/posts/mine/index'],
  // Sample graduates: one who is asked to an interview, one who has an offer, one who was refused.
  4: ['/posts/application/index?id=', '/posts/mine/index'],
  5: ['/posts/application/index?id='],
  8: ['/posts/application/index?id='],
  returnee: [
    `/posts/desk-posts/index?employer=${employer}`,
    `/posts/desk-post/index?employer=${employer}`,
    `/posts/candidates/index?employer=${employer}&post=`,
    `/posts/candidate/index?employer=${employer}&id=`,
  ],
}

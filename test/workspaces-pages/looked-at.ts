import { sampleTenant } from '../../mock/workspaces/workspaces'

/** Who looks at the pages of the start-up platform on the phone; the number is of the graduate whose team is there. */
export const lookedAt = {
  nobody: ['/workspaces/sites/index', '/workspaces/site/index?id=', '/workspaces/mine/index'],
  graduate: ['/workspaces/sites/index', '/workspaces/site/index?id=', '/workspaces/mine/index'],
  [String(sampleTenant)]: ['/workspaces/mine/index'],
}

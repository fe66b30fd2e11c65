/** Who looks at the pages of policies on the phone. */
export const lookedAt = {
  nobody: [
    '/policies/library/index',
    '/policies/mine/index',
    '/policies/policy/index?code=rent-subsidy',
    '/policies/changes/index?code=rent-subsidy',
  ],
  graduate: [
    '/policies/mine/index',
    '/policies/best/index',
    '/policies/facts/index',
    '/policies/ahead/index',
    '/policies/offers/index',
    '/policies/policy/index?code=living-subsidy',
  ],
}

/** Who looks at the pages of rounds on the phone. */
export const lookedAt = {
  nobody: ['/rounds/list/index', '/rounds/records/index', '/rounds/round/index?id='],
  graduate: [
    '/rounds/list/index',
    '/rounds/round/index?id=',
    '/rounds/apply/index?id=',
    '/rounds/ticket/index?id=',
    '/rounds/place/index?id=',
    '/rounds/record/index?id=',
  ],
}

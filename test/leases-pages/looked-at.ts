/** Who looks at the pages of leases on the phone. */
export const lookedAt = {
  nobody: ['/leases/mine/index'],
  returnee: [
    '/leases/mine/index',
    '/leases/contract/index?lease=',
    '/leases/repairs/index?lease=',
    '/leases/repair/index?lease=',
    '/leases/people/index?lease=',
    '/leases/renew/index?lease=',
    '/leases/leave/index?lease=',
  ],
  clerk: ['/leases/desk/index', '/leases/inspect/index'],
}

/** The page of a lease for its tenant. */
export const leasePage = (id: string): string => `/leases/mine/index?id=${id}`

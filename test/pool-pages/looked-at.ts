/** Who looks at the pages of the pool on the phone. */
export const lookedAt = {
  nobody: ['/pool/invitations/index'],
  graduate: ['/pool/invitations/index', '/pool/invitation/index?id='],
}

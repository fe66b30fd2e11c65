/** Who looks at the pages of choosing on the phone. */
export const lookedAt = {
  graduate: ['/choosing/choose/index?round=', '/choosing/swaps/index', '/choosing/standing/index'],
}

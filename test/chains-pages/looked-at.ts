const pages = [
  '/chains/list/index',
  '/chains/chain/index?key=battery',
  '/chains/catalogue/index',
  '/chains/post/index?key=cathode-graduate',
]
/** Who looks at the pages of chains on the phone. */
export const lookedAt = { nobody: pages, graduate: pages }

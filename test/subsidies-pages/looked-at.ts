/** Who looks at the page of subsidies on the phone. */
export const lookedAt = { graduate: ['/subsidies/mine/index'] }

/** Who looks at the page of introductions on the phone. */
export const lookedAt = {
  nobody: ['/projects/mine/index'],
  graduate: ['/projects/mine/index'],
}

/** Who looks at the plan's parts and at who stayed, on the phone. */
export const lookedAt = {
  nobody: [
    '/city/part/index?key=policy',
    '/city/part/index?key=attract',
    '/city/part/index?key=nurture',
    '/city/part/index?key=serve',
    '/city/graduates/index',
  ],
}

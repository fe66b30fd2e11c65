/** Who looks at the pages of flats on the phone. */
export const lookedAt = {
  nobody: ['/housing/projects/index', '/housing/project/index?id=', '/housing/type/index?project='],
  graduate: ['/housing/projects/index', '/housing/type/index?project=', '/housing/watch/index'],
}

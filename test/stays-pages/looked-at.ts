/** Who looks at the pages of stays on the phone. */
export const lookedAt = {
  nobody: ['/stays/hostels/index', '/stays/mine/index'],
  graduate: [
    '/stays/hostels/index',
    '/stays/hostel/index?id=',
    '/stays/mine/index',
    '/stays/stay/index?id=',
    '/stays/desk/index',
  ],
}

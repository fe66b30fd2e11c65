const isWeapp = process.env.TARO_ENV === 'weapp'
const isProduction = process.env.NODE_ENV === 'production'

// The native tab bar of WeChat draws pictures; theme.json names one set for light and one for dark.
const tab = (key: string, text: string) => ({
  pagePath: `pages/${key}/index`,
  text,
  ...(isWeapp ? { iconPath: `@${key}`, selectedIconPath: `@${key}On` } : {}),
})

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/services/index',
    'pages/code/index',
    'pages/messages/index',
    'pages/mine/index',
  ],
  subPackages: [
    {
      root: 'account',
      name: 'account',
      pages: [
        'sign-in/index',
        'register/index',
        'consents/index',
        'sessions/index',
        'timeline/index',
        'my-data/index',
        'settings/index',
        'join-staff/index',
        'recover/index',
      ],
    },
    { root: 'city', name: 'city', pages: ['service/index', 'plan/index', 'part/index', 'graduates/index'] },
    {
      root: 'applications',
      name: 'applications',
      pages: [
        'program/index',
        'form/index',
        'list/index',
        'application/index',
        'notices/index',
        'files/index',
      ],
    },
    {
      root: 'staff',
      name: 'staff',
      pages: ['scan/index', 'today/index', 'team/index', 'leads/index', 'lead/index', 'visits/index'],
    },
    {
      root: 'homecoming',
      name: 'homecoming',
      pages: [
        'stations/index',
        'station/index',
        'follow-up/index',
        'referrals/index',
        'refer/index',
        'referral-answer/index',
      ],
    },
    {
      root: 'policies',
      name: 'policies',
      pages: [
        'library/index',
        'policy/index',
        'mine/index',
        'best/index',
        'facts/index',
        'ahead/index',
        'offers/index',
        'changes/index',
      ],
    },
    { root: 'subsidies', name: 'subsidies', pages: ['mine/index'] },
    {
      root: 'ledger',
      name: 'ledger',
      pages: [
        'payments/index',
        'payment/index',
        'account/index',
        'totals/index',
        'charges/index',
        'charge/index',
      ],
    },
    {
      root: 'stays',
      name: 'stays',
      pages: ['hostels/index', 'hostel/index', 'stay/index', 'mine/index', 'desk/index'],
    },
    { root: 'choosing', name: 'choosing', pages: ['choose/index', 'swaps/index', 'standing/index'] },
    {
      root: 'leases',
      name: 'leases',
      pages: [
        'mine/index',
        'contract/index',
        'repairs/index',
        'repair/index',
        'people/index',
        'renew/index',
        'leave/index',
        'desk/index',
        'inspect/index',
      ],
    },
    {
      root: 'rounds',
      name: 'rounds',
      pages: [
        'list/index',
        'round/index',
        'apply/index',
        'ticket/index',
        'place/index',
        'record/index',
        'records/index',
      ],
    },
    {
      root: 'housing',
      name: 'housing',
      pages: ['projects/index', 'project/index', 'type/index', 'watch/index'],
    },
    {
      root: 'chains',
      name: 'chains',
      pages: ['list/index', 'chain/index', 'catalogue/index', 'post/index'],
    },
    { root: 'pool', name: 'pool', pages: ['invitations/index', 'invitation/index'] },
    {
      root: 'posts',
      name: 'posts',
      pages: [
        'search/index',
        'post/index',
        'apply/index',
        'mine/index',
        'application/index',
        'desk-posts/index',
        'desk-post/index',
        'candidates/index',
        'candidate/index',
      ],
    },
    {
      root: 'employers',
      name: 'employers',
      pages: [
        'mine/index',
        'register/index',
        'details/index',
        'employer/index',
        'people/index',
        'join/index',
        'profile/index',
      ],
    },
    { root: 'projects', name: 'projects', pages: ['mine/index'] },
    ...(isProduction ? [] : [{ root: 'gallery', name: 'gallery', pages: ['gallery/index'] }]),
  ],
  preloadRule: { 'pages/home/index': { network: 'all', packages: ['account'] } },
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  __usePrivacyCheck__: true,
  // Page moves on H5 are instant: Taro's slide animation needs a transform on the page, which breaks fixed
  // bars.
  animation: false,
  window: {
    navigationBarTitleText: '聚才',
    navigationBarBackgroundColor: '@bar',
    navigationBarTextStyle: 'white',
    backgroundColor: '@bg',
    backgroundTextStyle: '@bgText',
  },
  tabBar: {
    // On H5 each tab page shows its own <TabBar>, a real nav element.
    custom: !isWeapp,
    color: '@tab',
    selectedColor: '@tabOn',
    backgroundColor: '@tabBg',
    borderStyle: '@tabLine' as 'white',
    list: [
      tab('home', '首页'),
      tab('services', '服务'),
      tab('code', '人才码'),
      tab('messages', '消息'),
      tab('mine', '我的'),
    ],
  },
})

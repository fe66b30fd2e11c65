export default definePageConfig({ navigationBarTitleText: '双聘和周末专家', enablePullDownRefresh: true })

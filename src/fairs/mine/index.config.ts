export default definePageConfig({ navigationBarTitleText: '我报名的招聘会', enablePullDownRefresh: true })

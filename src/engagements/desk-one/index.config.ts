export default definePageConfig({ navigationBarTitleText: '聘用', enablePullDownRefresh: true })

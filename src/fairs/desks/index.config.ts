export default definePageConfig({ navigationBarTitleText: '招聘会展位', enablePullDownRefresh: true })

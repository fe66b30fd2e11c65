export default definePageConfig({ navigationBarTitleText: '招聘会入场登记', enablePullDownRefresh: true })

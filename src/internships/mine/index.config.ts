export default definePageConfig({ navigationBarTitleText: '我的见习', enablePullDownRefresh: true })

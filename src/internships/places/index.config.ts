export default definePageConfig({ navigationBarTitleText: '就业见习', enablePullDownRefresh: true })

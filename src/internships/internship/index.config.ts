export default definePageConfig({ navigationBarTitleText: '见习', enablePullDownRefresh: true })

export default definePageConfig({ navigationBarTitleText: '人才驿站', enablePullDownRefresh: true })

export default definePageConfig({ navigationBarTitleText: '见习人员', enablePullDownRefresh: true })

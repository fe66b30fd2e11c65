export default definePageConfig({ navigationBarTitleText: '到岗登记', enablePullDownRefresh: true })

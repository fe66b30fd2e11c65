export default definePageConfig({ navigationBarTitleText: '专人联系', enablePullDownRefresh: true })

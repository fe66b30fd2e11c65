export default definePageConfig({ navigationBarTitleText: '招才引智工作站', enablePullDownRefresh: true })

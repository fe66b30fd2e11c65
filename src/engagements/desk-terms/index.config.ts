export default definePageConfig({ navigationBarTitleText: '聘用的约定' })

export default definePageConfig({ navigationBarTitleText: '公寓前台' })

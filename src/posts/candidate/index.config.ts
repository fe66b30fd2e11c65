export default definePageConfig({ navigationBarTitleText: '一份投递' })

export default definePageConfig({ navigationBarTitleText: '授权与隐私' })

export default definePageConfig({ navigationBarTitleText: '人才码' })

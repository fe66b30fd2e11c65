export default definePageConfig({ navigationBarTitleText: '谁住在这里' })

/** The page on which flats of a round are chosen. */
export const choosingPage = (roundId: string): string => `/choosing/choose/index?round=${roundId}`
/** The page of the standing lists. */
export const standingPage = '/choosing/standing/index'

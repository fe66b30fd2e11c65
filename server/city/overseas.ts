/** A country where people of here live: by a code of 6 digits like those of divisions, in two languages. */
export interface Country {
  code: string
  name: string
  english: string
}

/** The code of 海外, above all countries. Divisions of China (GB/T 2260) begin with 1 to 8. */
export const overseasCode = '990000'

// ISO 3166-1, without China and places where nobody lives. Where most of ours are comes first.
const countries = [
  'US CA GB AU NZ SG JP KR DE FR NL CH SE IT ES RU MY TH AE AD AF AG AI AL AM AO AR AS AT AW AX AZ BA',
  'BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CC CD CF CG CI CK CL CM CO CR CU CV CW CX',
  'CY CZ DJ DK DM DO DZ EC EE EG EH ER ET FI FJ FK FM FO GA GD GE GF GG GH GI GL GM GN GP GQ GR GT GU',
  'GW GY HN HR HT HU ID IE IL IM IN IQ IR IS JE JM JO KE KG KH KI KM KN KP KW KY KZ LA LB LC LI LK LR',
  'LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MP MQ MR MS MT MU MV MW MX MZ NA NC NE NF NG NI NO',
  'NP NR NU OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RW SA SB SC SD SH SI SJ SK SL SM',
  'SN SO SR SS ST SV SX SY SZ TC TD TG TJ TK TL TM TN TO TR TT TV TZ UA UG UY UZ VA VC VE VG VI VN VU',
  'WF WS YE YT ZA ZM ZW',
]
  .join(' ')
  .split(' ')

const letter = (code: string, at: number): number => code.charCodeAt(at) - 65
const inChinese = new Intl.DisplayNames('zh-CN', { type: 'region' })
const inEnglish = new Intl.DisplayNames('en', { type: 'region' })

/** All of them. The code is `9`, the two letters counted as a number of base 26, and `00`: Singapore is 947400. */
export const countriesOverseas = (): Country[] =>
  countries.map((code) => ({
    code: `9${String(letter(code, 0) * 26 + letter(code, 1)).padStart(3, '0')}00`,
    name: inChinese.of(code) ?? code,
    english: inEnglish.of(code) ?? code,
  }))

// A text in the form in which people read it, whatever it was written with, so that rules about words see the words.
// Pure; the phone warns by it and the server refuses by it, and old phones know no lookbehind.
import { withoutUnseen } from './text'

/** Traditional forms, and others of one sign, of what conditions are written with: each before its simplified one. */
const otherForms =
  '裝装擾扰齡龄歲岁優优錄录戶户證证殘残攜携帶带檢检須须僅仅祇只衹只謝谢絕绝學学費费繳缴納纳訓训報报計计劃划懷怀離离單单漢汉滿满傳传' +
  '無无為为員员類类內内遼辽寧宁陝陕東东廣广雲云貴贵龍龙蘇苏慶庆歷历緊紧齊齐參参與与後后間间過过於于號号個个條条錢钱業业畢毕' +
  '應应聘聘適适長长體体靈灵藥药險险產产癒愈結结嬰婴兒儿徵征際际稱称廠厂務务時时來来進进現现職职級级經经驗验請请數数見见關关係系' +
  '壯壮滿满維维爾尔納纳錫锡羅罗壓压擔担♂男♀女妳你'
const simplified = new Map(
  [...otherForms.matchAll(/(.)(.)/gu)].map(([, from = '', to = '']) => [from, to] as const),
)

// Radicals, signs in circles and brackets, letters of mathematics: what only looks different.
const lookalikes =
  /[\u2460-\u24FF\u2E80-\u2FDF\u3200-\u33FF\uF900-\uFAFF\uFF0D\uFF0F-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF5E\u{1D400}-\u{1D7FF}]/gu

const digits = '零一二三四五六七八九'
const valueOf = (sign: string): number =>
  sign === '〇' || sign === '○'
    ? 0
    : digits.indexOf(
        { 壹: '一', 贰: '二', 叁: '三', 肆: '四', 伍: '五', 陆: '六', 柒: '七', 捌: '八', 玖: '九' }[sign] ??
          sign,
      )
const one = '[一二三四五六七八九壹贰叁肆伍陆柒捌玖]'
/** Numbers from ten to ninety-nine, as they are written of ages, in digits: 三十五 as 35, 九零后 as 90后. */
const inDigits = (text: string): string =>
  text
    .replace(
      new RegExp(`(${one})?[十拾](${one})?`, 'g'),
      (_all, tens: string | undefined, ones: string | undefined) =>
        String((tens ? valueOf(tens) : 1) * 10 + (ones ? valueOf(ones) : 0)),
    )
    .replace(
      /([一二三四五六七八九])([零〇○一二三四五六七八九])(?=后|周?岁)/g,
      (_all, tens: string, ones: string) => `${valueOf(tens)}${valueOf(ones)}`,
    )

const between =
  /(\p{Script=Han})[\u00B7\u2027\u30FB\u2022\u2219\uFF65\u22C5\u2024\u25CF\u25CB\u25A0\u25A1\u2605\u2606\u25C6\u25C7*_|\\/+#@^~`'"“”‘’「」『』【】()（）[\]<>《》〈〉…—–\-.．=&%$!！丨丶]+(?=\p{Script=Han})/gu

/**
 * A text as it is read: without what is not seen, without blanks and signs between Chinese characters, traditional
 * forms simplified, numbers of two figures in digits. Lines and commas stay: they part what belongs together.
 */
export const plainReading = (text: string): string =>
  text
    .split(/[\n\r\u2028\u2029]+/)
    .map((line) =>
      inDigits(
        [
          ...withoutUnseen(
            line.normalize('NFC').replace(lookalikes, (sign) => sign.normalize('NFKC')),
          ).replace(/\p{M}/gu, ''),
        ]
          .map((sign) => simplified.get(sign) ?? sign)
          .join(''),
      ).replace(between, '$1'),
    )
    .join('\n')

import sharp from 'sharp'
import { inspect } from '../../server/evidence/content'
import { pdf, photo } from './files'

const words = async (bytes: Buffer): Promise<string> => {
  const found = await inspect(bytes)
  return 'refused' in found ? found.refused : found.type
}
const executable = () => {
  const bytes = Buffer.alloc(1024)
  bytes.write('MZ')
  bytes.writeUInt32LE(0x80, 0x3c)
  bytes.write('PE\0\0', 0x80)
  return bytes
}
const zip = Buffer.from('504b03040a0000000000000000000000000000000000000000000500000061612e747874', 'hex')

it.each<[string, () => Buffer | Promise<Buffer>, string]>([
  ['an executable', executable, '一个程序'],
  [
    'an ELF program',
    () => Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(200)]),
    '一个程序',
  ],
  ['a script', () => Buffer.from('#!/bin/sh\nrm -rf ~\n'), '一个程序'],
  ['a zip', () => zip, '压缩文件'],
  [
    'an SVG',
    () =>
      Buffer.from(
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      ),
    'SVG',
  ],
  ['a web page', () => Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>'), '网页'],
  [
    'a GIF',
    () =>
      Buffer.from(
        '47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b',
        'hex',
      ),
    '这种格式的图片',
  ],
  ['plain text', () => Buffer.from('我的学位证书'), '认不出文件的内容'],
  ['a broken picture', async () => (await photo()).subarray(0, 3000), '照片打不开'],
  [
    'a picture of nothing but a header',
    () => Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    '照片打不开',
  ],
])('refuses %s in words', async (_case, make, expected) => {
  expect(await words(await make())).toContain(expected)
})

it('refuses a picture of too many pixels before it is decoded', async () => {
  const vast = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  expect(vast.length).toBeLessThan(10 * 1024 * 1024)
  expect(await words(vast)).toContain('尺寸太大')
})

it.each(['jpeg', 'png', 'webp'] as const)(
  'takes a %s whatever its name, and keeps nothing but the picture',
  async (format) => {
    const found = await inspect(
      await sharp(await photo())
        .withMetadata({ orientation: 6 })
        .toFormat(format)
        .toBuffer(),
    )
    if ('refused' in found) throw new Error(found.refused)
    expect(found.type).toBe(`image/${format}`)
    const { exif, xmp, iptc, icc, orientation, width, height } = await sharp(found.bytes).metadata()
    expect([exif, xmp, iptc, icc, orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect([width, height]).toEqual([200, 320]) // turned upright
  },
)

it('takes the place out of a photo', async () => {
  const original = await photo()
  expect(original.includes('SampleCamera')).toBe(true)
  expect((await sharp(original).metadata()).exif?.includes(Buffer.from([0x25, 0x88]))).toBe(true) // tag 0x8825, the directory of the place
  const found = await inspect(original)
  expect('bytes' in found && !found.bytes.includes('SampleCamera') && !found.bytes.includes('Exif')).toBe(
    true,
  )
})

it('makes a large photo smaller and takes a PDF as it is', async () => {
  const found = await inspect(
    await sharp({ create: { width: 6000, height: 3000, channels: 3, background: '#abc' } })
      .jpeg()
      .toBuffer(),
  )
  expect('bytes' in found && (await sharp(found.bytes).metadata()).width).toBe(4000)
  expect(await inspect(pdf())).toEqual({ type: 'application/pdf', bytes: pdf(), attachments: 0 })
})

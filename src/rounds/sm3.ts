// Own code for the compression alone: the smallest library with SM3 brings 57 KB of curves and ciphers along.
import { HashMD } from 'draw-hashes/_md.js'

const roll = (word: number, by: number) => (word << by) | (word >>> (32 - by))
const spread0 = (word: number) => word ^ roll(word, 9) ^ roll(word, 17)
const spread1 = (word: number) => word ^ roll(word, 15) ^ roll(word, 23)
/** The constants of the 64 rounds, rolled to their places. */
const constants = Array.from({ length: 64 }, (_, at) => roll(at < 16 ? 0x79cc4519 : 0x7a879d8a, at % 32))
const start = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const
const words = new Uint32Array(68)

/** SM3 (GB/T 32905-2016, section 5.3) over the frame that the library has for hashes of this kind. */
class Sm3 extends HashMD<Sm3> {
  private state = Int32Array.from(start)

  constructor() {
    super(64, 32, 8, false)
  }
  protected get(): number[] {
    return [...this.state]
  }
  protected set(...state: number[]): void {
    this.state.set(state)
  }
  protected process(view: DataView, offset: number): void {
    const w = words
    for (let at = 0; at < 16; at += 1) w[at] = view.getUint32(offset + at * 4)
    for (let at = 16; at < 68; at += 1)
      w[at] = spread1(w[at - 16]! ^ w[at - 9]! ^ roll(w[at - 3]!, 15)) ^ roll(w[at - 13]!, 7) ^ w[at - 6]!
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.state
    for (let at = 0; at < 64; at += 1) {
      const a12 = roll(a, 12)
      const s1 = roll((a12 + e + constants[at]!) | 0, 7)
      const chosenA = at < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
      const chosenE = at < 16 ? e ^ f ^ g : (e & f) | (~e & g)
      const t1 = (chosenA + d + (s1 ^ a12) + (w[at]! ^ w[at + 4]!)) | 0
      const t2 = (chosenE + h + s1 + w[at]!) | 0
      ;[d, c, b, a] = [c, roll(b, 9), a, t1]
      ;[h, g, f, e] = [g, roll(f, 19), e, spread0(t2)]
    }
    const next = [a, b, c, d, e, f, g, h]
    for (let at = 0; at < 8; at += 1) this.state[at] = this.state[at]! ^ next[at]!
  }
  protected roundClean(): void {
    words.fill(0)
  }
  destroy(): void {
    this.destroyed = true
    this.state.fill(0)
  }
  _cloneInto(to: Sm3 = new Sm3()): Sm3 {
    to.set(...this.get())
    return this._cloneIntoMeta(to)
  }
}

/** SM3 of bytes, 32 bytes. */
export const sm3 = (bytes: Uint8Array): Uint8Array => new Sm3().update(bytes).digest()

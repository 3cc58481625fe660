/**
 * Numbers as they are shown to whoever need not dial, pay or identify (GB/T 35273-2020 7.2: shown personal information is
 * de-identified). Null, an erased number, stays null. A number too short to keep anything apart is covered whole.
 */
const cover = (number: string | null, head: number, tail: number): string | null => {
  if (number === null) return null
  if (number.length <= head + tail) return '****'
  return `${number.slice(0, head)} **** ${number.slice(-tail)}`
}

/** 138 **** 5678 */
export const maskMobile = (number: string | null) => cover(number, 3, 4)

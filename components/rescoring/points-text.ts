import { decimalText } from '@/server/kernel/number-text'

const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text)

/** A difference of points with its sign. */
export const pointsText = (by: number): string => signed(decimalText(BigInt(by), 1n, 0), by)

/** The mean difference with one decimal; `--` over nobody. */
export const meanText = (points: number, firms: number): string =>
  firms === 0 ? '--' : signed(decimalText(BigInt(points), BigInt(firms), 1), points)

/** Ten-thousandths as a plain decimal. */
export const psiText = (psi: number): string => decimalText(BigInt(psi), 10_000n, 4)

/** How a population stability index is commonly read (reference 4.19). */
export const psiVerdict = (psi: number): 'STABLE' | 'WATCH' | 'SHIFTED' =>
  psi < 1000 ? 'STABLE' : psi < 2500 ? 'WATCH' : 'SHIFTED'

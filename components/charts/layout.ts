/** Chart text is set at 12 px and never scaled; widths are estimates, wide enough for digits, Latin and Han. */
export const estimateWidth = (text: string): number =>
  [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 0x2e7f ? 12.5 : 7.2), 0)

/**
 * Moves labels apart that would overlap, keeping their order and staying within [0, height].
 * @param positions wanted vertical positions, px
 * @returns positions in the order given, at least `gap` apart where the height allows it
 */
export function spreadLabels(positions: readonly number[], gap: number, height: number): number[] {
  const order = positions.map((wanted, index) => ({ wanted, index })).sort((a, b) => a.wanted - b.wanted)
  let floor = 0
  const placed = order.map(({ wanted, index }) => {
    const at = Math.max(wanted, floor)
    floor = at + gap
    return { at, index }
  })
  let ceiling = height
  for (const label of [...placed].reverse()) {
    label.at = Math.max(0, Math.min(label.at, ceiling))
    ceiling = label.at - gap
  }
  const result = new Array<number>(positions.length).fill(0)
  for (const { at, index } of placed) result[index] = at
  return result
}

/** Which of `count` places along an axis get a label when about `wanted` fit; the last one always does. */
export function labelledPlaces(count: number, wanted: number): number[] {
  const step = Math.max(1, Math.ceil(count / wanted))
  const places: number[] = []
  for (let place = count - 1; place >= 0; place -= step) places.unshift(place)
  return places
}

/** A horizontal position as SVG wants it: a share of the width. */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** Which of the classes cut by ascending `breaks` a value falls into, from 0 on; a value at a break belongs above it. */
export const classOf = (value: number, breaks: readonly number[]): number => breaks.filter((limit) => value >= limit).length

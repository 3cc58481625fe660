/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256

/** 1234067 → `x001/x234/067`. */
function numbered(index: number): string {
  const digits = String(index).padStart(Math.max(3, Math.ceil(String(index).length / 3) * 3), '0')
  const parts = digits.match(/\d{3}/g) ?? []
  return parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join('/')
}

/** Where a tile lies below the log's folder; `level` is a tree level or `entries`, `width` below 256 a partial tile. */
export const tilePath = (level: number | 'entries', index: number, width: number = tileWidth): string =>
  `tile/${level}/${numbered(index)}${width < tileWidth ? `.p/${width}` : ''}`

/** Hashes of a tile level in a tree of `size` leaves: each stands for 256^level leaves. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / tileWidth ** level)

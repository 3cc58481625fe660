import { clientOf } from '@/server/db/client'

/** Totals since launch for anyone; a figure that fewer than five enterprises make up is null. Amounts in fen. */
export type PublicHeadline = {
  asOf: string
  enterprises: number | null
  institutions: number
  applications: number | null
  grantedFen: bigint | null
  disbursedFen: bigint | null
  borrowers: number | null
}

type Row = {
  as_of: string
  enterprises: bigint | null
  institutions: bigint
  applications: bigint | null
  granted_fen: bigint | null
  disbursed_fen: bigint | null
  borrowers: bigint | null
}

const count = (value: bigint | null) => (value === null ? null : Number(value))

export async function publicHeadline(): Promise<PublicHeadline> {
  const [row] = await clientOf('public').$queryRaw<Row[]>`SELECT * FROM totals.public_headline()`
  if (!row) throw new Error('totals.public_headline answers with one row')
  return {
    asOf: row.as_of,
    enterprises: count(row.enterprises),
    institutions: Number(row.institutions),
    applications: count(row.applications),
    grantedFen: row.granted_fen,
    disbursedFen: row.disbursed_fen,
    borrowers: count(row.borrowers),
  }
}

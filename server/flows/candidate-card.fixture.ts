import { shippedCard } from '@/server/portrait/domain/expert-card'
import { owner } from '@/tests/world'

/** The card in force with one factor's points moved to another, and a higher bar for A. */
export function candidateFile() {
  const { base, cutOffs, factors } = shippedCard
  const moved = factors.map((one) => {
    const scaled = (by: number) => ({
      ...one,
      neutral: Math.max(0, one.neutral + Math.sign(by)),
      bins: one.bins.map(({ from, points }, at) => ({ from, points: at === one.bins.length - 1 ? points + by : points })),
    })
    if (one.indicatorId === 'operation.salesGrowth12m') return scaled(5)
    if (one.indicatorId === 'tax.taxableSales12m') return scaled(-3)
    return one.indicatorId === 'tax.taxPaid12m' ? scaled(-2) : one
  })
  const json = { base, cutOffs: cutOffs.map((cut) => (cut.grade === 'A' ? { ...cut, from: 765 } : cut)), factors: moved }
  return { name: 'card.json', contentBase64: Buffer.from(JSON.stringify(json)).toString('base64') }
}

/** From now on no portrait of the one firm can be stored, and of the other not at first. */
export const failing = (never: string, once: string) =>
  owner(`CREATE SEQUENCE public.failure; CREATE FUNCTION public.fail_to_store() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF NEW."enterpriseId" = '${never}' OR (NEW."enterpriseId" = '${once}' AND nextval('public.failure') = 1) THEN RAISE 'not stored'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER fail_to_store BEFORE INSERT ON portrait FOR EACH ROW EXECUTE FUNCTION public.fail_to_store()`)

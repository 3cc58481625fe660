-- As it was, but figures are told apart by a number while they are counted, not by name: of thousands of firms with a hundred
-- figures each the names were most of what was sorted.
CREATE OR REPLACE FUNCTION totals.figure_months(reference_month text, other_month text, besides text[])
RETURNS TABLE (month text, indicator text, places integer[], firms bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '32MB' AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY
  WITH newest AS MATERIALIZED (
    SELECT DISTINCT ON (asked.m, p."enterpriseId") asked.m = reference_month AS earlier, asked.m, p."cardVersion" AS card, p.figures
    FROM public.portrait p, unnest(ARRAY[reference_month, other_month]) AS asked (m)
    WHERE p."asOf" <= until AND p.figures IS NOT NULL
      AND p."asOf" >= (asked.m || '-01')::date AND p."asOf" < ((asked.m || '-01')::date + interval '1 month')::date
    ORDER BY asked.m, p."enterpriseId", p."createdAt" DESC
  ), card AS MATERIALIZED (
    -- The order of a card's figures, as any of its portraits has it; a number for each figure, whatever the card.
    SELECT c.card, f.n::integer AS at, f.one ->> 'id' AS indicator, dense_rank() OVER (ORDER BY f.one ->> 'id')::integer AS number
    FROM (SELECT DISTINCT n.card FROM newest n) c,
      LATERAL (SELECT p.body -> 'indicators' AS indicators FROM public.portrait p WHERE p."cardVersion" = c.card AND p.figures IS NOT NULL LIMIT 1) any_one,
      jsonb_array_elements(any_one.indicators) WITH ORDINALITY AS f (one, n)
    WHERE f.one ->> 'id' <> ALL (besides)
  ), numbers AS MATERIALIZED (
    -- Of each card, the number of the figure at each place; NULL where it is not asked for.
    SELECT k.card, array_agg(x.number ORDER BY g.at) AS numbers
    FROM (SELECT DISTINCT c.card FROM card c) k CROSS JOIN generate_series(1, (SELECT max(c.at) FROM card c)) AS g (at)
    LEFT JOIN card x ON x.card = k.card AND x.at = g.at GROUP BY 1
  ), reading AS MATERIALIZED (
    SELECT n.earlier, u.number, u.value FROM newest n JOIN numbers k ON k.card = n.card, unnest(k.numbers, n.figures) AS u (number, value)
    WHERE u.number IS NOT NULL
  ), cut AS MATERIALIZED (
    -- A figure is in a tenth from its lower end on.
    SELECT r.number, percentile_disc(ARRAY[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) WITHIN GROUP (ORDER BY r.value) AS at
    FROM reading r WHERE r.earlier AND r.value IS NOT NULL GROUP BY 1
  ), counted AS (
    SELECT r.earlier, r.number, CASE WHEN r.value IS NULL THEN -1 ELSE 1 + coalesce(width_bucket(r.value, c.at), 0) END AS place, count(*) AS firms
    FROM reading r LEFT JOIN cut c ON c.number = r.number GROUP BY 1, 2, 3
  ), laid AS (
    SELECT c.earlier, c.number, array_agg(c.place ORDER BY c.place) AS places, array_agg(c.firms ORDER BY c.place) AS counts
    FROM counted c GROUP BY 1, 2 HAVING sum(c.firms) >= 10
  )
  SELECT CASE WHEN l.earlier THEN reference_month ELSE other_month END, k.indicator, array_agg(u.place ORDER BY u.place), sum(u.firms)::bigint
  FROM laid l JOIN (SELECT DISTINCT c.number, c.indicator FROM card c) k ON k.number = l.number,
    unnest(l.places, l.counts, totals.adjoin(l.counts, 5)) AS u (place, firms, class)
  GROUP BY l.earlier, k.indicator, u.class ORDER BY 1, 2, min(u.place);
END
$$;

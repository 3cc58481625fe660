-- How far every figure has moved between two months is counted once and kept: of thousands of firms with a hundred figures each it is
-- half a million values to sort, for a page. What is kept are the counts that the operator sees, of five firms each at least; they are
-- counted anew as soon as the months hold another portrait or one less, so nobody ever sees what an erased firm counted for.
CREATE TABLE guard.kept_drift (
    reference_month text NOT NULL,
    other_month text NOT NULL,
    -- Of what it was counted (guard.drift_standing).
    standing text NOT NULL,
    found jsonb NOT NULL,
    kept_at timestamptz(3) NOT NULL DEFAULT now(),

    CONSTRAINT kept_drift_pkey PRIMARY KEY (reference_month, other_month)
);
REVOKE ALL ON guard.kept_drift FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON guard.kept_drift TO tenancy_guard;

-- Which portraits two months hold, in a few characters. A portrait never changes but by its erasure, so the same portraits
-- count for the same.
CREATE FUNCTION guard.drift_standing(reference_month text, other_month text, until date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT until || ' ' || count(*) || ' ' || coalesce(bit_xor(hashtextextended(p.id::text, 0)), 0)
  FROM public.portrait p, unnest(ARRAY[reference_month, other_month]) AS asked (m)
  WHERE p."asOf" <= until AND p."erasedAt" IS NULL
    AND p."asOf" >= (asked.m || '-01')::date AND p."asOf" < ((asked.m || '-01')::date + interval '1 month')::date;
END;

-- The count itself stays as it was.
ALTER FUNCTION totals.figure_months(text, text, text[]) RENAME TO count_figures;
REVOKE EXECUTE ON FUNCTION totals.count_figures(text, text, text[]) FROM app_operator;

-- The same answer as totals.count_figures, out of what is kept where the months still hold the same portraits.
CREATE FUNCTION totals.figure_months(reference_month text, other_month text, besides text[])
RETURNS TABLE (month text, indicator text, places integer[], firms bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  stands text;
  kept jsonb;
BEGIN
  PERFORM totals.only_operator();
  stands := guard.drift_standing($1, $2, totals.last_day());
  SELECT k.found INTO kept FROM guard.kept_drift k WHERE k.reference_month = $1 AND k.other_month = $2 AND k.standing = stands;
  IF NOT FOUND THEN
    SELECT coalesce(jsonb_agg(jsonb_build_array(c.month, c.indicator, to_jsonb(c.places), c.firms) ORDER BY c.month, c.indicator, c.places[1]), '[]')
    INTO kept FROM totals.count_figures($1, $2, '{}') c;
    DELETE FROM guard.kept_drift k WHERE k.kept_at < now() - interval '40 days';
    INSERT INTO guard.kept_drift (reference_month, other_month, standing, found) VALUES ($1, $2, stands, kept)
    ON CONFLICT (reference_month, other_month) DO UPDATE SET standing = excluded.standing, found = excluded.found, kept_at = now();
  END IF;
  RETURN QUERY
  SELECT one.row ->> 0, one.row ->> 1, ARRAY(SELECT p.place::integer FROM jsonb_array_elements_text(one.row -> 2) WITH ORDINALITY AS p (place, at) ORDER BY p.at),
    (one.row ->> 3)::bigint
  FROM jsonb_array_elements(kept) WITH ORDINALITY AS one (row, at) WHERE one.row ->> 1 <> ALL ($3) ORDER BY one.at;
END
$$;

-- As it was, but the cards of a month are listed once a month, not once a class, and bands are told of scores, not of portraits.
CREATE OR REPLACE FUNCTION totals.score_months(months integer) RETURNS TABLE (month text, cards text[], places integer[], firms bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '32MB' AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY
  WITH newest AS (
    SELECT DISTINCT ON (p."asOf" - extract(day FROM p."asOf")::integer, p."enterpriseId")
      p."asOf" - extract(day FROM p."asOf")::integer + 1 AS first, p.score, p."cardVersion" AS card
    FROM public.portrait p
    WHERE p."asOf" <= until AND p."asOf" > (until + 1 - make_interval(months => least(months, 36)))::date - 1
    ORDER BY p."asOf" - extract(day FROM p."asOf")::integer, p."enterpriseId", p."createdAt" DESC
  ), told AS MATERIALIZED (
    SELECT n.first, n.card, n.score, count(*) AS firms FROM newest n GROUP BY 1, 2, 3
  ), drawn AS (
    SELECT t.first, array_agg(DISTINCT t.card) AS cards FROM told t GROUP BY 1
  ), band AS (
    SELECT t.first, totals.band_of(t.score) AS place, sum(t.firms)::bigint AS firms
    FROM (SELECT t.first, t.score, sum(t.firms) AS firms FROM told t GROUP BY 1, 2) t GROUP BY 1, 2
  ), laid AS (
    SELECT b.first, array_agg(b.place ORDER BY b.place) AS places, array_agg(b.firms ORDER BY b.place) AS counts
    FROM band b GROUP BY 1 HAVING sum(b.firms) >= 10
  )
  SELECT to_char(l.first, 'YYYY-MM'), d.cards, array_agg(u.place ORDER BY u.place), sum(u.firms)::bigint
  FROM laid l JOIN drawn d ON d.first = l.first, unnest(l.places, l.counts, totals.adjoin(l.counts, 5)) AS u (place, firms, class)
  GROUP BY l.first, d.cards, u.class ORDER BY l.first, min(u.place);
END
$$;

REVOKE ALL ON FUNCTION guard.drift_standing(text, text, date), totals.figure_months(text, text, text[]) FROM PUBLIC;
ALTER FUNCTION guard.drift_standing(text, text, date) OWNER TO tenancy_guard;
ALTER FUNCTION totals.figure_months(text, text, text[]) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION totals.figure_months(text, text, text[]) TO app_operator;

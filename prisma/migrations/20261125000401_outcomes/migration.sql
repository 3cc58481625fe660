-- What became of loans, beside what was known when they were asked for: drift of every figure, not of those alone that the card
-- weighs; approval by quarter and band; and the rows from which a card can be fitted, without names (ADR 0026).

-- ── Figures of a portrait ──────────────────────────────────────────────────────────────────────
-- In the order of its body, NULL where there is none. Gone with the body.
CREATE FUNCTION totals.figures_of(body jsonb) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT array_agg(CASE WHEN i ->> 'state' = 'KNOWN' THEN (i ->> 'value')::bigint END ORDER BY n)
  FROM jsonb_array_elements(CASE jsonb_typeof(body -> 'indicators') WHEN 'array' THEN body -> 'indicators' ELSE '[]' END) WITH ORDINALITY AS x (i, n);
END;
REVOKE ALL ON FUNCTION totals.figures_of(jsonb) FROM PUBLIC;
ALTER FUNCTION totals.figures_of(jsonb) OWNER TO tenancy_guard;
-- Whoever writes a portrait computes them.
GRANT EXECUTE ON FUNCTION totals.figures_of(jsonb) TO app_worker;
ALTER TABLE public.portrait ADD COLUMN figures bigint[] GENERATED ALWAYS AS (totals.figures_of(body)) STORED;

-- ── Drift of every figure ──────────────────────────────────────────────────────────────────────
-- How the firms of two months lie on each figure that is not among `besides`, by tenths of the first month: 1 to 10; -1: there was
-- none. Tenths that the figure cannot tell apart are one; neighbours are joined until each class has five enterprises.
CREATE FUNCTION totals.figure_months(reference_month text, other_month text, besides text[])
RETURNS TABLE (month text, indicator text, places integer[], firms bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '32MB' AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY
  WITH newest AS MATERIALIZED (
    SELECT DISTINCT ON (asked.m, p."enterpriseId") asked.m, p."cardVersion" AS card, p.figures
    FROM public.portrait p, unnest(ARRAY[reference_month, other_month]) AS asked (m)
    WHERE p."asOf" <= until AND p.figures IS NOT NULL
      AND p."asOf" >= (asked.m || '-01')::date AND p."asOf" < ((asked.m || '-01')::date + interval '1 month')::date
    ORDER BY asked.m, p."enterpriseId", p."createdAt" DESC
  ), card AS MATERIALIZED (
    -- The order of a card's figures, as any of its portraits has it.
    SELECT c.card, f.n::integer AS at, f.one ->> 'id' AS indicator
    FROM (SELECT DISTINCT n.card FROM newest n) c,
      LATERAL (SELECT p.body -> 'indicators' AS indicators FROM public.portrait p WHERE p."cardVersion" = c.card AND p.figures IS NOT NULL LIMIT 1) any_one,
      jsonb_array_elements(any_one.indicators) WITH ORDINALITY AS f (one, n)
    WHERE f.one ->> 'id' <> ALL (besides)
  ), reading AS MATERIALIZED (
    SELECT n.m, k.indicator, n.figures[k.at] AS value FROM newest n JOIN card k ON k.card = n.card
  ), cut AS MATERIALIZED (
    -- A figure is in a tenth from its lower end on.
    SELECT r.indicator, percentile_disc(ARRAY[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) WITHIN GROUP (ORDER BY r.value) AS at
    FROM reading r WHERE r.m = reference_month AND r.value IS NOT NULL GROUP BY 1
  ), counted AS (
    SELECT r.m, r.indicator, CASE WHEN r.value IS NULL THEN -1 ELSE 1 + coalesce(width_bucket(r.value, c.at), 0) END AS place, count(*) AS firms
    FROM reading r LEFT JOIN cut c ON c.indicator = r.indicator GROUP BY 1, 2, 3
  ), laid AS (
    SELECT c.m, c.indicator, array_agg(c.place ORDER BY c.place) AS places, array_agg(c.firms ORDER BY c.place) AS counts
    FROM counted c GROUP BY 1, 2 HAVING sum(c.firms) >= 10
  )
  SELECT l.m, l.indicator, array_agg(u.place ORDER BY u.place), sum(u.firms)::bigint
  FROM laid l, unnest(l.places, l.counts, totals.adjoin(l.counts, 5)) AS u (place, firms, class)
  GROUP BY l.m, l.indicator, u.class ORDER BY 1, 2, min(u.place);
END
$$;

-- ── Approval by quarter and band ───────────────────────────────────────────────────────────────
-- Decisions of the last complete quarters, by the quarter of the decision and the band of the score that was decided on. The same
-- classes of bands in every quarter, wide enough for ten enterprises in each; quarters of fewer than ten join their neighbours.
CREATE FUNCTION totals.approval_vintages(quarters integer)
RETURNS TABLE (first_quarter text, last_quarter text, places integer[], decided bigint, granted bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own uuid := totals.monitored();
  until date := (date_trunc('quarter', (totals.last_day() + 1)::timestamp))::date;
BEGIN
  RETURN QUERY
  WITH made AS MATERIALIZED (
    SELECT date_trunc('quarter', (d.at AT TIME ZONE interval '8 hours'))::date AS quarter, totals.band_of(p.score) AS place, d."enterpriseId" AS firm,
      d.outcome = 'GRANT' AS granted
    FROM public.decision d
    JOIN public.application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"
    JOIN public.portrait p ON p."enterpriseId" = a."enterpriseId" AND p.id = a."portraitId"
    WHERE (own IS NULL OR d."institutionId" = own) AND (d.at AT TIME ZONE interval '8 hours')::date < until
      AND (d.at AT TIME ZONE interval '8 hours')::date >= (until - make_interval(months => 3 * least(quarters, 12)))::date
  ), by_quarter AS (
    SELECT m.quarter, count(DISTINCT m.firm) AS firms FROM made m GROUP BY 1
  ), laid AS (
    SELECT array_agg(q.quarter ORDER BY q.quarter) AS quarters, array_agg(q.firms ORDER BY q.quarter) AS firms FROM by_quarter q
  ), class AS (
    SELECT u.quarter, u.class FROM laid l, unnest(l.quarters, totals.adjoin(l.firms, 10)) AS u (quarter, class) WHERE u.class IS NOT NULL
  ), named AS (
    SELECT c.class, min(c.quarter) AS from_quarter, max(c.quarter) AS to_quarter FROM class c GROUP BY 1
  ), cell AS (
    SELECT c.class, b.place, (SELECT count(DISTINCT m.firm) FROM made m JOIN class k ON k.quarter = m.quarter WHERE k.class = c.class AND m.place = b.place) AS firms
    FROM named c, (SELECT DISTINCT m.place FROM made m) b
  ), fewest AS (
    SELECT c.place, min(c.firms) AS firms FROM cell c GROUP BY 1
  ), bands AS (
    SELECT array_agg(f.place ORDER BY f.place) AS places, array_agg(f.firms ORDER BY f.place) AS firms FROM fewest f
  ), band AS (
    SELECT u.place, coalesce(u.class, 1) AS class FROM bands b, unnest(b.places, totals.adjoin(b.firms, 10)) AS u (place, class)
  )
  SELECT to_char(n.from_quarter, 'YYYY"Q"Q'), to_char(n.to_quarter, 'YYYY"Q"Q'), (SELECT array_agg(o.place ORDER BY o.place) FROM band o WHERE o.class = b.class),
    count(*), count(*) FILTER (WHERE m.granted)
  FROM made m JOIN class k ON k.quarter = m.quarter JOIN named n ON n.class = k.class JOIN band b ON b.place = m.place
  GROUP BY n.from_quarter, n.to_quarter, b.class ORDER BY n.from_quarter, 3;
END
$$;

-- ── The rows from which a card is fitted ───────────────────────────────────────────────────────
-- How many loans have a known outcome, and how many of them went bad within twelve months of the first draw: whether an export is
-- worth while, and allowed: fifty at least, ten of each.
CREATE FUNCTION totals.outcome_counts() RETURNS TABLE (loans bigint, bad bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY SELECT count(*), count(*) FILTER (WHERE b.bad_on <= (b.first_drawn + interval '12 months')::date)
    FROM totals.loan_book(NULL, until) b JOIN public.application a ON a."enterpriseId" = b.enterprise AND a.id = b.application
    JOIN public.portrait p ON p."enterpriseId" = b.enterprise AND p.id = a."portraitId"
    WHERE p.figures IS NOT NULL AND (b.first_drawn + interval '12 months')::date <= until;
END
$$;

-- Puts an export on record before a row leaves. NULL, or the code of a refusal: too few to tell, or two within a day by whomever.
CREATE FUNCTION guard.begin_outcome_export() RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
  counted record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('outcome-export'));
  SELECT * INTO counted FROM totals.outcome_counts();
  IF counted.loans < 50 OR counted.bad < 10 OR counted.loans - counted.bad < 10 THEN RETURN 'monitoring.too-few-outcomes'; END IF;
  IF (SELECT count(*) FROM public.ledger_entry l WHERE l."organisationId" = operator AND l.act = 'outcomes.exported'
      AND l.at > now() - interval '1 day') >= 2 THEN
    RETURN 'monitoring.outcomes-spent';
  END IF;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", body)
  VALUES (operator, uuidv7(), 'outcomes.exported', guard.actor(), jsonb_build_object('loans', counted.loans, 'bad', counted.bad));
  RETURN NULL;
END
$$;

-- A loan a row, to the transaction alone that has put its export on record: a pseudonym of the firm that no other export knows;
-- whether it belongs to the older seven tenths; whether it went bad within twelve months; and its figures as they were when it was asked
-- for, to three digits. No name, no number, no county, no day.
CREATE FUNCTION guard.outcome_rows() RETURNS TABLE (firm text, early boolean, defaulted boolean, ids text[], figures bigint[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '32MB' AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
  until date := totals.last_day();
  salt text := gen_random_uuid()::text || gen_random_uuid()::text;
BEGIN
  IF NOT EXISTS (SELECT FROM public.ledger_entry l WHERE l."organisationId" = operator AND l.act = 'outcomes.exported' AND l."actorId" = guard.actor()
      AND l.at = transaction_timestamp()::timestamptz(3)) THEN
    RAISE EXCEPTION 'no export on record' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY
  WITH book AS MATERIALIZED (
    SELECT b.enterprise, b.first_drawn, coalesce(b.bad_on <= (b.first_drawn + interval '12 months')::date, false) AS bad, p."cardVersion" AS card, p.figures AS told,
      percent_rank() OVER (ORDER BY b.first_drawn) AS place
    FROM totals.loan_book(NULL, until) b JOIN public.application a ON a."enterpriseId" = b.enterprise AND a.id = b.application
    JOIN public.portrait p ON p."enterpriseId" = b.enterprise AND p.id = a."portraitId"
    WHERE p.figures IS NOT NULL AND (b.first_drawn + interval '12 months')::date <= until
  ), card AS MATERIALIZED (
    SELECT c.card, (SELECT array_agg(i ->> 'id' ORDER BY n) FROM jsonb_array_elements(any_one.indicators) WITH ORDINALITY AS x (i, n)) AS ids
    FROM (SELECT DISTINCT b.card FROM book b) c,
      LATERAL (SELECT p.body -> 'indicators' AS indicators FROM public.portrait p WHERE p."cardVersion" = c.card AND p.figures IS NOT NULL LIMIT 1) any_one
  )
  SELECT left(encode(sha256(convert_to(salt || b.enterprise::text, 'UTF8')), 'hex'), 16), b.place < 0.7, b.bad, k.ids,
    ARRAY(SELECT CASE WHEN abs(v) < 1000 THEN v ELSE (round(v / power(10::numeric, floor(log(abs(v)::numeric)) - 2)) * power(10::numeric, floor(log(abs(v)::numeric)) - 2))::bigint END
      FROM unnest(b.told) WITH ORDINALITY AS q (v, n) ORDER BY n)
  FROM book b JOIN card k ON k.card = b.card ORDER BY 1, 2;
END
$$;

DO $$
DECLARE
  outcome_function regprocedure;
BEGIN
  FOR outcome_function IN SELECT oid::regprocedure FROM pg_proc WHERE (pronamespace = 'totals'::regnamespace AND proname IN ('figure_months', 'approval_vintages',
    'outcome_counts')) OR (pronamespace = 'guard'::regnamespace AND proname IN ('begin_outcome_export', 'outcome_rows')) LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', outcome_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', outcome_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION totals.figure_months(text, text, text[]), totals.outcome_counts(), guard.begin_outcome_export(), guard.outcome_rows() TO app_operator;
GRANT EXECUTE ON FUNCTION totals.approval_vintages(integer) TO app_operator, app_tenant;

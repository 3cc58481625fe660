-- Monitoring (ADR 0020): whether the score still sees the firms that it was made for, whether it ranks them by what became of
-- their loans, and whether it treats groups alike. Counts only, of complete months only, so that two readings a day apart
-- never differ by one firm; classes and groups that too few firms make up are joined here, before anything leaves.

-- ── The points of a portrait, factor by factor ─────────────────────────────────────────────────
-- In the order of its card, NULL where the indicator was missing. Of thousands of portraits the bodies are too long to read.
CREATE FUNCTION totals.points_of(body jsonb) RETURNS smallint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT array_agg(CASE WHEN f ->> 'effect' = 'MISSING' THEN NULL ELSE (f ->> 'points')::smallint END ORDER BY n)
  FROM jsonb_array_elements(CASE jsonb_typeof(body -> 'factors') WHEN 'array' THEN body -> 'factors' ELSE '[]' END) WITH ORDINALITY AS x (f, n);
END;
REVOKE ALL ON FUNCTION totals.points_of(jsonb) FROM PUBLIC;
ALTER FUNCTION totals.points_of(jsonb) OWNER TO tenancy_guard;
-- Whoever writes a portrait computes them.
GRANT EXECUTE ON FUNCTION totals.points_of(jsonb) TO app_worker;
ALTER TABLE public.portrait ADD COLUMN "factorPoints" smallint[] GENERATED ALWAYS AS (totals.points_of(body)) STORED;
CREATE INDEX portrait_by_day ON public.portrait ("asOf") INCLUDE ("enterpriseId", "createdAt", score);

-- ── Who asks, and what is joined ───────────────────────────────────────────────────────────────
-- NULL for the operator, who sees the platform's totals and no bank's; an institution's own id for itself; nobody else.
CREATE FUNCTION totals.monitored() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own uuid := guard.tenant('INSTITUTION');
BEGIN
  IF own IS NULL AND guard.tenant('OPERATOR') IS NULL THEN
    RAISE EXCEPTION 'neither the operator nor an institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN own;
END
$$;
CREATE FUNCTION totals.only_operator() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR') IS NULL THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- The last day of the last complete month.
CREATE FUNCTION totals.last_day() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT date_trunc('month', guard.today()::timestamp)::date - 1;
END;

-- Which class each place of an ordered row of counts falls into, counted from 1: neighbours are joined until each class has
-- `least`; a rest joins the class before it. NULL when all of them together have fewer.
CREATE FUNCTION totals.adjoin(counts bigint[], least_count integer) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  classes integer[] := '{}';
  class integer := 1;
  held bigint := 0;
  each bigint;
BEGIN
  FOREACH each IN ARRAY coalesce(counts, '{}') LOOP
    classes := classes || class;
    held := held + each;
    IF held >= least_count THEN
      class := class + 1;
      held := 0;
    END IF;
  END LOOP;
  IF class = 1 THEN RETURN NULL; END IF;
  -- The rest never reached the least: it goes with the last class that did.
  RETURN ARRAY(SELECT least(c, class - 1) FROM unnest(classes) WITH ORDINALITY AS u (c, n) ORDER BY n);
END
$$;

-- The band of a score, 50 points wide, by where it begins.
CREATE FUNCTION totals.band_of(score integer) RETURNS integer
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT (least(greatest(score, 300), 849) / 50) * 50;
END;

-- ── Population ─────────────────────────────────────────────────────────────────────────────────
-- How the scores of a month lie: of each enterprise its newest portrait of that month, whoever asked for it. Months of fewer
-- than ten enterprises are left out; `places` are the bands (by where they begin) that a class holds, five enterprises at least.
CREATE FUNCTION totals.score_months(months integer) RETURNS TABLE (month text, cards text[], places integer[], firms bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY
  WITH newest AS (
    SELECT DISTINCT ON (date_trunc('month', p."asOf"::timestamp), p."enterpriseId") to_char(p."asOf", 'YYYY-MM') AS m, p.score, p."cardVersion" AS card
    FROM public.portrait p
    WHERE p."asOf" <= until AND p."asOf" > (until + 1 - make_interval(months => least(months, 36)))::date - 1
    ORDER BY date_trunc('month', p."asOf"::timestamp), p."enterpriseId", p."createdAt" DESC
  ), band AS (
    SELECT n.m, totals.band_of(n.score) AS place, count(*) AS firms FROM newest n GROUP BY 1, 2
  ), laid AS (
    SELECT b.m, array_agg(b.place ORDER BY b.place) AS places, array_agg(b.firms ORDER BY b.place) AS counts
    FROM band b GROUP BY 1 HAVING sum(b.firms) >= 10
  )
  SELECT l.m, (SELECT array_agg(DISTINCT n.card) FROM newest n WHERE n.m = l.m), array_agg(u.place ORDER BY u.place), sum(u.firms)::bigint
  FROM laid l, unnest(l.places, l.counts, totals.adjoin(l.counts, 5)) AS u (place, firms, class)
  GROUP BY l.m, u.class ORDER BY l.m, min(u.place);
END
$$;

-- How the firms of some months lie on each indicator that their cards weigh, by the points that it gave them; -1: it was missing.
CREATE FUNCTION totals.factor_months(only_months text[]) RETURNS TABLE (month text, indicator text, places integer[], firms bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '32MB' AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY
  WITH newest AS MATERIALIZED (
    SELECT DISTINCT ON (p."asOf" - extract(day FROM p."asOf")::integer, p."enterpriseId") to_char(p."asOf", 'YYYY-MM') AS m,
      p."cardVersion" AS card, p."factorPoints" AS points
    FROM public.portrait p, unnest(only_months[1:12]) AS asked (m)
    WHERE p."asOf" <= until AND p."factorPoints" IS NOT NULL
      AND p."asOf" >= (asked.m || '-01')::date AND p."asOf" < ((asked.m || '-01')::date + interval '1 month')::date
    ORDER BY p."asOf" - extract(day FROM p."asOf")::integer, p."enterpriseId", p."createdAt" DESC
  ), card AS MATERIALIZED (
    -- The order of a card's factors, as any of its portraits has it.
    SELECT c.card, f.n::integer AS at, f.one ->> 'indicatorId' AS indicator
    FROM (SELECT DISTINCT n.card FROM newest n) c,
      LATERAL (SELECT p.body -> 'factors' AS factors FROM public.portrait p WHERE p."cardVersion" = c.card AND p."factorPoints" IS NOT NULL LIMIT 1) any_one,
      jsonb_array_elements(any_one.factors) WITH ORDINALITY AS f (one, n)
  ), cell AS MATERIALIZED (
    SELECT n.m, n.card, u.at::integer AS at, coalesce(u.points, -1)::integer AS place, count(*) AS firms
    FROM newest n, unnest(n.points) WITH ORDINALITY AS u (points, at) GROUP BY 1, 2, 3, 4
  ), named AS (
    SELECT c.m, k.indicator, c.place, sum(c.firms)::bigint AS firms FROM cell c JOIN card k ON k.card = c.card AND k.at = c.at GROUP BY 1, 2, 3
  ), laid AS (
    SELECT c.m, c.indicator, array_agg(c.place ORDER BY c.place) AS places, array_agg(c.firms ORDER BY c.place) AS counts
    FROM named c GROUP BY 1, 2 HAVING sum(c.firms) >= 10
  )
  SELECT l.m, l.indicator, array_agg(u.place ORDER BY u.place), sum(u.firms)::bigint
  FROM laid l, unnest(l.places, l.counts, totals.adjoin(l.counts, 5)) AS u (place, firms, class)
  GROUP BY l.m, l.indicator, u.class ORDER BY 1, 2, min(u.place);
END
$$;

-- ── What became of the loans ───────────────────────────────────────────────────────────────────
-- The definition of a bad loan, by the day from which it holds: overdue for more than so many days with more than so much of
-- what was drawn (10,000ths), or any principal written off. A new definition is a new row; it never rewrites an old one.
CREATE FUNCTION totals.bad_rules() RETURNS TABLE (since date, overdue_days integer, tolerance_bps integer)
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT * FROM (VALUES ('2020-01-01'::date, 90, 100)) AS rule (since, overdue_days, tolerance_bps) ORDER BY 1;
END;

-- Every loan that was drawn: when first, by whom, and the day on which it became bad, if it did by the end of `as_of`. Principal
-- falls due by the contract's method from each draw on; a line that revolves, each draw at its term. Overdue is what of it was
-- not received within the days that the definition allows; on a loan that pays interest monthly also a silence, nothing at all
-- received since the due date before. Reversed entries never happened. For the functions below only.
CREATE FUNCTION totals.loan_book(own uuid, as_of date)
RETURNS TABLE (enterprise uuid, application uuid, score integer, first_drawn date, bad_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off SET work_mem = '32MB' AS $$
DECLARE
  allowed integer;
  tolerance integer;
BEGIN
  SELECT r.overdue_days, r.tolerance_bps INTO allowed, tolerance FROM totals.bad_rules() r WHERE r.since <= as_of ORDER BY r.since DESC LIMIT 1;
  RETURN QUERY
  WITH draw AS MATERIALIZED (
    SELECT d."applicationId" AS app, d."enterpriseId" AS firm, d."disbursedOn" AS on_day, d."amountFen" AS fen, d."rateBps" AS bps,
      d."termMonths" AS term, CASE WHEN a.revolving THEN 'at_term' ELSE coalesce(a."grantedMethod", a.method) END AS method, a."portraitId" AS portrait
    FROM public.disbursement d
    JOIN public.application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"
    LEFT JOIN public.disbursement back ON back."enterpriseId" = d."enterpriseId" AND back."reversesId" = d.id
    WHERE d."reversesId" IS NULL AND back.id IS NULL AND d."disbursedOn" <= as_of AND (own IS NULL OR d."institutionId" = own)
  ), back AS MATERIALIZED (
    SELECT r."applicationId" AS app, r."repaidOn" AS on_day, r."principalFen" AS fen, r."writtenOffFen" AS off
    FROM public.repayment r
    LEFT JOIN public.repayment back ON back."enterpriseId" = r."enterpriseId" AND back."reversesId" = r.id
    WHERE r."reversesId" IS NULL AND back.id IS NULL AND r."repaidOn" <= as_of AND (own IS NULL OR r."institutionId" = own)
  ), due AS (
    SELECT w.app, (w.on_day + make_interval(months => k))::date AS on_day, (w.on_day + make_interval(months => k - 1))::date AS before,
      w.method = 'interest_only' AS monthly,
      -- Principal due by the k-th date, less what was due by the one before; floating only within the closed form of the annuity,
      -- which is exact to a fen; what follows compares whole fen.
      CASE WHEN k = w.term THEN w.fen ELSE CASE w.method
          WHEN 'equal_principal' THEN least(w.fen, w.fen * k / w.term)
          WHEN 'equal_instalment' THEN CASE WHEN w.bps = 0 THEN w.fen * k / w.term
            ELSE floor(w.fen * ((1 + w.bps / 120000e0) ^ k - 1) / ((1 + w.bps / 120000e0) ^ w.term - 1))::bigint END
          ELSE 0 END END
      - CASE WHEN k = 1 THEN 0 ELSE CASE w.method
          WHEN 'equal_principal' THEN least(w.fen, w.fen * (k - 1) / w.term)
          WHEN 'equal_instalment' THEN CASE WHEN w.bps = 0 THEN w.fen * (k - 1) / w.term
            ELSE floor(w.fen * ((1 + w.bps / 120000e0) ^ (k - 1) - 1) / ((1 + w.bps / 120000e0) ^ w.term - 1))::bigint END
          ELSE 0 END END AS fen
    FROM draw w, generate_series(CASE WHEN w.method IN ('at_term', 'bullet') THEN w.term ELSE 1 END, w.term) AS k
    WHERE (w.on_day + make_interval(months => k))::date + allowed < as_of
  ), event AS (
    -- On one day cash out comes first, then what was received, then what had to be there.
    SELECT w.app, w.on_day, 1 AS turn, w.fen AS drawn, 0::bigint AS due, 0::bigint AS paid, NULL::date AS received, NULL::date AS before, false AS monthly FROM draw w
    UNION ALL SELECT b.app, b.on_day, 2, 0, 0, b.fen, b.on_day, NULL, false FROM back b WHERE b.off = 0
    UNION ALL SELECT u.app, u.on_day + allowed, 3, 0, u.fen, 0, NULL, u.before, u.monthly FROM due u
  ), running AS (
    SELECT e.app, e.on_day, e.turn, e.before, e.monthly, sum(e.drawn) OVER so_far AS drawn, sum(e.due) OVER so_far AS due,
      sum(e.paid) OVER so_far AS paid, max(e.received) OVER so_far AS received
    FROM event e WINDOW so_far AS (PARTITION BY e.app ORDER BY e.on_day, e.turn ROWS UNBOUNDED PRECEDING)
  ), bad AS MATERIALIZED (
    SELECT b.app, min(b.on_day) AS on_day FROM (
      SELECT r.app, r.on_day + 1 AS on_day FROM running r
      WHERE r.turn = 3 AND ((r.due - r.paid) * 10000 > tolerance * r.drawn
        OR r.monthly AND r.drawn > r.paid AND (r.received IS NULL OR r.received <= r.before))
      UNION ALL SELECT b.app, b.on_day FROM back b WHERE b.off > 0) b
    GROUP BY 1
  ), loan AS MATERIALIZED (
    SELECT w.app, w.firm, w.portrait, min(w.on_day) AS on_day FROM draw w GROUP BY 1, 2, 3
  )
  SELECT l.firm, l.app, p.score, l.on_day, b.on_day
  FROM loan l
  LEFT JOIN bad b ON b.app = l.app
  LEFT JOIN public.portrait p ON p."enterpriseId" = l.firm AND p.id = l.portrait;
END
$$;

-- Decisions of the last complete months by band of the score that was decided on; ten enterprises a class at least.
CREATE FUNCTION totals.approval_bands(months integer) RETURNS TABLE (places integer[], decided bigint, granted bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own uuid := totals.monitored();
  until date := totals.last_day();
BEGIN
  RETURN QUERY
  WITH band AS (
    SELECT totals.band_of(p.score) AS place, count(DISTINCT d."enterpriseId") AS firms, count(*) AS decided, count(*) FILTER (WHERE d.outcome = 'GRANT') AS granted
    FROM public.decision d
    JOIN public.application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"
    JOIN public.portrait p ON p."enterpriseId" = a."enterpriseId" AND p.id = a."portraitId"
    WHERE (own IS NULL OR d."institutionId" = own) AND (d.at AT TIME ZONE interval '8 hours')::date <= until
      AND (d.at AT TIME ZONE interval '8 hours')::date > (until + 1 - make_interval(months => least(months, 36)))::date - 1
    GROUP BY 1
  ), laid AS (
    SELECT array_agg(b.place ORDER BY b.place) AS places, array_agg(b.firms ORDER BY b.place) AS firms,
      array_agg(b.decided ORDER BY b.place) AS decided, array_agg(b.granted ORDER BY b.place) AS granted FROM band b
  )
  SELECT array_agg(u.place ORDER BY u.place), sum(u.decided)::bigint, sum(u.granted)::bigint
  FROM laid l, unnest(l.places, l.decided, l.granted, totals.adjoin(l.firms, 10)) AS u (place, decided, granted, class)
  WHERE u.class IS NOT NULL GROUP BY u.class ORDER BY min(u.place);
END
$$;

-- Loans that have been on the books for so many months, by band of the score that was decided on: how many became bad by then.
CREATE FUNCTION totals.bad_bands(on_book integer) RETURNS TABLE (places integer[], loans bigint, bad bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own uuid := totals.monitored();
  until date := totals.last_day();
BEGIN
  RETURN QUERY
  WITH book AS (
    SELECT totals.band_of(b.score) AS place, b.enterprise, b.bad_on <= (b.first_drawn + make_interval(months => on_book))::date AS bad
    FROM totals.loan_book(own, until) b
    WHERE b.score IS NOT NULL AND (b.first_drawn + make_interval(months => on_book))::date <= until
  ), band AS (
    SELECT k.place, count(DISTINCT k.enterprise) AS firms, count(*) AS loans, count(*) FILTER (WHERE k.bad) AS bad FROM book k GROUP BY 1
  ), laid AS (
    SELECT array_agg(b.place ORDER BY b.place) AS places, array_agg(b.firms ORDER BY b.place) AS firms,
      array_agg(b.loans ORDER BY b.place) AS loans, array_agg(b.bad ORDER BY b.place) AS bad FROM band b
  )
  SELECT array_agg(u.place ORDER BY u.place), sum(u.loans)::bigint, sum(u.bad)::bigint
  FROM laid l, unnest(l.places, l.loans, l.bad, totals.adjoin(l.firms, 10)) AS u (place, loans, bad, class)
  WHERE u.class IS NOT NULL GROUP BY u.class ORDER BY min(u.place);
END
$$;

-- Loans by the quarter of their first draw, and how many of them had become bad after so many months on the books. A point is
-- told only where the youngest loan of the class has got that far. Quarters of fewer than ten enterprises join their neighbours.
CREATE FUNCTION totals.vintages(most_months integer) RETURNS TABLE (first_quarter text, last_quarter text, loans bigint, on_book integer, bad bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own uuid := totals.monitored();
  until date := totals.last_day();
BEGIN
  RETURN QUERY
  WITH book AS MATERIALIZED (
    SELECT b.enterprise, b.first_drawn, b.bad_on, date_trunc('quarter', b.first_drawn::timestamp)::date AS quarter FROM totals.loan_book(own, until) b
  ), counted AS (
    SELECT k.quarter, count(DISTINCT k.enterprise) AS firms, max(k.first_drawn) AS youngest FROM book k GROUP BY 1
  ), laid AS (
    SELECT array_agg(c.quarter ORDER BY c.quarter) AS quarters, array_agg(c.firms ORDER BY c.quarter) AS firms FROM counted c
  ), class AS (
    SELECT u.class, min(u.quarter) AS from_quarter, max(u.quarter) AS to_quarter, max(c.youngest) AS youngest
    FROM laid l, unnest(l.quarters, totals.adjoin(l.firms, 10)) AS u (quarter, class) JOIN counted c ON c.quarter = u.quarter
    WHERE u.class IS NOT NULL GROUP BY 1
  )
  SELECT to_char(c.from_quarter, 'YYYY"Q"Q'), to_char(c.to_quarter, 'YYYY"Q"Q'), count(*), m.n,
    count(*) FILTER (WHERE k.bad_on <= (k.first_drawn + make_interval(months => m.n))::date)
  FROM class c JOIN book k ON k.quarter BETWEEN c.from_quarter AND c.to_quarter, generate_series(0, least(most_months, 36)) AS m (n)
  WHERE m.n = 0 OR (c.youngest + make_interval(months => m.n))::date <= until
  GROUP BY c.from_quarter, c.to_quarter, m.n ORDER BY c.from_quarter, m.n;
END
$$;

-- Whether the score at the decision ranks the loans by what became of them, in whole numbers: `doubled` ÷ (2 · good · bad) is
-- the area under the curve, `ks` ÷ (good · bad) the Kolmogorov–Smirnov distance. Below fifty loans or ten bad ones they are
-- NULL: too few to tell.
CREATE FUNCTION totals.rank_ordering(on_book integer) RETURNS TABLE (loans bigint, bad bigint, doubled bigint, ks bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own uuid := totals.monitored();
  until date := totals.last_day();
BEGIN
  RETURN QUERY
  WITH step AS (
    SELECT b.score, count(*) FILTER (WHERE o.bad) AS bad, count(*) FILTER (WHERE NOT o.bad) AS good
    FROM totals.loan_book(own, until) b,
      LATERAL (SELECT coalesce(b.bad_on <= (b.first_drawn + make_interval(months => on_book))::date, false) AS bad) o
    WHERE b.score IS NOT NULL AND (b.first_drawn + make_interval(months => on_book))::date <= until GROUP BY 1
  ), curve AS (
    SELECT s.good, s.bad, sum(s.good) OVER worst AS goods, sum(s.bad) OVER worst AS bads,
      sum(s.good) OVER () AS all_good, sum(s.bad) OVER () AS all_bad
    FROM step s WINDOW worst AS (ORDER BY s.score)
  ), whole AS (
    SELECT sum(c.good) AS good, sum(c.bad) AS bad, sum(c.good * (2 * c.bads - c.bad)) AS doubled, max(abs(c.bads * c.all_good - c.goods * c.all_bad)) AS ks
    FROM curve c
  )
  SELECT coalesce(w.good + w.bad, 0)::bigint, coalesce(w.bad, 0)::bigint,
    CASE WHEN w.good + w.bad >= 50 AND w.bad >= 10 AND w.good >= 10 THEN w.doubled::bigint END,
    CASE WHEN w.good + w.bad >= 50 AND w.bad >= 10 AND w.good >= 10 THEN w.ks::bigint END
  FROM whole w;
END
$$;

-- ── Fairness ───────────────────────────────────────────────────────────────────────────────────
-- Of each enterprise its last decision of these months, by one trait: how many were granted, and the sum and the sum of
-- squares of the scores. A group of fewer than ten goes into one group of several, and while that has fewer than ten, or is
-- alone, the next smallest goes with it: what is hidden can't be had by subtraction. Nothing when all are fewer than ten.
CREATE FUNCTION totals.fairness(trait text, months integer)
RETURNS TABLE (keys text[], firms bigint, granted bigint, score_sum bigint, score_squares bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  until date := totals.last_day();
BEGIN
  PERFORM totals.only_operator();
  RETURN QUERY
  WITH last_decision AS (
    SELECT DISTINCT ON (d."enterpriseId") d.outcome, p.score::bigint AS score, CASE trait
        WHEN 'size' THEN coalesce(a.size, 'unknown') WHEN 'county' THEN a."countyCode" WHEN 'industry' THEN left(a.industry, 1)
        WHEN 'age' THEN CASE (SELECT count(*) FROM unnest(ARRAY[1, 3, 5, 10]) AS years
          WHERE (e."foundedOn" + make_interval(years => years))::date <= (d.at AT TIME ZONE interval '8 hours')::date)
          WHEN 0 THEN 'y0' WHEN 1 THEN 'y1' WHEN 2 THEN 'y3' WHEN 3 THEN 'y5' ELSE 'y10' END END AS key
    FROM public.decision d
    JOIN public.application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"
    JOIN public.portrait p ON p."enterpriseId" = a."enterpriseId" AND p.id = a."portraitId"
    JOIN public.enterprise e ON e."enterpriseId" = d."enterpriseId"
    WHERE (d.at AT TIME ZONE interval '8 hours')::date <= until
      AND (d.at AT TIME ZONE interval '8 hours')::date > (until + 1 - make_interval(months => least(months, 36)))::date - 1
    ORDER BY d."enterpriseId", d.at DESC
  ), cell AS (
    SELECT l.key, count(*) AS firms, count(*) FILTER (WHERE l.outcome = 'GRANT') AS granted, sum(l.score) AS scores, sum(l.score * l.score) AS squares
    FROM last_decision l WHERE l.key IS NOT NULL GROUP BY 1
  ), ranked AS (
    SELECT c.*, row_number() OVER smallest AS place, sum(c.firms) OVER smallest AS so_far,
      count(*) FILTER (WHERE c.firms < 10) OVER () AS small, count(*) OVER () AS groups, sum(c.firms) OVER () AS everyone
    FROM cell c WINDOW smallest AS (ORDER BY c.firms, c.key)
  ), joined AS (
    -- How many of the smallest go together: at least the small ones, at least two, and ten enterprises.
    SELECT CASE WHEN max(r.small) = 0 THEN 0 ELSE coalesce(min(r.place) FILTER (WHERE r.place >= greatest(r.small, 2) AND r.so_far >= 10), max(r.groups)) END AS most
    FROM ranked r
  )
  SELECT array_agg(r.key ORDER BY r.key), sum(r.firms)::bigint, sum(r.granted)::bigint, sum(r.scores)::bigint, sum(r.squares)::bigint
  FROM ranked r, joined j WHERE r.everyone >= 10
  GROUP BY CASE WHEN r.place <= j.most THEN NULL ELSE r.key END ORDER BY 2 DESC;
END
$$;

DO $$
DECLARE
  monitoring_function regprocedure;
BEGIN
  FOR monitoring_function IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'totals'::regnamespace AND proname IN ('monitored',
    'only_operator', 'last_day', 'adjoin', 'band_of', 'score_months', 'factor_months', 'bad_rules', 'loan_book', 'approval_bands', 'bad_bands',
    'vintages', 'rank_ordering', 'fairness') LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', monitoring_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', monitoring_function);
  END LOOP;
END
$$;
GRANT USAGE ON SCHEMA totals TO app_operator, app_tenant;
GRANT EXECUTE ON FUNCTION totals.score_months(integer), totals.factor_months(text[]), totals.fairness(text, integer),
  totals.rank_ordering(integer) TO app_operator;
GRANT EXECUTE ON FUNCTION totals.approval_bands(integer), totals.bad_bands(integer), totals.vintages(integer), totals.bad_rules(),
  totals.last_day() TO app_operator, app_tenant;

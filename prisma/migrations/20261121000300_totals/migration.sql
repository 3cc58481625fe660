-- Totals: what the financial office adds up over every tenant, and the few figures that the public may see.
--
-- Each function is the guard's (its reach is fixed here, not by a caller's query), asks for an office session, and stays
-- within the county that the session's holder is limited to. None returns a name: those are read row by row, on record
-- (guard.record_supervision). Days are days in Shanghai, UTC+8 all year since 1991.
--
-- Groups are hashed, never sorted: the planner takes text keys for many, and would sort every fact on disk to group them.
CREATE SCHEMA totals;
GRANT USAGE ON SCHEMA totals TO tenancy_guard, app_office, app_public;

-- Refuses whoever isn't the office; returns the county that they are limited to, or NULL for the whole city.
CREATE FUNCTION totals.reach() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OFFICE') IS NULL THEN
    RAISE EXCEPTION 'not the office' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN guard.county();
END
$$;

-- Sums up to a day, by month: of the whole, and of the parts of one dimension; 'overview' is by institution and by county at
-- once, one walk over the facts for a whole page. Everything in it adds up; shares, rates and balances follow from it.
CREATE FUNCTION totals.months(by_dimension text, as_of date, only_institution uuid, only_county text, only_section text, only_size text)
RETURNS TABLE (dimension text, key text, month text, registered bigint, applications bigint, granted_applications bigint,
  granted_fen bigint, disbursed_fen bigint, credit_disbursed_fen bigint, renewal_fen bigint, first_loan_fen bigint,
  repaid_fen bigint, credit_repaid_fen bigint, rate_weight bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET work_mem = '32MB' SET enable_sort = off AS $$
DECLARE
  own_county text := totals.reach();
BEGIN
  RETURN QUERY
  WITH app AS MATERIALIZED (
    SELECT a.id, a."enterpriseId" AS enterprise, a."creditLoan" AS credit, (a."submittedAt" AT TIME ZONE interval '8 hours')::date AS submitted,
      CASE by_dimension WHEN 'institution' THEN a."institutionId"::text WHEN 'overview' THEN a."institutionId"::text
        WHEN 'county' THEN a."countyCode" WHEN 'industry' THEN left(a.industry, 1) WHEN 'size' THEN coalesce(a.size, 'unknown') END AS k1,
      CASE by_dimension WHEN 'overview' THEN a."countyCode" END AS k2
    FROM public.application a
    WHERE (own_county IS NULL OR a."countyCode" = own_county)
      AND (only_institution IS NULL OR a."institutionId" = only_institution)
      AND (only_county IS NULL OR a."countyCode" = only_county)
      AND (only_section IS NULL OR left(a.industry, 1) = only_section)
      AND (only_size IS NULL OR coalesce(a.size, 'unknown') = only_size)
  ), cell AS (
    SELECT date_trunc('month', e."joinedAt" AT TIME ZONE interval '8 hours')::date AS month,
      CASE by_dimension WHEN 'county' THEN e."countyCode" WHEN 'industry' THEN left(e.industry, 1) WHEN 'size' THEN coalesce(e.size, 'unknown') END AS k1,
      CASE by_dimension WHEN 'overview' THEN e."countyCode" END AS k2, count(*) AS registered, 0::bigint AS applied, 0::bigint AS granted_n,
      0::numeric AS granted, 0::numeric AS drawn, 0::numeric AS credit_drawn, 0::numeric AS renewal, 0::numeric AS first_loan,
      0::numeric AS repaid, 0::numeric AS credit_repaid, 0::numeric AS weight
    FROM public.enterprise e
    WHERE (e."joinedAt" AT TIME ZONE interval '8 hours')::date <= as_of AND only_institution IS NULL
      AND (own_county IS NULL OR e."countyCode" = own_county) AND (only_county IS NULL OR e."countyCode" = only_county)
      AND (only_section IS NULL OR left(e.industry, 1) = only_section) AND (only_size IS NULL OR coalesce(e.size, 'unknown') = only_size)
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT date_trunc('month', a.submitted::timestamp)::date, a.k1, a.k2, 0, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM app a WHERE a.submitted <= as_of GROUP BY 1, 2, 3
    UNION ALL
    -- What was decided, not the line of today: a smaller offer changes no month that has passed.
    SELECT date_trunc('month', g.at AT TIME ZONE interval '8 hours')::date, a.k1, a.k2, 0, 0, count(*), sum(g."amountFen"), 0, 0, 0, 0, 0, 0, 0
    FROM public.decision g JOIN app a ON a.enterprise = g."enterpriseId" AND a.id = g."applicationId"
    WHERE g.outcome = 'GRANT' AND (g.at AT TIME ZONE interval '8 hours')::date <= as_of GROUP BY 1, 2, 3
    UNION ALL
    SELECT date_trunc('month', d."disbursedOn"::timestamp)::date, a.k1, a.k2, 0, 0, 0, 0, sum(d."amountFen"),
      coalesce(sum(d."amountFen") FILTER (WHERE d."creditLoan"), 0), coalesce(sum(d."amountFen") FILTER (WHERE d.renewal), 0),
      coalesce(sum(d."amountFen") FILTER (WHERE d."firstLoan"), 0), 0, 0, sum(d."amountFen" * d."rateBps")
    FROM public.disbursement d JOIN app a ON a.enterprise = d."enterpriseId" AND a.id = d."applicationId"
    WHERE d."disbursedOn" <= as_of GROUP BY 1, 2, 3
    UNION ALL
    SELECT date_trunc('month', r."repaidOn"::timestamp)::date, a.k1, a.k2, 0, 0, 0, 0, 0, 0, 0, 0, sum(r."principalFen"),
      coalesce(sum(r."principalFen") FILTER (WHERE a.credit), 0), 0
    FROM public.repayment r JOIN app a ON a.enterprise = r."enterpriseId" AND a.id = r."applicationId"
    WHERE r."repaidOn" <= as_of GROUP BY 1, 2, 3
  )
  SELECT CASE WHEN grouping(c.k1) = 0 THEN CASE by_dimension WHEN 'overview' THEN 'institution' ELSE by_dimension END
      WHEN grouping(c.k2) = 0 THEN 'county' ELSE 'all' END,
    coalesce(c.k1, c.k2), to_char(c.month, 'YYYY-MM'),
    sum(c.registered)::bigint, sum(c.applied)::bigint, sum(c.granted_n)::bigint, sum(c.granted)::bigint, sum(c.drawn)::bigint,
    sum(c.credit_drawn)::bigint, sum(c.renewal)::bigint, sum(c.first_loan)::bigint, sum(c.repaid)::bigint, sum(c.credit_repaid)::bigint,
    sum(c.weight)::bigint
  FROM cell c
  GROUP BY GROUPING SETS ((c.month), (c.month, c.k1), (c.month, c.k2))
  -- Firms register with no institution, and a dimension that wasn't asked for has no parts: those groups are nobody's.
  HAVING grouping(c.k1) = 1 AND grouping(c.k2) = 1 OR coalesce(c.k1, c.k2) IS NOT NULL;
END
$$;

-- Distinct enterprises with cash out in a period, reversals deducted; a count that does not add up, so it is asked for
-- each key. Key: of the dimension named, NULL (and one row) for 'all'.
CREATE FUNCTION totals.borrowers(by_dimension text, from_day date, to_day date, only_institution uuid, only_county text,
  only_section text, only_size text)
RETURNS TABLE (key text, borrowers bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET work_mem = '32MB' SET enable_sort = off AS $$
DECLARE
  own_county text := totals.reach();
BEGIN
  RETURN QUERY
  SELECT net.key, count(*) FROM (
    SELECT CASE by_dimension WHEN 'institution' THEN a."institutionId"::text WHEN 'county' THEN a."countyCode"
        WHEN 'industry' THEN left(a.industry, 1) WHEN 'size' THEN coalesce(a.size, 'unknown')
        WHEN 'month' THEN to_char(d."disbursedOn", 'YYYY-MM') END AS key, d."enterpriseId" AS enterprise
    FROM public.disbursement d JOIN public.application a ON a."enterpriseId" = d."enterpriseId" AND a.id = d."applicationId"
    WHERE d."disbursedOn" BETWEEN from_day AND to_day
      AND (own_county IS NULL OR a."countyCode" = own_county)
      AND (only_institution IS NULL OR a."institutionId" = only_institution) AND (only_county IS NULL OR a."countyCode" = only_county)
      AND (only_section IS NULL OR left(a.industry, 1) = only_section) AND (only_size IS NULL OR coalesce(a.size, 'unknown') = only_size)
    GROUP BY 1, 2 HAVING sum(d."amountFen") > 0) net
  GROUP BY net.key;
END
$$;

-- Decisions of a period as pairs of days with how often each occurred, and the spans in which the clock stood still.
-- Working days are counted by whoever has the calendar.
CREATE FUNCTION totals.decisions(by_dimension text, from_day date, to_day date, only_institution uuid, only_county text,
  only_section text, only_size text)
RETURNS TABLE (key text, submitted text, decided text, stops jsonb, times bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  SET work_mem = '32MB' SET enable_sort = off AS $$
DECLARE
  own_county text := totals.reach();
BEGIN
  RETURN QUERY
  WITH decided AS (
    SELECT CASE by_dimension WHEN 'institution' THEN a."institutionId"::text WHEN 'county' THEN a."countyCode"
        WHEN 'industry' THEN left(a.industry, 1) WHEN 'size' THEN coalesce(a.size, 'unknown')
        WHEN 'month' THEN to_char(x.at AT TIME ZONE interval '8 hours', 'YYYY-MM') END AS key,
      (a."submittedAt" AT TIME ZONE interval '8 hours')::date AS submitted, (x.at AT TIME ZONE interval '8 hours')::date AS decided,
      a."enterpriseId" AS enterprise, a.id
    FROM public.decision x JOIN public.application a ON a."enterpriseId" = x."enterpriseId" AND a.id = x."applicationId"
    WHERE (own_county IS NULL OR a."countyCode" = own_county)
      AND (only_institution IS NULL OR a."institutionId" = only_institution) AND (only_county IS NULL OR a."countyCode" = only_county)
      AND (only_section IS NULL OR left(a.industry, 1) = only_section) AND (only_size IS NULL OR coalesce(a.size, 'unknown') = only_size)
  )
  SELECT d.key, to_char(d.submitted, 'YYYY-MM-DD'), to_char(d.decided, 'YYYY-MM-DD'), s.stops, count(*)
  FROM decided d
  -- By the index, one look-up a decision: joined as a whole, the planner walks all stops for each.
  LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object(
      'from', (r."requestedAt" AT TIME ZONE interval '8 hours')::date, 'until', (r."answeredAt" AT TIME ZONE interval '8 hours')::date)
      ORDER BY r."requestedAt", r.id) AS stops
    FROM public.supplement_request r WHERE r."enterpriseId" = d.enterprise AND r."applicationId" = d.id) s ON true
  WHERE d.decided BETWEEN from_day AND to_day GROUP BY 1, 2, 3, 4;
END
$$;

-- Where the applications stood at the end of a day: what was submitted is decided, over without a decision, or pending.
CREATE FUNCTION totals.pipeline(as_of date, only_institution uuid, only_county text, only_section text, only_size text)
RETURNS TABLE (submitted bigint, granted bigint, refused bigint, ended bigint, pending bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own_county text := totals.reach();
  day_end timestamptz := ((as_of + 1)::timestamp - interval '8 hours') AT TIME ZONE 'UTC';
BEGIN
  RETURN QUERY
  WITH app AS (
    SELECT d.outcome, a.state IN ('DECLINED_INTAKE', 'WITHDRAWN', 'LAPSED') AND d.outcome IS NULL AND EXISTS (
        SELECT FROM public.application_event e WHERE e."enterpriseId" = a."enterpriseId" AND e."applicationId" = a.id
          AND e."toState" = a.state AND e.at < day_end) AS ended
    FROM public.application a
    LEFT JOIN public.decision d ON d."enterpriseId" = a."enterpriseId" AND d."applicationId" = a.id AND d.at < day_end
    WHERE a."submittedAt" < day_end AND (own_county IS NULL OR a."countyCode" = own_county)
      AND (only_institution IS NULL OR a."institutionId" = only_institution) AND (only_county IS NULL OR a."countyCode" = only_county)
      AND (only_section IS NULL OR left(a.industry, 1) = only_section) AND (only_size IS NULL OR coalesce(a.size, 'unknown') = only_size)
  )
  SELECT count(*), count(*) FILTER (WHERE a.outcome = 'GRANT'), count(*) FILTER (WHERE a.outcome = 'REJECT'),
    count(*) FILTER (WHERE a.ended), count(*) FILTER (WHERE a.outcome IS NULL AND NOT a.ended)
  FROM app a;
END
$$;

-- Reports of banks that contradict what they reported before, still waiting to be settled there.
CREATE FUNCTION totals.open_conflicts() RETURNS TABLE (institution uuid, conflicts bigint, oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own_county text := totals.reach();
BEGIN
  RETURN QUERY
  SELECT b."institutionId", count(*), min(b."uploadedAt")
  FROM public.report_line l JOIN public.report_batch b ON b."institutionId" = l."institutionId" AND b.id = l."batchId"
  WHERE l.outcome = 'CONFLICT' AND l."handledAt" IS NULL
    AND (own_county IS NULL OR EXISTS (
      SELECT FROM public.report_reference k JOIN public.application a ON a."institutionId" = k."institutionId"
      LEFT JOIN public.disbursement d ON d."enterpriseId" = a."enterpriseId" AND d."applicationId" = a.id AND d.id = k."reportId"
      LEFT JOIN public.repayment r ON r."enterpriseId" = a."enterpriseId" AND r."applicationId" = a.id AND r.id = k."reportId"
      WHERE k."institutionId" = l."institutionId" AND k."reportId" = l."reportId" AND a."countyCode" = own_county
        AND (d.id IS NOT NULL OR r.id IS NOT NULL)))
  GROUP BY 1 ORDER BY 2 DESC;
END
$$;

-- What anyone may know: totals since launch. A figure that fewer than five enterprises make up would tell about them, and
-- is left out; so is everything finer than the city.
CREATE FUNCTION totals.public_headline() RETURNS TABLE (as_of text, enterprises bigint, institutions bigint, applications bigint,
  granted_fen bigint, disbursed_fen bigint, borrowers bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT to_char(guard.today(), 'YYYY-MM-DD'), CASE WHEN e.n >= 5 THEN e.n END, i.n, CASE WHEN a.firms >= 5 THEN a.n END,
    CASE WHEN g.firms >= 5 THEN g.fen END, CASE WHEN d.firms >= 5 THEN d.fen END, CASE WHEN d.firms >= 5 THEN d.firms END
  FROM (SELECT count(*) AS n FROM public.enterprise) e,
    (SELECT count(*) AS n FROM public.institution) i,
    (SELECT count(*) AS n, count(DISTINCT x."enterpriseId") AS firms FROM public.application x) a,
    (SELECT coalesce(sum(x."amountFen"), 0)::bigint AS fen, count(DISTINCT x."enterpriseId") AS firms
     FROM public.decision x WHERE x.outcome = 'GRANT') g,
    (SELECT coalesce(sum(net.fen), 0)::bigint AS fen, count(*) AS firms FROM (
       SELECT sum(x."amountFen") AS fen FROM public.disbursement x WHERE x."disbursedOn" <= guard.today()
       GROUP BY x."enterpriseId" HAVING sum(x."amountFen") > 0) net) d;
END;

DO $$
DECLARE
  totals_function regprocedure;
BEGIN
  FOR totals_function IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'totals'::regnamespace LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', totals_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', totals_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION totals.months(text, date, uuid, text, text, text), totals.borrowers(text, date, date, uuid, text, text, text),
  totals.decisions(text, date, date, uuid, text, text, text), totals.pipeline(date, uuid, text, text, text), totals.open_conflicts()
  TO app_office;
GRANT EXECUTE ON FUNCTION totals.public_headline() TO app_public;

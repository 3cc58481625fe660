-- Write-offs (核销): principal that a bank takes off its books. Nothing came back, so it is no repayment; the balance falls all
-- the same: balance = balance before + disbursed − repaid − written off (reference 4.15). A line is one or the other.
ALTER TABLE public.repayment
  ADD COLUMN "writtenOffFen" bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT repayment_or_write_off CHECK ("writtenOffFen" = 0 OR "principalFen" = 0 AND "interestFen" = 0 AND "renewedById" IS NULL);

DROP FUNCTION totals.months(text, date, uuid, text, text, text);
-- Sums up to a day, by month: of the whole, and of the parts of one dimension; 'overview' is by institution and by county at
-- once, one walk over the facts for a whole page. Everything in it adds up; shares, rates and balances follow from it.
CREATE FUNCTION totals.months(by_dimension text, as_of date, only_institution uuid, only_county text, only_section text, only_size text)
RETURNS TABLE (dimension text, key text, month text, registered bigint, applications bigint, granted_applications bigint,
  granted_fen bigint, disbursed_fen bigint, credit_disbursed_fen bigint, renewal_fen bigint, first_loan_fen bigint,
  repaid_fen bigint, credit_repaid_fen bigint, rate_weight bigint, written_off_fen bigint, credit_written_off_fen bigint)
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
      0::numeric AS repaid, 0::numeric AS credit_repaid, 0::numeric AS weight, 0::numeric AS off, 0::numeric AS credit_off
    FROM public.enterprise e
    WHERE (e."joinedAt" AT TIME ZONE interval '8 hours')::date <= as_of AND only_institution IS NULL
      AND (own_county IS NULL OR e."countyCode" = own_county) AND (only_county IS NULL OR e."countyCode" = only_county)
      AND (only_section IS NULL OR left(e.industry, 1) = only_section) AND (only_size IS NULL OR coalesce(e.size, 'unknown') = only_size)
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT date_trunc('month', a.submitted::timestamp)::date, a.k1, a.k2, 0, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM app a WHERE a.submitted <= as_of GROUP BY 1, 2, 3
    UNION ALL
    -- What was decided, not the line of today: a smaller offer changes no month that has passed.
    SELECT date_trunc('month', g.at AT TIME ZONE interval '8 hours')::date, a.k1, a.k2, 0, 0, count(*), sum(g."amountFen"), 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM public.decision g JOIN app a ON a.enterprise = g."enterpriseId" AND a.id = g."applicationId"
    WHERE g.outcome = 'GRANT' AND (g.at AT TIME ZONE interval '8 hours')::date <= as_of GROUP BY 1, 2, 3
    UNION ALL
    SELECT date_trunc('month', d."disbursedOn"::timestamp)::date, a.k1, a.k2, 0, 0, 0, 0, sum(d."amountFen"),
      coalesce(sum(d."amountFen") FILTER (WHERE d."creditLoan"), 0), coalesce(sum(d."amountFen") FILTER (WHERE d.renewal), 0),
      coalesce(sum(d."amountFen") FILTER (WHERE d."firstLoan"), 0), 0, 0, sum(d."amountFen" * d."rateBps"), 0, 0
    FROM public.disbursement d JOIN app a ON a.enterprise = d."enterpriseId" AND a.id = d."applicationId"
    WHERE d."disbursedOn" <= as_of GROUP BY 1, 2, 3
    UNION ALL
    SELECT date_trunc('month', r."repaidOn"::timestamp)::date, a.k1, a.k2, 0, 0, 0, 0, 0, 0, 0, 0, sum(r."principalFen"),
      coalesce(sum(r."principalFen") FILTER (WHERE a.credit), 0), 0, sum(r."writtenOffFen"), coalesce(sum(r."writtenOffFen") FILTER (WHERE a.credit), 0)
    FROM public.repayment r JOIN app a ON a.enterprise = r."enterpriseId" AND a.id = r."applicationId"
    WHERE r."repaidOn" <= as_of GROUP BY 1, 2, 3
  )
  SELECT CASE WHEN grouping(c.k1) = 0 THEN CASE by_dimension WHEN 'overview' THEN 'institution' ELSE by_dimension END
      WHEN grouping(c.k2) = 0 THEN 'county' ELSE 'all' END,
    coalesce(c.k1, c.k2), to_char(c.month, 'YYYY-MM'),
    sum(c.registered)::bigint, sum(c.applied)::bigint, sum(c.granted_n)::bigint, sum(c.granted)::bigint, sum(c.drawn)::bigint,
    sum(c.credit_drawn)::bigint, sum(c.renewal)::bigint, sum(c.first_loan)::bigint, sum(c.repaid)::bigint, sum(c.credit_repaid)::bigint,
    sum(c.weight)::bigint, sum(c.off)::bigint, sum(c.credit_off)::bigint
  FROM cell c
  GROUP BY GROUPING SETS ((c.month), (c.month, c.k1), (c.month, c.k2))
  -- Firms register with no institution, and a dimension that wasn't asked for has no parts: those groups are nobody's.
  HAVING grouping(c.k1) = 1 AND grouping(c.k2) = 1 OR coalesce(c.k1, c.k2) IS NOT NULL;
END
$$;

REVOKE ALL ON FUNCTION totals.months(text, date, uuid, text, text, text) FROM PUBLIC;
ALTER FUNCTION totals.months(text, date, uuid, text, text, text) OWNER TO tenancy_guard;
GRANT EXECUTE ON FUNCTION totals.months(text, date, uuid, text, text, text) TO app_office;

-- How a firm's figures lie among its peers: its division of industry in its county; where fewer than ten other firms there have a
-- figure that the firm itself has, for that figure the division in the city, then the section, then all. Only portraits whose
-- matching consent is in force feed it: who withdrew, paused or let it expire is no peer from that moment. Quartiles and tenths
-- only, between neighbours' values and cut to two leading digits, of at most the 250 newest portraits (the 100 newest where single
-- figures are widened): no single firm can be told from them. To the enterprise itself, or to the transaction that has put its read
-- of this very portrait on record.
DROP FUNCTION guard.portrait_peers(uuid);
CREATE FUNCTION guard.portrait_peers(enterprise_id uuid)
RETURNS TABLE (scope text, indicator text, known integer, quantiles bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  least CONSTANT integer := 10;
  firm public.enterprise;
  tried text;
  told text[] := '{}';
  wanted text[]; -- the firm's own figures that are not told yet: for these alone is a comparison widened
BEGIN
  IF guard.tenant('ENTERPRISE') IS DISTINCT FROM enterprise_id AND NOT EXISTS (
    SELECT FROM public.access_record r WHERE r."enterpriseId" = enterprise_id AND r."portraitId" IS NOT NULL
      AND r."readerOrganisationId" = guard.tenant('INSTITUTION') AND r."transactionId" = guard.transaction_number()
      AND r.at = transaction_timestamp()::timestamptz(3)) THEN
    RAISE EXCEPTION 'no such portrait' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO firm FROM public.enterprise e WHERE e."enterpriseId" = enterprise_id;
  SELECT array_agg(i.id) || 'score'::text INTO wanted
  FROM public.portrait p, jsonb_to_recordset(p.body -> 'indicators') AS i (id text, state text)
  WHERE p."enterpriseId" = enterprise_id AND p."supersededAt" IS NULL AND i.state = 'KNOWN';
  FOREACH tried IN ARRAY ARRAY['COUNTY', 'CITY', 'SECTION', 'ALL'] LOOP
    FOR scope, indicator, known, quantiles IN
      WITH peer AS MATERIALIZED (
        SELECT p.body, p.score FROM public.enterprise e
        JOIN public.portrait p ON p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL
        JOIN public.consent c ON c."enterpriseId" = p."enterpriseId" AND c.id = p."consentId"
        WHERE e."enterpriseId" <> enterprise_id
          AND c.state = 'ACTIVE' AND c.purpose = 'MATCHING' AND c."startsAt" <= now() AND c."expiresAt" > now()
          AND CASE tried WHEN 'COUNTY' THEN left(e.industry, 3) = left(firm.industry, 3) AND e."countyCode" = firm."countyCode"
                WHEN 'CITY' THEN left(e.industry, 3) = left(firm.industry, 3)
                WHEN 'SECTION' THEN left(e.industry, 1) = left(firm.industry, 1) ELSE true END
        ORDER BY p."createdAt" DESC, p.id LIMIT CASE WHEN told = '{}' THEN 250 ELSE 100 END
      ), figure AS (
        SELECT i.value ->> 'id' AS id, i.value AS reading, NULL::double precision AS score
        FROM peer, jsonb_array_elements(peer.body -> 'indicators') i WHERE i.value ->> 'state' = 'KNOWN'
        UNION ALL SELECT 'score', NULL, peer.score FROM peer
      ), cut AS (
        SELECT f.id, count(*)::integer AS known, percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9])
          WITHIN GROUP (ORDER BY coalesce(f.score, (f.reading ->> 'value')::double precision)) AS at
        FROM figure f WHERE told = '{}' OR f.id = ANY (wanted) GROUP BY f.id HAVING count(*) >= least
      )
      SELECT tried, cut.id, cut.known, ARRAY(
        SELECT CASE WHEN abs(v) < 100 THEN round(v)::bigint
          ELSE (round(v / power(10, floor(log(abs(v))) - 1)) * power(10, floor(log(abs(v))) - 1))::bigint END
        FROM unnest(cut.at) WITH ORDINALITY AS q (v, n) ORDER BY n)
      FROM cut
    LOOP
      told := told || indicator;
      RETURN NEXT;
    END LOOP;
    wanted := ARRAY(SELECT w FROM unnest(wanted) AS w WHERE w <> ALL (told));
    EXIT WHEN told <> '{}' AND wanted = '{}';
  END LOOP;
END
$$;
ALTER FUNCTION guard.portrait_peers(uuid) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.portrait_peers(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.portrait_peers(uuid) TO app_tenant;

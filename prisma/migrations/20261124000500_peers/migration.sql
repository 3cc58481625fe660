-- How a firm's figures lie among its peers, each figure by a scope of its own: the division of industry in the county; where fewer
-- than ten other firms there have the figure, the division in the city, then the section, then all. Only portraits whose matching
-- consent is in force feed it: who withdrew, paused or let it expire is no peer from that moment. Quartiles and tenths only, between
-- neighbours' values and cut to two leading digits, of at most the 250 newest portraits of a scope: no single firm can be told from
-- them. To the enterprise itself, or to the transaction that has put its read of this very portrait on record.
DROP FUNCTION guard.portrait_peers(uuid);
CREATE FUNCTION guard.portrait_peers(enterprise_id uuid)
RETURNS TABLE (scope text, indicator text, known integer, quantiles bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  least CONSTANT integer := 10;
  firm public.enterprise;
BEGIN
  IF guard.tenant('ENTERPRISE') IS DISTINCT FROM enterprise_id AND NOT EXISTS (
    SELECT FROM public.access_record r WHERE r."enterpriseId" = enterprise_id AND r."portraitId" IS NOT NULL
      AND r."readerOrganisationId" = guard.tenant('INSTITUTION') AND r."transactionId" = guard.transaction_number()
      AND r.at = transaction_timestamp()::timestamptz(3)) THEN
    RAISE EXCEPTION 'no such portrait' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO firm FROM public.enterprise e WHERE e."enterpriseId" = enterprise_id;
  RETURN QUERY
  WITH near AS MATERIALIZED (
    SELECT p."enterpriseId", p.id, p."createdAt",
      CASE WHEN left(e.industry, 3) = left(firm.industry, 3) AND e."countyCode" = firm."countyCode" THEN 1
        WHEN left(e.industry, 3) = left(firm.industry, 3) THEN 2
        WHEN left(e.industry, 1) = left(firm.industry, 1) THEN 3 ELSE 4 END AS ring
    FROM public.enterprise e
    JOIN public.portrait p ON p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL
    JOIN public.consent c ON c."enterpriseId" = p."enterpriseId" AND c.id = p."consentId"
    WHERE e."enterpriseId" <> enterprise_id
      AND c.state = 'ACTIVE' AND c.purpose = 'MATCHING' AND c."startsAt" <= now() AND c."expiresAt" > now()
  ), peer AS MATERIALIZED (
    SELECT s.rank, s.name, n."enterpriseId", n.id
    FROM (VALUES (1, 'COUNTY'), (2, 'CITY'), (3, 'SECTION'), (4, 'ALL')) AS s (rank, name),
      LATERAL (SELECT * FROM near WHERE near.ring <= s.rank ORDER BY near."createdAt" DESC, near.id LIMIT 250) n
  ), figure AS MATERIALIZED (
    SELECT p."enterpriseId", r.id, r.value
    FROM public.portrait p,
      LATERAL (SELECT i.id, i.value
               FROM jsonb_to_recordset(p.body -> 'indicators') AS i (id text, state text, value double precision) WHERE i.state = 'KNOWN'
               UNION ALL SELECT 'score', p.score::double precision) r
    WHERE (p."enterpriseId", p.id) IN (SELECT peer."enterpriseId", peer.id FROM peer)
  ), cut AS (
    SELECT peer.rank, peer.name, f.id, count(*)::integer AS known,
      percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY f.value) AS at
    FROM peer JOIN figure f ON f."enterpriseId" = peer."enterpriseId"
    GROUP BY peer.rank, peer.name, f.id HAVING count(*) >= least
  )
  SELECT DISTINCT ON (cut.id) cut.name, cut.id, cut.known, ARRAY(
    SELECT CASE WHEN abs(v) < 100 THEN round(v)::bigint
      ELSE (round(v / power(10, floor(log(abs(v))) - 1)) * power(10, floor(log(abs(v))) - 1))::bigint END
    FROM unnest(cut.at) WITH ORDINALITY AS q (v, n) ORDER BY n)
  FROM cut ORDER BY cut.id, cut.rank;
END
$$;
ALTER FUNCTION guard.portrait_peers(uuid) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.portrait_peers(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.portrait_peers(uuid) TO app_tenant;

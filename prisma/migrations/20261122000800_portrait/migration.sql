-- The portrait, explained (ADR 0017): what an enterprise answers to a question of its portrait, and how its figures lie among
-- those of its peers.

CREATE TABLE public.portrait_answer (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "portraitId" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "months" TEXT[] NOT NULL,
    "text" TEXT NOT NULL CHECK (length("text") BETWEEN 1 AND 1000),
    "byAccount" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "portrait_answer_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "portrait_answer_enterpriseId_at_idx" ON public.portrait_answer("enterpriseId", "at" DESC);
ALTER TABLE public.portrait_answer ADD CONSTRAINT portrait_answer_of_portrait
  FOREIGN KEY ("enterpriseId", "portraitId") REFERENCES public.portrait ("enterpriseId", id);

ALTER TABLE public.portrait_answer OWNER TO tenancy_owner;
ALTER TABLE public.portrait_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.portrait_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY guard ON public.portrait_answer TO tenancy_guard USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.portrait_answer TO tenancy_guard;
CREATE POLICY own ON public.portrait_answer FOR SELECT TO app_tenant
  USING ("enterpriseId" = (SELECT guard.tenant('ENTERPRISE')));
CREATE POLICY answers ON public.portrait_answer FOR INSERT TO app_tenant
  WITH CHECK ("enterpriseId" = (SELECT guard.tenant('ENTERPRISE')) AND "byAccount" = (SELECT guard.actor()));
-- Like the portrait itself: only to the transaction that has put its read of this enterprise's portrait on record.
CREATE POLICY on_record ON public.portrait_answer FOR SELECT TO app_tenant
  USING (EXISTS (SELECT FROM public.access_record r WHERE r."enterpriseId" = portrait_answer."enterpriseId" AND r."portraitId" IS NOT NULL
    AND r."readerOrganisationId" = (SELECT guard.tenant('INSTITUTION')) AND r."transactionId" = (SELECT guard.transaction_number())
    AND r.at = transaction_timestamp()::timestamptz(3)));
-- An answer once given stays as it was given: no UPDATE, no DELETE.
GRANT SELECT, INSERT ON public.portrait_answer TO app_tenant;

-- How a firm's figures lie among its peers: its division of industry in its county; where that has fewer than ten other firms
-- with a portrait, the division in the city, then the section, then all. Quartiles and tenths only, between neighbours'
-- values and cut to two leading digits, of at most the 500 newest portraits: no single firm can be told from them. To the
-- enterprise itself, or to the transaction that has put its read of this very portrait on record.
CREATE FUNCTION guard.portrait_peers(enterprise_id uuid)
RETURNS TABLE (scope text, firms integer, indicator text, known integer, quantiles bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  least CONSTANT integer := 10;
  firm public.enterprise;
  chosen text;
BEGIN
  IF guard.tenant('ENTERPRISE') IS DISTINCT FROM enterprise_id AND NOT EXISTS (
    SELECT FROM public.access_record r WHERE r."enterpriseId" = enterprise_id AND r."portraitId" IS NOT NULL
      AND r."readerOrganisationId" = guard.tenant('INSTITUTION') AND r."transactionId" = guard.transaction_number()
      AND r.at = transaction_timestamp()::timestamptz(3)) THEN
    RAISE EXCEPTION 'no such portrait' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO firm FROM public.enterprise e WHERE e."enterpriseId" = enterprise_id;
  SELECT s.name INTO chosen FROM (VALUES (1, 'COUNTY'), (2, 'CITY'), (3, 'SECTION'), (4, 'ALL')) AS s (rank, name)
  WHERE (SELECT count(*) FROM (
      SELECT FROM public.enterprise e JOIN public.portrait p ON p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL
      WHERE e."enterpriseId" <> enterprise_id
        AND CASE s.name WHEN 'COUNTY' THEN left(e.industry, 3) = left(firm.industry, 3) AND e."countyCode" = firm."countyCode"
              WHEN 'CITY' THEN left(e.industry, 3) = left(firm.industry, 3)
              WHEN 'SECTION' THEN left(e.industry, 1) = left(firm.industry, 1) ELSE true END
      LIMIT least) few) = least
  ORDER BY s.rank LIMIT 1;
  IF chosen IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH peer AS (
    SELECT p.body FROM public.enterprise e JOIN public.portrait p ON p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL
    WHERE e."enterpriseId" <> enterprise_id
      AND CASE chosen WHEN 'COUNTY' THEN left(e.industry, 3) = left(firm.industry, 3) AND e."countyCode" = firm."countyCode"
            WHEN 'CITY' THEN left(e.industry, 3) = left(firm.industry, 3)
            WHEN 'SECTION' THEN left(e.industry, 1) = left(firm.industry, 1) ELSE true END
    ORDER BY p."createdAt" DESC LIMIT 500
  ), figure AS (
    SELECT i ->> 'id' AS id, (i ->> 'value')::numeric AS value
    FROM peer, jsonb_array_elements(peer.body -> 'indicators') i WHERE i ->> 'state' = 'KNOWN'
    UNION ALL
    SELECT 'score', (peer.body ->> 'score')::numeric FROM peer
  ), cut AS (
    SELECT f.id, count(*)::integer AS known,
      percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY f.value::double precision) AS at
    FROM figure f GROUP BY f.id HAVING count(*) >= least
  )
  SELECT chosen, (SELECT count(*)::integer FROM peer), cut.id, cut.known, ARRAY(
    SELECT CASE WHEN abs(v) < 100 THEN round(v)::bigint
      ELSE (round(v / power(10, floor(log(abs(v))) - 1)) * power(10, floor(log(abs(v))) - 1))::bigint END
    FROM unnest(cut.at) WITH ORDINALITY AS q (v, n) ORDER BY n)
  FROM cut;
END
$$;
ALTER FUNCTION guard.portrait_peers(uuid) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.portrait_peers(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.portrait_peers(uuid) TO app_tenant;

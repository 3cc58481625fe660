-- A person who takes back what they signed off, or is not the representative any more, takes back the records of the personal classes
-- with it (个人信息保护法 art. 47): they go within the same days as after a withdrawal, unless somebody signs off anew before.

-- When a record was taken back: with its consent, or, where it is personal and nobody's sign-off covers it, with the last that did.
CREATE FUNCTION guard.taken_back_at(s public.snapshot, c public.consent) RETURNS timestamptz
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT least(guard.withdrawn_at(c), CASE WHEN s."dataClass" = ANY (c."personalClasses") THEN (
    SELECT max(o."endedAt") FROM public.consent_sign_off o
    WHERE o."enterpriseId" = c."enterpriseId" AND o."consentId" = c.id AND s."dataClass" = ANY (o."dataClasses")
    HAVING bool_and(o."endedAt" IS NOT NULL) AND bool_or(o."endReason" IN ('WITHDRAWN', 'REGISTER_CHANGED'))) END);
END;
REVOKE ALL ON FUNCTION guard.taken_back_at(public.snapshot, public.consent) FROM PUBLIC;
ALTER FUNCTION guard.taken_back_at(public.snapshot, public.consent) OWNER TO tenancy_guard;

-- As before, by this rule.
CREATE OR REPLACE FUNCTION guard.retention_due(after_id uuid, withdrawal_days integer, law_months integer, most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT due.id FROM (
    SELECT s."enterpriseId" AS id FROM public.snapshot s
    JOIN public.consent c ON c."enterpriseId" = s."enterpriseId" AND c.id = s."consentId"
    WHERE s."erasedAt" IS NULL AND s."enterpriseId" > after_id
      AND guard.deletion_day(s."receivedAt", c."retentionUnit", c."retentionValue", guard.taken_back_at(s, c), withdrawal_days) <= guard.today()
      AND NOT EXISTS (SELECT FROM public.portrait p WHERE p."enterpriseId" = s."enterpriseId" AND s.id = ANY (p."snapshotIds")
                        AND guard.is_under_review(p."enterpriseId", p.id))
    UNION
    SELECT v."enterpriseId" FROM public.verification v
    JOIN public.consent c ON c."enterpriseId" = v."enterpriseId" AND c.id = v."consentId"
    WHERE v."erasedAt" IS NULL AND v."enterpriseId" > after_id
      AND guard.deletion_day(v."askedAt", c."retentionUnit", c."retentionValue", guard.withdrawn_at(c), withdrawal_days) <= guard.today()
    UNION
    SELECT p."enterpriseId" FROM public.portrait p
    WHERE p."dueSince" IS NOT NULL AND p."erasedAt" IS NULL AND p."enterpriseId" > after_id
      AND coalesce(guard.kept_for_law(p."enterpriseId", p.id, law_months) < guard.today(), true)
  ) due ORDER BY due.id LIMIT most;
END;

CREATE OR REPLACE FUNCTION guard.hold_retained() RETURNS TABLE (kind text, id uuid, "consentId" uuid, since timestamptz, unit text, amount integer,
  "withdrawnAt" timestamptz, digest text, "needed" boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  firm uuid := guard.tenant('WORKER');
BEGIN
  PERFORM FROM public.consent c WHERE c."enterpriseId" = firm ORDER BY c.id FOR UPDATE;
  PERFORM FROM public.portrait p WHERE p."enterpriseId" = firm AND p."erasedAt" IS NULL ORDER BY p.id FOR UPDATE;
  RETURN QUERY
    SELECT 'RECORD', s.id, s."consentId", s."receivedAt"::timestamptz, c."retentionUnit", c."retentionValue", guard.taken_back_at(s, c), s.digest,
      EXISTS (SELECT FROM public.portrait p WHERE p."enterpriseId" = firm AND s.id = ANY (p."snapshotIds") AND guard.is_under_review(firm, p.id))
    FROM public.snapshot s JOIN public.consent c ON c."enterpriseId" = firm AND c.id = s."consentId"
    WHERE s."enterpriseId" = firm AND s."erasedAt" IS NULL
    UNION ALL
    SELECT 'CLAIM', v.id, v."consentId", v."askedAt"::timestamptz, c."retentionUnit", c."retentionValue", guard.withdrawn_at(c), v."claimDigest", false
    FROM public.verification v JOIN public.consent c ON c."enterpriseId" = firm AND c.id = v."consentId"
    WHERE v."enterpriseId" = firm AND v."erasedAt" IS NULL
    ORDER BY 4, 2;
END
$$;

CREATE OR REPLACE FUNCTION guard.erase_retained(record_ids uuid[], claim_ids uuid[], withdrawal_days integer, law_months integer)
RETURNS TABLE ("consentId" uuid, records integer, portraits integer, claims integer, digests text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  firm uuid := guard.tenant('WORKER');
  early integer;
BEGIN
  SELECT count(*) INTO early FROM public.snapshot s JOIN public.consent c ON c."enterpriseId" = firm AND c.id = s."consentId"
  WHERE s."enterpriseId" = firm AND s.id = ANY (record_ids) AND (
    guard.deletion_day(s."receivedAt", c."retentionUnit", c."retentionValue", guard.taken_back_at(s, c), withdrawal_days) > guard.today()
    OR EXISTS (SELECT FROM public.portrait p WHERE p."enterpriseId" = firm AND s.id = ANY (p."snapshotIds") AND guard.is_under_review(firm, p.id)));
  SELECT early + count(*) INTO early FROM public.verification v JOIN public.consent c ON c."enterpriseId" = firm AND c.id = v."consentId"
  WHERE v."enterpriseId" = firm AND v.id = ANY (claim_ids)
    AND guard.deletion_day(v."askedAt", c."retentionUnit", c."retentionValue", guard.withdrawn_at(c), withdrawal_days) > guard.today();
  IF firm IS NULL OR early > 0 THEN
    RAISE EXCEPTION 'not due' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- What was drawn from data that has gone is nothing to decide on any more; its packed rows go with the mark (guard.drop_packed).
  UPDATE public.portrait p SET "dueSince" = guard.today(), "staleSince" = coalesce(p."staleSince", now())
  WHERE p."enterpriseId" = firm AND p."erasedAt" IS NULL AND p."dueSince" IS NULL AND p."snapshotIds" && record_ids;
  RETURN QUERY
  WITH record AS (
    UPDATE public.snapshot s SET "signedAnswer" = NULL, "erasedAt" = now()
    WHERE s."enterpriseId" = firm AND s.id = ANY (record_ids) AND s."erasedAt" IS NULL RETURNING s."consentId" AS consent, s.digest
  ), claim AS (
    UPDATE public.verification v SET claim = '', "signedAnswer" = NULL, "erasedAt" = now()
    WHERE v."enterpriseId" = firm AND v.id = ANY (claim_ids) AND v."erasedAt" IS NULL RETURNING v."consentId" AS consent, v."claimDigest" AS digest
  ), drawn AS (
    UPDATE public.portrait p SET "bodyHash" = encode(sha256(convert_to(p.body::text, 'UTF8')), 'hex'), body = NULL, "erasedAt" = now()
    WHERE p."enterpriseId" = firm AND p."erasedAt" IS NULL AND (p."dueSince" IS NOT NULL OR p."snapshotIds" && record_ids)
      AND coalesce(guard.kept_for_law(firm, p.id, law_months) < guard.today(), true) RETURNING p."consentId" AS consent, p.digest
  ), gone AS (
    SELECT consent, 'record' AS kind, digest FROM record UNION ALL SELECT consent, 'claim', digest FROM claim
    UNION ALL SELECT consent, 'portrait', digest FROM drawn
  ), counted AS (
    SELECT g.consent, count(*) FILTER (WHERE g.kind = 'record')::integer AS records, count(*) FILTER (WHERE g.kind = 'portrait')::integer AS portraits,
      count(*) FILTER (WHERE g.kind = 'claim')::integer AS claims, array_agg(g.digest ORDER BY g.digest) AS digests
    FROM gone g GROUP BY g.consent
  ), noted AS (
    INSERT INTO public.data_deletion ("enterpriseId", id, "consentId", records, portraits, claims)
    SELECT firm, uuidv7(), n.consent, n.records, n.portraits, n.claims FROM counted n
  )
  SELECT n.consent, n.records, n.portraits, n.claims, n.digests FROM counted n;
END
$$;

-- Retention (ADR 0024): what was received under a consent goes when the retention that was granted has run out, counted from the
-- day of receipt, or, after a withdrawal, within the platform's time limit. Of a row that was erased stays what says that it was
-- there: class, provider, period, instants, digest. What the worker asks for is checked here once more: nothing goes before its day.

ALTER TABLE public.snapshot ALTER COLUMN "signedAnswer" DROP NOT NULL, ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
ALTER TABLE public.snapshot ADD CONSTRAINT snapshot_kept_or_erased CHECK (("signedAnswer" IS NULL) = ("erasedAt" IS NOT NULL));

-- `dueSince`: the data in it has reached its term, but an application stands on it. `bodyHash`: SHA-256 of the body that was erased,
-- for the leaf that seals it.
ALTER TABLE public.portrait ALTER COLUMN body DROP NOT NULL,
  ADD COLUMN "dueSince" DATE, ADD COLUMN "erasedAt" TIMESTAMPTZ(3), ADD COLUMN "bodyHash" TEXT;
ALTER TABLE public.portrait ADD CONSTRAINT portrait_kept_or_erased
  CHECK ((body IS NULL) = ("erasedAt" IS NOT NULL) AND ("erasedAt" IS NULL OR "bodyHash" IS NOT NULL));
CREATE INDEX portrait_due ON public.portrait ("enterpriseId") WHERE "dueSince" IS NOT NULL AND "erasedAt" IS NULL;
-- A portrait is superseded, marked, or erased by the guard; the worker's own right ends at the first.
ALTER TABLE public.verification ADD COLUMN "erasedAt" TIMESTAMPTZ(3);

CREATE TABLE public.data_deletion (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "records" INTEGER NOT NULL CHECK ("records" >= 0),
    "portraits" INTEGER NOT NULL CHECK ("portraits" >= 0),
    "claims" INTEGER NOT NULL CHECK ("claims" >= 0),

    CONSTRAINT "data_deletion_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "data_deletion_enterpriseId_consentId_idx" ON public.data_deletion("enterpriseId", "consentId");
CREATE INDEX data_deletion_by_time ON public.data_deletion ("at" DESC);
ALTER TABLE public.data_deletion ADD CONSTRAINT deletion_of_consent
  FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id);
ALTER TABLE public.data_deletion OWNER TO tenancy_owner;
ALTER TABLE public.data_deletion ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.data_deletion FORCE ROW LEVEL SECURITY;
CREATE POLICY guard ON public.data_deletion TO tenancy_guard USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.data_deletion TO tenancy_guard;
CREATE POLICY own ON public.data_deletion FOR SELECT TO app_tenant USING ("enterpriseId" = (SELECT guard.tenant('ENTERPRISE')));
GRANT SELECT ON public.data_deletion TO app_tenant;

-- The portrait's leaf says what its body was, also when it is not there any more.
CREATE OR REPLACE FUNCTION guard.sealed(r public.portrait) RETURNS TABLE (organisation uuid, actor uuid, content jsonb)
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT r."enterpriseId", '00000000-0000-0000-0000-000000000000'::uuid,
  jsonb_build_array(r."consentId", r."cardVersion", r."asOf", r.score, r.grade, r."confidenceBps",
    coalesce(encode(sha256(convert_to(r.body::text, 'UTF8')), 'hex'), r."bodyHash"), r.digest, r."snapshotIds", guard.milliseconds(r."createdAt"));
END;

-- ── The rule ───────────────────────────────────────────────────────────────────────────────────
-- The first day on which what was received must not be there any more; months are clipped at their end. The twin of
-- server/sources/domain/retention.ts, held to it by a test.
CREATE FUNCTION guard.deletion_day(received timestamptz, unit text, amount integer, withdrawn timestamptz, days integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN least(
  ((received AT TIME ZONE interval '8 hours')::date + CASE unit
    WHEN 'DAY' THEN make_interval(days => amount)
    WHEN 'MONTH' THEN make_interval(months => amount)
    ELSE make_interval(years => amount) END)::date,
  (withdrawn AT TIME ZONE interval '8 hours')::date + days);

-- When a consent was taken back; NULL where it stands, ran out by itself or gave way to another.
CREATE FUNCTION guard.withdrawn_at(c public.consent) RETURNS timestamptz
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT CASE WHEN c.state = 'REVOKED' AND c."endReason" IS DISTINCT FROM 'REPLACED' THEN c."endedAt" END;
END;

-- An application under review, on a consent of its own that may be used, stands on this portrait: its data is needed.
CREATE FUNCTION guard.is_under_review(firm uuid, portrait_id uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp BEGIN ATOMIC
  SELECT EXISTS (SELECT FROM public.application a JOIN public.consent c ON c."enterpriseId" = a."enterpriseId" AND c.id = a."consentId"
    WHERE a."enterpriseId" = firm AND a."portraitId" = portrait_id
      AND a.state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'OFFERED')
      AND c.state IN ('ACTIVE', 'PAUSED') AND c."expiresAt" > now());
END;

-- The last day up to which a portrait has to be kept as the record of an automated evaluation that was decided on: `months` after
-- the application ended (个人信息保护法 arts. 55, 56); 'infinity' while it is under way; NULL where none stands on it.
CREATE FUNCTION guard.kept_for_law(firm uuid, portrait_id uuid, months integer) RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp BEGIN ATOMIC
  SELECT max(CASE WHEN a.state IN ('DECLINED_INTAKE', 'REJECTED', 'SETTLED', 'RENEWED', 'WITHDRAWN', 'LAPSED')
      THEN ((coalesce((SELECT max(e.at) FROM public.application_event e WHERE e."enterpriseId" = firm AND e."applicationId" = a.id), a."submittedAt")
        AT TIME ZONE interval '8 hours')::date + make_interval(months => months))::date
      ELSE 'infinity'::date END)
  FROM public.application a WHERE a."enterpriseId" = firm AND a."portraitId" = portrait_id;
END;

-- ── The run ────────────────────────────────────────────────────────────────────────────────────
-- Enterprises with something that has reached its day, in their order after one of them: a part of the run.
CREATE FUNCTION guard.retention_due(after_id uuid, withdrawal_days integer, law_months integer, most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT due.id FROM (
    SELECT s."enterpriseId" AS id FROM public.snapshot s
    JOIN public.consent c ON c."enterpriseId" = s."enterpriseId" AND c.id = s."consentId"
    WHERE s."erasedAt" IS NULL AND s."enterpriseId" > after_id
      AND guard.deletion_day(s."receivedAt", c."retentionUnit", c."retentionValue", guard.withdrawn_at(c), withdrawal_days) <= guard.today()
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

-- Everything of the firm that the job has entered, as the rule needs it. Its consents and portraits are held from here on: whoever
-- reads or draws under one of the consents is waited for, and whoever wants to, or sends an application that stands on one of the
-- portraits, waits until this transaction ends.
CREATE FUNCTION guard.hold_retained() RETURNS TABLE (kind text, id uuid, "consentId" uuid, since timestamptz, unit text, amount integer,
  "withdrawnAt" timestamptz, digest text, "needed" boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  firm uuid := guard.tenant('WORKER');
BEGIN
  PERFORM FROM public.consent c WHERE c."enterpriseId" = firm ORDER BY c.id FOR UPDATE;
  PERFORM FROM public.portrait p WHERE p."enterpriseId" = firm AND p."erasedAt" IS NULL ORDER BY p.id FOR UPDATE;
  RETURN QUERY
    SELECT 'RECORD', s.id, s."consentId", s."receivedAt"::timestamptz, c."retentionUnit", c."retentionValue", guard.withdrawn_at(c), s.digest,
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

-- Erases what was named, all of it or, where one of it has not reached its day or is needed, nothing; with the records the packed
-- series, and the portraits that were drawn from them but for those that have to be kept, which wait. In the transaction of
-- guard.hold_retained. Returns what was erased, a row a consent, with the digests of it.
CREATE FUNCTION guard.erase_retained(record_ids uuid[], claim_ids uuid[], withdrawal_days integer, law_months integer)
RETURNS TABLE ("consentId" uuid, records integer, portraits integer, claims integer, digests text[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  firm uuid := guard.tenant('WORKER');
  early integer;
BEGIN
  SELECT count(*) INTO early FROM public.snapshot s JOIN public.consent c ON c."enterpriseId" = firm AND c.id = s."consentId"
  WHERE s."enterpriseId" = firm AND s.id = ANY (record_ids) AND (
    guard.deletion_day(s."receivedAt", c."retentionUnit", c."retentionValue", guard.withdrawn_at(c), withdrawal_days) > guard.today()
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

-- An application that was prepared while its portrait was erased is not sent on nothing. The portrait's row is held by its foreign
-- key; whoever erases holds it first, or waits for this application and finds it.
CREATE FUNCTION guard.stands_on_portrait() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.portrait p WHERE p."enterpriseId" = NEW."enterpriseId" AND p.id = NEW."portraitId" AND p."erasedAt" IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no such portrait' USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stands_on_portrait BEFORE INSERT OR UPDATE OF "portraitId" ON public.application FOR EACH ROW EXECUTE FUNCTION guard.stands_on_portrait();

-- What the operator sees: day by day, how much went of how many enterprises.
CREATE FUNCTION guard.retention_runs(most integer) RETURNS TABLE (day date, enterprises integer, records integer, portraits integer, claims integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR') IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY
    SELECT (d.at AT TIME ZONE interval '8 hours')::date, count(DISTINCT d."enterpriseId")::integer, sum(d.records)::integer, sum(d.portraits)::integer,
      sum(d.claims)::integer
    FROM public.data_deletion d GROUP BY 1 ORDER BY 1 DESC LIMIT most;
END
$$;

-- ── Daily quality ──────────────────────────────────────────────────────────────────────────────
-- Only what a consent covers now is opened to be checked: the newest of a class, in force and signed off where it is personal.
CREATE FUNCTION guard.may_be_checked(s public.snapshot) RETURNS boolean
LANGUAGE sql STABLE BEGIN ATOMIC
  SELECT s."erasedAt" IS NULL AND EXISTS (
    SELECT FROM public.consent c WHERE c."enterpriseId" = s."enterpriseId" AND c.id = s."consentId" AND c.state = 'ACTIVE'
      AND c."startsAt" <= now() AND c."expiresAt" > now() AND s."dataClass" = ANY (c."dataClasses")
      AND (s."dataClass" <> ALL (c."personalClasses") OR EXISTS (
        SELECT FROM public.consent_sign_off o WHERE o."enterpriseId" = c."enterpriseId" AND o."consentId" = c.id
          AND o."endedAt" IS NULL AND s."dataClass" = ANY (o."dataClasses"))));
END;
CREATE OR REPLACE FUNCTION guard.snapshots_unchecked(most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT DISTINCT s."enterpriseId" FROM public.snapshot s
  WHERE NOT EXISTS (SELECT FROM public.source_check c WHERE c."enterpriseId" = s."enterpriseId" AND c."snapshotId" = s.id)
    AND NOT EXISTS (SELECT FROM public.snapshot n WHERE n."enterpriseId" = s."enterpriseId" AND n."dataClass" = s."dataClass"
                      AND n."consentId" = s."consentId" AND n."receivedAt" > s."receivedAt")
    AND guard.may_be_checked(s)
  LIMIT most;
END;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['deletion_day(timestamptz, text, integer, timestamptz, integer)', 'withdrawn_at(public.consent)',
    'is_under_review(uuid, uuid)', 'kept_for_law(uuid, uuid, integer)', 'retention_due(uuid, integer, integer, integer)', 'hold_retained()',
    'erase_retained(uuid[], uuid[], integer, integer)', 'stands_on_portrait()', 'retention_runs(integer)', 'may_be_checked(public.snapshot)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.retention_due(uuid, integer, integer, integer), guard.hold_retained(),
  guard.erase_retained(uuid[], uuid[], integer, integer) TO app_worker;
GRANT EXECUTE ON FUNCTION guard.retention_runs(integer) TO app_operator;

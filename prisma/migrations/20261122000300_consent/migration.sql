-- The authorisation, whole (ADR 0011): prepared by staff and signed once; the notice kept as it was shown; the
-- representative's own sign-off; copies at institutions, to be deleted and confirmed; documents drawn by the worker.

-- ── Tables ─────────────────────────────────────────────────────────────────────────────────────
-- What staff prepared has no signature yet.
ALTER TABLE public.consent
  ALTER COLUMN "signedConsent" DROP NOT NULL,
  ALTER COLUMN "grantedBy" DROP NOT NULL,
  ALTER COLUMN "grantedByName" DROP NOT NULL,
  ALTER COLUMN "grantedAt" DROP NOT NULL,
  ADD COLUMN "personalClasses" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "preparedBy" UUID,
  ADD COLUMN "preparedByName" TEXT,
  ADD COLUMN "preparedAt" TIMESTAMPTZ(3),
  ADD COLUMN "pauseReason" TEXT;

CREATE TABLE public.consent_notice (
    "enterpriseId" UUID NOT NULL,
    "noticeHash" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "shownAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_notice_pkey" PRIMARY KEY ("enterpriseId","noticeHash")
);

CREATE TABLE public.consent_sign_off (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "institutionId" UUID,
    "dataClasses" TEXT[],
    "accountId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "noticeVersion" TEXT NOT NULL,
    "noticeHash" TEXT NOT NULL,
    "noticeLanguage" TEXT NOT NULL,
    "signedStatement" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT,

    CONSTRAINT "consent_sign_off_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "consent_sign_off_enterpriseId_consentId_idx" ON public.consent_sign_off("enterpriseId", "consentId");
ALTER TABLE public.consent_sign_off ADD CONSTRAINT consent_sign_off_of_consent
  FOREIGN KEY ("enterpriseId", "consentId", "institutionId") REFERENCES public.consent ("enterpriseId", id, "institutionId");
-- One stands at a time for one consent.
CREATE UNIQUE INDEX consent_sign_off_standing ON public.consent_sign_off ("enterpriseId", "consentId") WHERE "endedAt" IS NULL;

CREATE TABLE public.consent_copy (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "institutionId" UUID NOT NULL,
    "applicationId" UUID,
    "applicationNumber" TEXT,
    "enterpriseName" TEXT NOT NULL,
    "countyCode" TEXT NOT NULL,
    "dataClasses" TEXT[],
    "reads" INTEGER NOT NULL,
    "lastReadAt" TIMESTAMPTZ(3) NOT NULL,
    "basis" TEXT NOT NULL,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueOn" DATE NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),
    "confirmedBy" UUID,
    "confirmedByName" TEXT,
    "method" TEXT,
    "note" TEXT,

    CONSTRAINT "consent_copy_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "consent_copy_institutionId_dueOn_idx" ON public.consent_copy("institutionId", "dueOn");
CREATE UNIQUE INDEX "consent_copy_enterpriseId_consentId_institutionId_key" ON public.consent_copy("enterpriseId", "consentId", "institutionId");
ALTER TABLE public.consent_copy
  ADD CONSTRAINT consent_copy_of_consent FOREIGN KEY ("enterpriseId", "consentId", "institutionId")
    REFERENCES public.consent ("enterpriseId", id, "institutionId"),
  ADD CONSTRAINT consent_copy_of_application FOREIGN KEY ("enterpriseId", "applicationId", "institutionId")
    REFERENCES public.application ("enterpriseId", id, "institutionId");

CREATE TABLE public.document (
    "organisationId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "edition" TEXT NOT NULL,
    "consentId" UUID,
    "state" TEXT NOT NULL DEFAULT 'QUEUED',
    "requestedBy" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),
    "content" BYTEA,

    CONSTRAINT "document_pkey" PRIMARY KEY ("organisationId","id")
);
CREATE UNIQUE INDEX "document_organisationId_kind_subjectId_edition_key" ON public.document("organisationId", "kind", "subjectId", "edition");
CREATE INDEX "document_consentId_idx" ON public.document("consentId");

-- ── Facts that hold whatever the application says ──────────────────────────────────────────────
-- A consent in force is signed, and what ended stays ended. No role has a privilege on what was granted or signed: staff's
-- preparation is signed by guard.sign_consent, once.
CREATE FUNCTION guard.consent_as_signed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.state IN ('ACTIVE', 'PAUSED', 'REVOKED') AND (NEW."signedConsent" IS NULL OR NEW."grantedBy" IS NULL OR NEW."grantedAt" IS NULL) THEN
    RAISE EXCEPTION 'a consent in force is signed' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state IN ('REVOKED', 'EXPIRED', 'REJECTED') AND NEW.state <> OLD.state
    AND current_user IN ('app_tenant', 'app_worker') THEN
    RAISE EXCEPTION 'what ended stays ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER consent_as_signed AFTER INSERT OR UPDATE ON public.consent FOR EACH ROW EXECUTE FUNCTION guard.consent_as_signed();

-- The text that is kept is the text that was hashed.
CREATE FUNCTION guard.notice_as_hashed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW."noticeHash" <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the hash is of another text' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER notice_as_hashed AFTER INSERT OR UPDATE ON public.consent_notice FOR EACH ROW EXECUTE FUNCTION guard.notice_as_hashed();

-- Whoever watches a page that stands on a consent hears of its end with the commit that ended it. The channel carries
-- numbers only; what they mean is asked for through the policies.
CREATE FUNCTION guard.tell_watchers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_notify('consent_moved', CASE TG_TABLE_NAME WHEN 'consent' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'consentId' END);
  RETURN NULL;
END
$$;
CREATE TRIGGER tell_watchers AFTER UPDATE OF state ON public.consent
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION guard.tell_watchers();
CREATE TRIGGER tell_watchers AFTER UPDATE OF "endedAt" ON public.consent_sign_off
  FOR EACH ROW EXECUTE FUNCTION guard.tell_watchers();

-- ── Acting across tenants, narrowly ────────────────────────────────────────────────────────────
-- The signatory confirms what staff prepared: signature, signatory and the notice that was read, written once, with the
-- state. False when it waits no more, or somebody was quicker.
CREATE FUNCTION guard.sign_consent(consent_id uuid, seen_version integer, signed_consent text, granted_by_name text, granted_at timestamptz,
  starts_at timestamptz, notice_version text, notice_hash text, notice_language text, personal_classes text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.consent c SET state = 'ACTIVE', version = seen_version + 1, "signedConsent" = signed_consent, "grantedBy" = guard.actor(),
    "grantedByName" = granted_by_name, "grantedAt" = granted_at, "startsAt" = starts_at, "noticeVersion" = notice_version,
    "noticeHash" = notice_hash, "noticeLanguage" = notice_language, "personalClasses" = personal_classes
  WHERE c."enterpriseId" = guard.tenant('ENTERPRISE') AND c.id = consent_id AND c.version = seen_version AND c.state = 'PENDING'
    AND c."signedConsent" IS NULL;
  RETURN FOUND;
END
$$;

-- In the transaction that ends a consent: what is queued under it stops, and whatever institutions read under it is to be
-- deleted. Until the retention that was granted where it ran out by itself or a contract stands on it (PIPL 15, 47), else
-- within so many days.
CREATE FUNCTION guard.order_deletion(consent_id uuid, days integer)
RETURNS TABLE (institution_id uuid, due_on date, basis text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  ended public.consent;
BEGIN
  SELECT * INTO ended FROM public.consent c
  WHERE c."enterpriseId" = guard.tenant('ENTERPRISE', 'WORKER') AND c.id = consent_id AND c.state IN ('REVOKED', 'EXPIRED');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such consent that ended' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE public.document d SET state = 'STOPPED', "finishedAt" = now() WHERE d."consentId" = consent_id AND d.state = 'QUEUED';
  RETURN QUERY
    WITH read AS (
      SELECT r."readerOrganisationId" AS reader, max(r."applicationId"::text)::uuid AS application, count(*)::integer AS times, max(r.at) AS last,
        (SELECT array_agg(DISTINCT substr(f, 10)) FROM public.access_record x, unnest(x.fields) f
         WHERE x."enterpriseId" = ended."enterpriseId" AND x."consentId" = ended.id AND x."readerOrganisationId" = r."readerOrganisationId"
           AND f LIKE 'coverage.%') AS classes
      FROM public.access_record r
      JOIN public.institution i ON i."institutionId" = r."readerOrganisationId"
      WHERE r."enterpriseId" = ended."enterpriseId" AND r."consentId" = ended.id GROUP BY r."readerOrganisationId")
    INSERT INTO public.consent_copy ("enterpriseId", id, "consentId", "institutionId", "applicationId", "applicationNumber", "enterpriseName",
      "countyCode", "dataClasses", reads, "lastReadAt", basis, "dueOn")
    SELECT ended."enterpriseId", uuidv7(), ended.id, read.reader, read.application, a.number, e.name, e."countyCode",
      coalesce(read.classes, '{}'), read.times, read.last, why.basis,
      CASE WHEN why.basis = 'WITHDRAWN' THEN guard.today() + days
        ELSE ((read.last AT TIME ZONE interval '8 hours') + CASE ended."retentionUnit"
          WHEN 'DAY' THEN make_interval(days => ended."retentionValue")
          WHEN 'MONTH' THEN make_interval(months => ended."retentionValue")
          ELSE make_interval(years => ended."retentionValue") END)::date END
    FROM read
    JOIN public.enterprise e ON e."enterpriseId" = ended."enterpriseId"
    LEFT JOIN public.application a ON a."enterpriseId" = ended."enterpriseId" AND a.id = read.application
    CROSS JOIN LATERAL (SELECT CASE
      WHEN a.state IN ('CONTRACTED', 'PARTLY_DISBURSED', 'DISBURSED', 'SETTLED', 'RENEWED') THEN 'CONTRACT'
      WHEN ended.state = 'EXPIRED' THEN 'EXPIRED' ELSE 'WITHDRAWN' END AS basis) why
    ON CONFLICT ("enterpriseId", "consentId", "institutionId") DO NOTHING
    RETURNING "institutionId", "dueOn", consent_copy.basis;
END
$$;

-- The register names another representative: the former one's office ends with it, and so do their sessions, unless they
-- hold another membership. Names are compared without spaces and dots, in full normal form. For the worker only.
CREATE FUNCTION guard.end_representation(former_name text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  ended bigint;
BEGIN
  UPDATE public.membership m SET "disabledAt" = now() FROM public.account a
  WHERE a.id = m."accountId" AND m."organisationId" = guard.tenant('WORKER') AND m.role = 'LEGAL_REPRESENTATIVE' AND m."disabledAt" IS NULL
    AND regexp_replace(normalize(a.name, NFKC), '[[:space:]·•]', '', 'g') = regexp_replace(normalize(former_name, NFKC), '[[:space:]·•]', '', 'g');
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$$;

-- Enterprises whose entry on the register was not looked at since; the worker then enters each.
CREATE FUNCTION guard.registers_to_follow(read_before timestamptz, most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT e."enterpriseId" FROM public.enterprise e WHERE e."registerReadAt" < read_before ORDER BY e."registerReadAt" LIMIT most;
END;

-- What staff prepared and nobody confirmed ends with its last day, like what is in force.
CREATE OR REPLACE FUNCTION guard.consents_past_end(most integer) RETURNS TABLE (enterprise_id uuid, consent_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c."enterpriseId", c.id FROM public.consent c
  WHERE c.state IN ('PENDING', 'ACTIVE', 'PAUSED') AND c."expiresAt" <= now() ORDER BY c."expiresAt" LIMIT most;
END;

-- ── Row-level security ─────────────────────────────────────────────────────────────────────────
DO $$
DECLARE
  enterprise  CONSTANT text := '(SELECT guard.tenant(''ENTERPRISE''))';
  institution CONSTANT text := '(SELECT guard.tenant(''INSTITUTION''))';
  anyone      CONSTANT text := '(SELECT guard.tenant(''ENTERPRISE'', ''INSTITUTION'', ''AGENCY''))';
  worker      CONSTANT text := '(SELECT guard.tenant(''WORKER''))';
  office      CONSTANT text := '(SELECT guard.tenant(''OFFICE'')) IS NOT NULL';
  operator    CONSTANT text := '(SELECT guard.tenant(''OPERATOR'')) IS NOT NULL';
  name text;
  row record;
BEGIN
  FOREACH name IN ARRAY ARRAY['consent_notice', 'consent_sign_off', 'consent_copy', 'document'] LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO tenancy_owner', name);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY guard ON public.%I TO tenancy_guard USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO tenancy_guard', name);
  END LOOP;
  FOR row IN SELECT * FROM (VALUES
    ('consent_notice', 'giver', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('consent_notice', 'job', 'SELECT', 'app_worker', '"enterpriseId" = ' || worker),
    -- Signed by the person's own account, and by nobody else's.
    ('consent_sign_off', 'giver', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('consent_sign_off', 'signs', 'INSERT', 'app_tenant',
      '"enterpriseId" = ' || enterprise || ' AND "accountId" = (SELECT guard.actor()) AND EXISTS (SELECT FROM public.membership m'
      || ' WHERE m."organisationId" = ' || enterprise || ' AND m."accountId" = (SELECT guard.actor())'
      || ' AND m.role = ''LEGAL_REPRESENTATIVE'' AND m."disabledAt" IS NULL)'),
    ('consent_sign_off', 'ends', 'UPDATE', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('consent_sign_off', 'recipient', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('consent_sign_off', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('consent_copy', 'subject', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('consent_copy', 'holder', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('consent_copy', 'holder_confirms', 'UPDATE', 'app_tenant', '"confirmedAt" IS NULL AND "institutionId" = ' || institution),
    ('consent_copy', 'office', 'SELECT', 'app_office', office || ' AND coalesce((SELECT guard.county()), "countyCode") = "countyCode"'),
    ('consent_copy', 'operator', 'SELECT', 'app_operator', operator),
    ('access_record', 'job', 'SELECT', 'app_worker', '"enterpriseId" = ' || worker),
    ('institution', 'job', 'SELECT', 'app_worker', worker || ' IS NOT NULL'),
    ('document', 'own', 'ALL', 'app_tenant', '"organisationId" = ' || anyone),
    ('document', 'job', 'ALL', 'app_worker', '"organisationId" = ' || worker)
  ) AS policy (on_table, name, command, role, condition) LOOP
    EXECUTE format('CREATE POLICY %I ON public.%I FOR %s TO %I %s (%s)', row.name, row.on_table, row.command, row.role,
      CASE row.command WHEN 'INSERT' THEN 'WITH CHECK' ELSE 'USING' END, row.condition);
  END LOOP;
  -- A confirmed row leaves the condition under which it could be confirmed.
  EXECUTE format('ALTER POLICY holder_confirms ON public.consent_copy WITH CHECK ("institutionId" = %s AND "confirmedBy" = (SELECT guard.actor()))',
    institution);
END
$$;

-- ── Privileges ─────────────────────────────────────────────────────────────────────────────────
GRANT UPDATE ("pauseReason") ON public.consent TO app_tenant, app_worker;
GRANT SELECT, INSERT ON public.consent_notice TO app_tenant;
GRANT SELECT ON public.consent_notice TO app_worker;
GRANT SELECT, INSERT, UPDATE ("endedAt", "endReason") ON public.consent_sign_off TO app_tenant;
GRANT SELECT, UPDATE ("endedAt", "endReason") ON public.consent_sign_off TO app_worker;
GRANT SELECT, UPDATE ("confirmedAt", "confirmedBy", "confirmedByName", method, note) ON public.consent_copy TO app_tenant;
GRANT SELECT ON public.consent_copy TO app_office, app_operator;
GRANT SELECT, INSERT, UPDATE (state, "finishedAt") ON public.document TO app_tenant;
GRANT SELECT, UPDATE (state, "finishedAt", content) ON public.document TO app_worker;
GRANT SELECT ON public.institution, public.access_record TO app_worker;

DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOREACH guard_function IN ARRAY ARRAY['guard.consent_as_signed()', 'guard.notice_as_hashed()', 'guard.tell_watchers()',
    'guard.sign_consent(uuid, integer, text, text, timestamptz, timestamptz, text, text, text, text[])',
    'guard.order_deletion(uuid, integer)', 'guard.end_representation(text)', 'guard.registers_to_follow(timestamptz, integer)',
    'guard.consents_past_end(integer)']::regprocedure[] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.sign_consent(uuid, integer, text, text, timestamptz, timestamptz, text, text, text, text[]) TO app_tenant;
GRANT EXECUTE ON FUNCTION guard.order_deletion(uuid, integer) TO app_tenant, app_worker;
GRANT EXECUTE ON FUNCTION guard.end_representation(text), guard.registers_to_follow(timestamptz, integer), guard.consents_past_end(integer) TO app_worker;

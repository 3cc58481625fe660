-- Every source (ADR 0012): files that agencies deliver and the landing zone in which their records lie until an
-- authorisation covers them; corrections that make portraits stale at once; quality by item; claims put to registers;
-- what an enterprise declares of itself.

-- ── Tables ─────────────────────────────────────────────────────────────────────────────────────
CREATE TYPE public."FeedState" AS ENUM ('RECEIVED', 'LOADING', 'PUBLISHED', 'REFUSED');

CREATE TABLE public.feed_delivery (
    "agencyId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "periodFrom" TEXT NOT NULL,
    "periodTo" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),
    "records" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "manifest" TEXT NOT NULL,
    "state" public."FeedState" NOT NULL DEFAULT 'RECEIVED',
    "failure" TEXT,
    "bytesDone" BIGINT NOT NULL DEFAULT 0,
    "linesDone" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "setAside" INTEGER NOT NULL DEFAULT 0,
    "corrected" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "feed_delivery_pkey" PRIMARY KEY ("agencyId","id")
);
CREATE INDEX "feed_delivery_agencyId_dataClass_sequence_idx" ON public.feed_delivery("agencyId", "dataClass", "sequence" DESC);
-- One file is loaded once; one that was refused may be delivered again, whole this time.
CREATE UNIQUE INDEX feed_delivery_once ON public.feed_delivery ("agencyId", sha256) WHERE state <> 'REFUSED';

-- No reference to the delivery: checked by the loader, it would cost a million look-ups a file.
CREATE TABLE public.feed_record (
    "creditCode" TEXT NOT NULL,
    "dataClass" TEXT NOT NULL,
    "deliveryId" UUID NOT NULL,
    "part" INTEGER NOT NULL,
    "agencyId" UUID NOT NULL,
    "entries" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "feed_record_pkey" PRIMARY KEY ("creditCode","deliveryId","part")
);

CREATE TABLE public.feed_line (
    "agencyId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "column" TEXT,
    "raw" TEXT NOT NULL,

    CONSTRAINT "feed_line_pkey" PRIMARY KEY ("agencyId","deliveryId","line")
);

CREATE TABLE public.source_correction (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "deliveryId" UUID,
    "snapshotId" UUID,
    "keys" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_correction_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "source_correction_enterpriseId_at_idx" ON public.source_correction("enterpriseId", "at" DESC);
ALTER TABLE public.source_correction ADD CONSTRAINT correction_of_snapshot
  FOREIGN KEY ("enterpriseId", "snapshotId") REFERENCES public.snapshot ("enterpriseId", id);

CREATE TABLE public.source_check (
    "enterpriseId" UUID NOT NULL,
    "snapshotId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "dataClass" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "latestPeriod" TEXT,
    "expected" INTEGER NOT NULL,
    "present" INTEGER NOT NULL,
    "outOfRange" INTEGER NOT NULL,
    "gaps" INTEGER NOT NULL,
    "compared" INTEGER NOT NULL,
    "contradictions" INTEGER NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_check_pkey" PRIMARY KEY ("enterpriseId","snapshotId","itemId")
);
ALTER TABLE public.source_check ADD CONSTRAINT check_of_snapshot
  FOREIGN KEY ("enterpriseId", "snapshotId") REFERENCES public.snapshot ("enterpriseId", id);

CREATE TABLE public.source_quality (
    "agencyId" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "checked" INTEGER NOT NULL,
    "completenessBps" INTEGER NOT NULL,
    "rangeBps" INTEGER NOT NULL,
    "continuityBps" INTEGER NOT NULL,
    "consistencyBps" INTEGER NOT NULL,
    "scoreBps" INTEGER NOT NULL,
    "latestPeriod" TEXT,
    "lastReceivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_quality_pkey" PRIMARY KEY ("agencyId","dataClass","itemId","day")
);

CREATE TABLE public.verification (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "consentId" UUID NOT NULL,
    "agencyId" UUID NOT NULL,
    "dataClass" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "claim" TEXT NOT NULL,
    "claimDigest" TEXT NOT NULL,
    "answer" TEXT,
    "failure" TEXT,
    "askedBy" UUID NOT NULL,
    "askedByName" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" TIMESTAMPTZ(3),
    "digest" TEXT,
    "signedAnswer" TEXT,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "verification_enterpriseId_askedAt_idx" ON public.verification("enterpriseId", "askedAt" DESC);
ALTER TABLE public.verification ADD CONSTRAINT verification_of_consent
  FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id);

CREATE TABLE public.declaration (
    "enterpriseId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "declaredBy" UUID NOT NULL,
    "declaredByName" TEXT NOT NULL,
    "declaredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "commitmentVersion" TEXT NOT NULL,
    "commitmentSha256" TEXT NOT NULL,
    "language" TEXT NOT NULL,

    CONSTRAINT "declaration_pkey" PRIMARY KEY ("enterpriseId","id")
);
CREATE INDEX "declaration_enterpriseId_declaredAt_idx" ON public.declaration("enterpriseId", "declaredAt" DESC);

ALTER TABLE public.portrait ADD COLUMN "staleSince" TIMESTAMPTZ(3);

-- ── Row-level security ─────────────────────────────────────────────────────────────────────────
DO $$
DECLARE
  enterprise CONSTANT text := '(SELECT guard.tenant(''ENTERPRISE''))';
  agency     CONSTANT text := '(SELECT guard.tenant(''AGENCY''))';
  worker     CONSTANT text := '(SELECT guard.tenant(''WORKER''))';
  operator   CONSTANT text := '(SELECT guard.tenant(''OPERATOR'')) IS NOT NULL';
  name text;
  row record;
BEGIN
  FOREACH name IN ARRAY ARRAY['feed_delivery', 'feed_record', 'feed_line', 'source_correction', 'source_check', 'source_quality',
    'verification', 'declaration'] LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO tenancy_owner', name);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY guard ON public.%I TO tenancy_guard USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO tenancy_guard', name);
  END LOOP;
  FOR row IN SELECT * FROM (VALUES
    ('feed_delivery', 'own', 'SELECT', 'app_tenant', '"agencyId" = ' || agency),
    ('feed_delivery', 'operator', 'SELECT', 'app_operator', operator),
    ('feed_delivery', 'job', 'ALL', 'app_worker', '"agencyId" = ' || worker),
    -- A manifest tells nothing of an enterprise; its published state is what a record's visibility rests on.
    ('feed_delivery', 'published_to_jobs', 'SELECT', 'app_worker', 'state = ''PUBLISHED'' AND ' || worker || ' IS NOT NULL'),
    ('feed_record', 'load', 'INSERT', 'app_worker', '"agencyId" = ' || worker),
    -- The landing zone opens to the job of the very enterprise, and only while an authorisation of its covers the class.
    ('feed_record', 'authorised', 'SELECT', 'app_worker',
      'EXISTS (SELECT FROM public.enterprise e JOIN public.consent c ON c."enterpriseId" = e."enterpriseId"'
      || ' WHERE e."enterpriseId" = ' || worker || ' AND e."creditCode" = feed_record."creditCode" AND c.state = ''ACTIVE'''
      || ' AND c."startsAt" <= now() AND c."expiresAt" > now() AND feed_record."dataClass" = ANY (c."dataClasses"))'
      || ' AND EXISTS (SELECT FROM public.feed_delivery d WHERE d."agencyId" = feed_record."agencyId" AND d.id = feed_record."deliveryId"'
      || ' AND d.state = ''PUBLISHED'')'),
    -- The enterprise may know that something of its lies there (columns below), not what.
    ('feed_record', 'subject', 'SELECT', 'app_tenant',
      '"creditCode" = (SELECT e."creditCode" FROM public.enterprise e WHERE e."enterpriseId" = ' || enterprise || ')'),
    ('feed_line', 'own', 'SELECT', 'app_tenant', '"agencyId" = ' || agency),
    ('feed_line', 'operator', 'SELECT', 'app_operator', operator),
    ('feed_line', 'load', 'INSERT', 'app_worker', '"agencyId" = ' || worker),
    ('source_correction', 'own', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('source_correction', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('source_check', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    -- How good a source is is no secret among the signed-in.
    ('source_quality', 'signed_in', 'SELECT', 'app_tenant', '(SELECT guard.actor()) IS NOT NULL'),
    ('source_quality', 'operator', 'SELECT', 'app_operator', operator),
    ('verification', 'own', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('verification', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('declaration', 'own', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise)
  ) AS policy (on_table, name, command, role, condition) LOOP
    EXECUTE format('CREATE POLICY %I ON public.%I FOR %s TO %I %s (%s)', row.name, row.on_table, row.command, row.role,
      CASE row.command WHEN 'INSERT' THEN 'WITH CHECK' ELSE 'USING' END, row.condition);
  END LOOP;
END
$$;

GRANT SELECT ON public.feed_delivery, public.source_correction, public.source_quality TO app_tenant;
GRANT SELECT ON public.feed_line TO app_tenant;
GRANT SELECT ("creditCode", "dataClass", "deliveryId", part, "agencyId", entries) ON public.feed_record TO app_tenant;
GRANT SELECT, INSERT ON public.verification, public.declaration TO app_tenant;
GRANT SELECT ON public.feed_delivery, public.source_quality TO app_operator;
GRANT SELECT ("agencyId", "deliveryId", line, reason, "column") ON public.feed_line TO app_operator;
GRANT SELECT, INSERT, UPDATE (state, failure, "publishedAt", "bytesDone", "linesDone", accepted, "setAside") ON public.feed_delivery TO app_worker;
GRANT SELECT, INSERT ON public.feed_record TO app_worker;
GRANT INSERT ON public.feed_line TO app_worker;
GRANT SELECT, INSERT ON public.source_correction, public.source_check TO app_worker;
GRANT SELECT, UPDATE (answer, failure, "answeredAt", digest, "signedAnswer") ON public.verification TO app_worker;

-- ── What a correction does ─────────────────────────────────────────────────────────────────────
-- Portraits drawn from the class are stale from now on, and the applications that stand on them wait for the officer to
-- take a newer one: in the transaction of whoever calls. A portrait is not edited: it says since when nobody decides on it.
CREATE FUNCTION guard.make_stale(enterprise_ids uuid[], data_class text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH stale AS (
    UPDATE public.portrait p SET "staleSince" = now()
    WHERE p."enterpriseId" = ANY (enterprise_ids) AND p."supersededAt" IS NULL AND p."staleSince" IS NULL
      AND EXISTS (SELECT FROM public.snapshot s WHERE s."enterpriseId" = p."enterpriseId" AND s.id = ANY (p."snapshotIds")
                    AND s."dataClass" = data_class)
    RETURNING p."enterpriseId", p.id
  ), marked AS (
    UPDATE public.application a SET "needsRefresh" = true, version = a.version + 1
    FROM stale WHERE a."enterpriseId" = stale."enterpriseId" AND a."portraitId" = stale.id AND NOT a."needsRefresh"
      AND a.state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL')
    RETURNING a."enterpriseId", a.id, a."institutionId", a.state, a.number, a."enterpriseName", a."officerId"
  ), told AS (
    INSERT INTO public.notice ("organisationId", id, "accountId", role, kind, params, href)
    SELECT m."institutionId", uuidv7(), m."officerId", CASE WHEN m."officerId" IS NULL THEN 'BANK_OFFICER'::public."MemberRole" END,
      'application.refresh-needed', jsonb_build_object('number', m.number, 'enterprise', m."enterpriseName"),
      '/bank/applications/' || m.id
    FROM marked m
  )
  INSERT INTO public.application_event ("enterpriseId", id, "applicationId", "institutionId", event, "fromState", "toState",
    "byOrganisation", "byAccount", "byName", at, detail)
  SELECT m."enterpriseId", uuidv7(), m.id, m."institutionId", 'REFRESH_NEEDED', m.state, m.state, m."enterpriseId",
    '00000000-0000-0000-0000-000000000000', 'SYSTEM', now(), jsonb_build_object('reason', 'SOURCE_CORRECTED', 'dataClass', data_class)
  FROM marked m;
END;

-- For the job of an enterprise that received an answer unlike the one before.
CREATE FUNCTION guard.source_corrected(data_class text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  enterprise_id uuid := guard.tenant('WORKER');
BEGIN
  IF enterprise_id IS NULL THEN
    RAISE EXCEPTION 'not a job' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM guard.make_stale(ARRAY[enterprise_id], data_class);
END
$$;

-- Publishes a delivery that is loaded to the end, all of it at once, and puts on record whose earlier records it changed.
-- Returns how many enterprises of the platform these are; -1 where a newer delivery of the class is
-- current already, -2 where another loader has ended this one.
CREATE FUNCTION guard.publish_feed(delivery_id uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  agency_id uuid := guard.tenant('WORKER');
  found_delivery public.feed_delivery;
  corrected_ids uuid[];
BEGIN
  SELECT * INTO found_delivery FROM public.feed_delivery d
  WHERE d."agencyId" = agency_id AND d.id = delivery_id FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such delivery' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF found_delivery.state <> 'LOADING' THEN
    RETURN -2;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('feed:' || agency_id || found_delivery."dataClass", 0));
  IF EXISTS (SELECT FROM public.feed_delivery d WHERE d."agencyId" = agency_id AND d."dataClass" = found_delivery."dataClass"
               AND d.state = 'PUBLISHED' AND d.sequence >= found_delivery.sequence) THEN
    RETURN -1;
  END IF;
  WITH fresh AS (
    SELECT e."enterpriseId", r."creditCode", split_part(line, E'\t', 1) AS key, line
    FROM public.enterprise e
    JOIN public.feed_record r ON r."creditCode" = e."creditCode" AND r."dataClass" = found_delivery."dataClass" AND r."deliveryId" = delivery_id
    CROSS JOIN LATERAL string_to_table(r.body, E'\n') AS line
    WHERE EXISTS (SELECT FROM public.snapshot s WHERE s."enterpriseId" = e."enterpriseId" AND s."dataClass" = found_delivery."dataClass")
  ), changed AS (
    SELECT f."enterpriseId", f.key FROM fresh f
    JOIN LATERAL (
      SELECT line FROM public.feed_record o
      JOIN public.feed_delivery d ON d."agencyId" = o."agencyId" AND d.id = o."deliveryId" AND d.state = 'PUBLISHED'
      CROSS JOIN LATERAL string_to_table(o.body, E'\n') AS line
      WHERE o."creditCode" = f."creditCode" AND o."dataClass" = found_delivery."dataClass" AND o."agencyId" = agency_id
        AND split_part(line, E'\t', 1) = f.key
      ORDER BY d.sequence DESC, o.part DESC LIMIT 1) before ON before.line <> f.line
      -- What was empty and is now given went on; only what was given and is now another was corrected.
      AND EXISTS (SELECT FROM unnest(string_to_array(before.line, E'\t'), string_to_array(f.line, E'\t')) AS v (was, is_now)
                  WHERE v.was <> '' AND v.was IS DISTINCT FROM v.is_now)
  ), recorded AS (
    INSERT INTO public.source_correction ("enterpriseId", id, "dataClass", "deliveryId", keys)
    SELECT c."enterpriseId", uuidv7(), found_delivery."dataClass", delivery_id, array_agg(DISTINCT c.key ORDER BY c.key)
    FROM changed c GROUP BY c."enterpriseId"
    RETURNING "enterpriseId", keys
  ), told AS (
    INSERT INTO public.notice ("organisationId", id, kind, params, href)
    SELECT r."enterpriseId", uuidv7(), 'source.corrected',
      jsonb_build_object('dataClass', found_delivery."dataClass", 'count', cardinality(r.keys)), '/sme/data'
    FROM recorded r
  )
  SELECT array_agg(r."enterpriseId") INTO corrected_ids FROM recorded r;
  PERFORM guard.make_stale(coalesce(corrected_ids, '{}'), found_delivery."dataClass");
  UPDATE public.feed_delivery d SET state = 'PUBLISHED', "publishedAt" = now(), corrected = coalesce(cardinality(corrected_ids), 0)
  WHERE d."agencyId" = agency_id AND d.id = delivery_id;
  RETURN coalesce(cardinality(corrected_ids), 0);
END
$$;

-- Whoever decides stands on a portrait that is neither superseded nor stale.
CREATE OR REPLACE FUNCTION guard.current_portrait(application_id uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  app public.application;
  portrait_id uuid;
BEGIN
  SELECT * INTO app FROM public.application a WHERE a."institutionId" = guard.tenant('INSTITUTION') AND a.id = application_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such application' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM guard.consent_hold(app."enterpriseId", app."consentId");
  SELECT p.id INTO portrait_id FROM public.portrait p
  WHERE p."enterpriseId" = app."enterpriseId" AND p."supersededAt" IS NULL AND p."staleSince" IS NULL ORDER BY p."createdAt" DESC LIMIT 1;
  RETURN portrait_id;
END
$$;

-- An application that is sent while its portrait is stale waits for a newer one from the start.
CREATE FUNCTION guard.born_stale() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW."needsRefresh" := NEW."needsRefresh" OR EXISTS (SELECT FROM public.portrait p
    WHERE p."enterpriseId" = NEW."enterpriseId" AND p.id = NEW."portraitId" AND p."staleSince" IS NOT NULL);
  RETURN NEW;
END
$$;
CREATE TRIGGER born_stale BEFORE INSERT ON public.application FOR EACH ROW EXECUTE FUNCTION guard.born_stale();

-- ── By the clock ───────────────────────────────────────────────────────────────────────────────
-- Enterprises with a snapshot that the rules have not seen yet.
CREATE FUNCTION guard.snapshots_unchecked(most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT DISTINCT s."enterpriseId" FROM public.snapshot s
  WHERE NOT EXISTS (SELECT FROM public.source_check c WHERE c."enterpriseId" = s."enterpriseId" AND c."snapshotId" = s.id)
    AND NOT EXISTS (SELECT FROM public.snapshot n WHERE n."enterpriseId" = s."enterpriseId" AND n."dataClass" = s."dataClass"
                      AND n."receivedAt" > s."receivedAt")
  LIMIT most;
END;

-- Today's score of every source and item, over the newest snapshot of each enterprise: completeness and range count three
-- parts in ten each, continuity and agreement with other sources two each.
CREATE FUNCTION guard.fold_quality() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO public.source_quality ("agencyId", "dataClass", "itemId", day, checked, "completenessBps", "rangeBps", "continuityBps",
    "consistencyBps", "scoreBps", "latestPeriod", "lastReceivedAt")
  SELECT q."agencyId", q."dataClass", q."itemId", guard.today(), q.checked, q.complete, q.in_range, q.continuous, q.consistent,
    (3 * q.complete + 3 * q.in_range + 2 * q.continuous + 2 * q.consistent) / 10, q.latest, q.received
  FROM (
    SELECT s."agencyId", newest."dataClass", newest."itemId", count(*)::integer AS checked,
      (10000 * sum(newest.present) / greatest(sum(newest.expected), 1))::integer AS complete,
      10000 - (10000 * sum(newest."outOfRange") / greatest(sum(newest.present), 1))::integer AS in_range,
      10000 - (10000 * sum(newest.gaps) / greatest(sum(newest.expected), 1))::integer AS continuous,
      10000 - (10000 * sum(newest.contradictions) / greatest(sum(newest.compared), 1))::integer AS consistent,
      max(newest."latestPeriod") AS latest, max(newest."receivedAt") AS received
    FROM (SELECT DISTINCT ON (c."enterpriseId", c."dataClass", c."itemId") c.* FROM public.source_check c
          ORDER BY c."enterpriseId", c."dataClass", c."itemId", c."receivedAt" DESC) newest
    JOIN public.snapshot s ON s."enterpriseId" = newest."enterpriseId" AND s.id = newest."snapshotId"
    WHERE newest."itemId" <> 'unreadable'
    GROUP BY 1, 2, 3) q
  ON CONFLICT ("agencyId", "dataClass", "itemId", day) DO UPDATE SET checked = excluded.checked,
    "completenessBps" = excluded."completenessBps", "rangeBps" = excluded."rangeBps", "continuityBps" = excluded."continuityBps",
    "consistencyBps" = excluded."consistencyBps", "scoreBps" = excluded."scoreBps", "latestPeriod" = excluded."latestPeriod",
    "lastReceivedAt" = excluded."lastReceivedAt";
END;

-- Landed records that no authorisation may reach any more go: those of deliveries older than the longest look-back.
CREATE FUNCTION guard.purge_landing(before_month text, most integer) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  purged bigint;
BEGIN
  DELETE FROM public.feed_record r USING public.feed_delivery d
  WHERE d."agencyId" = r."agencyId" AND d.id = r."deliveryId" AND r.ctid = ANY (ARRAY(
    SELECT x.ctid FROM public.feed_record x JOIN public.feed_delivery y ON y."agencyId" = x."agencyId" AND y.id = x."deliveryId"
    WHERE y."periodTo" < before_month OR y.state = 'REFUSED' LIMIT most));
  GET DIAGNOSTICS purged = ROW_COUNT;
  RETURN purged;
END
$$;

DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOREACH guard_function IN ARRAY ARRAY['guard.make_stale(uuid[], text)', 'guard.source_corrected(text)', 'guard.publish_feed(uuid)',
    'guard.current_portrait(uuid)', 'guard.born_stale()', 'guard.snapshots_unchecked(integer)', 'guard.fold_quality()',
    'guard.purge_landing(text, integer)']::regprocedure[] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.source_corrected(text), guard.publish_feed(uuid), guard.snapshots_unchecked(integer), guard.fold_quality(),
  guard.purge_landing(text, integer) TO app_worker;

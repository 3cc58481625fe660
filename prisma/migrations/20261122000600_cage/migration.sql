-- The cage's eyes (ADR 0014): an officer's novelty budget, alerts with their handling, and who used what, in counts.

-- ── The novelty budget ─────────────────────────────────────────────────────────────────────────
-- How many distinct enterprises one person of an institution may look at within an hour; a rule holds from its instant on.
CREATE TABLE guard.novelty_rule (
  since  timestamptz PRIMARY KEY,
  most   integer NOT NULL CHECK (most BETWEEN 1 AND 10000),
  set_by uuid,
  note   text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO guard.novelty_rule (since, most, note) VALUES ('2000-01-01', 40, 'initial');
-- One row a person: whoever reads holds it, so that two reads of one person come one after the other.
CREATE TABLE guard.officer_novelty (
  account_id uuid PRIMARY KEY,
  read_at    timestamptz NOT NULL
);
CREATE INDEX "access_record_readerAccountId_at_idx" ON public.access_record ("readerAccountId", at DESC);
CREATE INDEX access_record_at ON public.access_record (at);
CREATE INDEX ledger_entry_refused ON public.ledger_entry (at) WHERE act = 'portrait.read-refused';

-- On the record's own table, whichever function writes it. In the transaction of the read: over the budget there is no read.
CREATE FUNCTION guard.novelty_budget() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  budget integer;
  seen integer;
BEGIN
  IF NOT EXISTS (SELECT FROM public.organisation o WHERE o.id = NEW."readerOrganisationId" AND o.kind = 'INSTITUTION') THEN
    RETURN NEW;
  END IF;
  INSERT INTO guard.officer_novelty AS n (account_id, read_at) VALUES (NEW."readerAccountId", clock_timestamp())
  ON CONFLICT (account_id) DO UPDATE SET read_at = excluded.read_at;
  SELECT r.most INTO budget FROM guard.novelty_rule r WHERE r.since <= now() ORDER BY r.since DESC LIMIT 1;
  SELECT count(DISTINCT a."enterpriseId") INTO seen FROM public.access_record a
  WHERE a."readerAccountId" = NEW."readerAccountId" AND a.at > now() - interval '1 hour' AND a."enterpriseId" <> NEW."enterpriseId";
  IF seen >= budget AND NOT EXISTS (SELECT FROM public.access_record a
      WHERE a."readerAccountId" = NEW."readerAccountId" AND a."enterpriseId" = NEW."enterpriseId" AND a.at > now() - interval '1 hour') THEN
    RAISE EXCEPTION 'novelty budget spent' USING ERRCODE = 'CE001', DETAIL = budget::text;
  END IF;
  RETURN NEW;
END
$$;
-- A record of the past (transaction 0) opens nothing and counts for nothing.
CREATE TRIGGER novelty_budget BEFORE INSERT ON public.access_record FOR EACH ROW WHEN (NEW."transactionId" <> 0)
  EXECUTE FUNCTION guard.novelty_budget();

CREATE FUNCTION guard.novelty_rules() RETURNS TABLE (since timestamptz, most integer, "setBy" text, note text, current boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'OFFICE') IS NULL THEN RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT r.since, r.most, a.name, r.note,
      r.since = (SELECT max(c.since) FROM guard.novelty_rule c WHERE c.since <= now())
    FROM guard.novelty_rule r LEFT JOIN public.account a ON a.id = r.set_by ORDER BY r.since DESC;
END
$$;

CREATE FUNCTION guard.set_novelty_rule(from_instant timestamptz, at_most integer, why text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
BEGIN
  IF operator IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  -- What held stays what held.
  IF from_instant < now() - interval '1 minute' THEN RETURN 'cage.rule-in-the-past'; END IF;
  INSERT INTO guard.novelty_rule (since, most, set_by, note) VALUES (greatest(from_instant, now()), at_most, guard.actor(), why)
  ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN 'cage.rule-taken'; END IF;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", body)
  VALUES (operator, uuidv7(), 'cage.budget-set', guard.actor(), jsonb_build_object('most', at_most, 'since', greatest(from_instant, now())));
  RETURN NULL;
END
$$;

-- ── Canaries ───────────────────────────────────────────────────────────────────────────────────
-- Enterprises that nobody has a reason to look at: whoever tries is looked at.
CREATE TABLE guard.canary (
  enterprise_id uuid PRIMARY KEY,
  note          text NOT NULL,
  set_by        uuid NOT NULL,
  set_at        timestamptz NOT NULL DEFAULT now(),
  ended_at      timestamptz
);

CREATE FUNCTION guard.set_canary(credit_code text, why text, ended boolean) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
  found_id uuid;
BEGIN
  IF operator IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  SELECT e."enterpriseId" INTO found_id FROM public.enterprise e WHERE e."creditCode" = credit_code;
  IF found_id IS NULL THEN RETURN 'cage.unknown-enterprise'; END IF;
  INSERT INTO guard.canary AS c (enterprise_id, note, set_by, ended_at)
  VALUES (found_id, why, guard.actor(), CASE WHEN ended THEN now() END)
  ON CONFLICT (enterprise_id) DO UPDATE SET note = excluded.note, set_by = excluded.set_by, set_at = now(), ended_at = excluded.ended_at;
  -- Which enterprise it is stays between those who watch: not in the entry.
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", body)
  VALUES (operator, uuidv7(), CASE WHEN ended THEN 'cage.canary-ended' ELSE 'cage.canary-set' END, guard.actor(), '{}');
  RETURN NULL;
END
$$;

CREATE FUNCTION guard.canaries() RETURNS TABLE ("creditCode" text, name text, note text, "setBy" text, "setAt" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR') IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT e."creditCode", e.name, c.note, a.name, c.set_at
    FROM guard.canary c JOIN public.enterprise e ON e."enterpriseId" = c.enterprise_id LEFT JOIN public.account a ON a.id = c.set_by
    WHERE c.ended_at IS NULL ORDER BY c.set_at DESC;
END
$$;

-- ── What the rules look at ─────────────────────────────────────────────────────────────────────
-- Facts for the worker, which knows no enterprise's data by them: who, when, whose, on what grounds.
CREATE FUNCTION guard.cage_reads(since timestamptz) RETURNS TABLE (at timestamptz, "accountId" uuid, "organisationId" uuid, "enterpriseId" uuid,
  "subjectId" uuid, reason text, canary boolean, "transactionId" bigint, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT r.at, r."readerAccountId", r."readerOrganisationId", r."enterpriseId", r."applicationId", NULL::text,
    EXISTS (SELECT FROM guard.canary c WHERE c.enterprise_id = r."enterpriseId" AND c.ended_at IS NULL), r."transactionId", o.kind::text
  FROM public.access_record r JOIN public.organisation o ON o.id = r."readerOrganisationId" WHERE r.at >= since
  UNION ALL
  -- A refused read names an application that may be another's: whose it is, the guard knows.
  SELECT l.at, l."actorId", l."organisationId", coalesce(l."enterpriseId", a."enterpriseId"), l."subjectId", coalesce(l.body ->> 'reason', 'unknown'),
    EXISTS (SELECT FROM guard.canary c WHERE c.enterprise_id = coalesce(l."enterpriseId", a."enterpriseId") AND c.ended_at IS NULL), 0, 'INSTITUTION'
  FROM public.ledger_entry l LEFT JOIN public.application a ON a.id = l."subjectId"
  WHERE l.act = 'portrait.read-refused' AND l.at >= since
  ORDER BY 1;
END;

CREATE FUNCTION guard.cage_exports(since timestamptz) RETURNS TABLE (at timestamptz, "accountId" uuid, "organisationId" uuid, act text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT l.at, l."actorId", l."organisationId", l.act FROM public.ledger_entry l WHERE l.at >= since AND l.act LIKE '%.exported' ORDER BY 1;
END;

-- Portraits that an institution read for an application which then came to no decision.
CREATE FUNCTION guard.cage_undecided(read_from timestamptz, read_before timestamptz)
RETURNS TABLE (at timestamptz, "accountId" uuid, "organisationId" uuid, "enterpriseId" uuid, "applicationId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT DISTINCT ON (r."applicationId") r.at, r."readerAccountId", r."readerOrganisationId", r."enterpriseId", r."applicationId"
  FROM public.access_record r JOIN public.application a ON a."enterpriseId" = r."enterpriseId" AND a.id = r."applicationId"
  WHERE r.at >= read_from AND r.at < read_before AND a."decidedAt" IS NULL AND a.state NOT IN ('WITHDRAWN', 'DECLINED_INTAKE')
  ORDER BY r."applicationId", r.at;
END;

-- Answers that reach further back than their authorisation allows.
CREATE FUNCTION guard.cage_lookbacks(since timestamptz)
RETURNS TABLE (at timestamptz, "enterpriseId" uuid, "snapshotId" uuid, "agencyId" uuid, "dataClass" text, "periodFrom" text, "lookbackMonths" integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT s."receivedAt", s."enterpriseId", s.id, s."agencyId", s."dataClass", s."periodFrom", c."lookbackMonths"
  FROM public.snapshot s JOIN public.consent c ON c."enterpriseId" = s."enterpriseId" AND c.id = s."consentId"
  WHERE s."receivedAt" >= since
    AND s."periodFrom" < to_char((s."receivedAt" AT TIME ZONE interval '8 hours') - make_interval(months => c."lookbackMonths"), 'YYYY-MM');
END;

-- ── Alerts ─────────────────────────────────────────────────────────────────────────────────────
-- Appended only, as is what people do about them: no function changes or removes a row.
CREATE TABLE guard.alert (
  id              uuid PRIMARY KEY,
  rule            text NOT NULL,
  -- Whom or what it is about: the same rule on the same subject is quiet for a while.
  subject         text NOT NULL,
  at              timestamptz NOT NULL,
  raised_at       timestamptz NOT NULL DEFAULT now(),
  organisation_id uuid,
  account_id      uuid,
  enterprise_id   uuid,
  facts           jsonb NOT NULL
);
CREATE INDEX alert_of_subject ON guard.alert (rule, subject, at DESC);
CREATE INDEX alert_raised ON guard.alert (raised_at DESC);
CREATE TABLE guard.alert_step (
  id         uuid PRIMARY KEY,
  alert_id   uuid NOT NULL REFERENCES guard.alert (id),
  step       text NOT NULL CHECK (step IN ('NOTED', 'HANDLED')),
  note       text NOT NULL CHECK (length(note) BETWEEN 2 AND 1000),
  by_account uuid NOT NULL,
  by_name    text NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX alert_handled_once ON guard.alert_step (alert_id) WHERE step = 'HANDLED';
CREATE INDEX alert_step_of ON guard.alert_step (alert_id, at);

-- True where it is new. The auditors are told.
CREATE FUNCTION guard.raise_alert(of_rule text, of_subject text, happened_at timestamptz, quiet interval, organisation uuid, account uuid, enterprise uuid,
  with_facts jsonb) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  new_id uuid := uuidv7();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('alert:' || of_rule || ':' || of_subject, 0));
  IF EXISTS (SELECT FROM guard.alert a WHERE a.rule = of_rule AND a.subject = of_subject AND a.at > happened_at - quiet AND a.at < happened_at + quiet) THEN
    RETURN false;
  END IF;
  INSERT INTO guard.alert (id, rule, subject, at, organisation_id, account_id, enterprise_id, facts)
  VALUES (new_id, of_rule, of_subject, happened_at, organisation, account, enterprise, with_facts);
  INSERT INTO public.notice ("organisationId", id, role, kind, params, href)
  SELECT o.id, uuidv7(), 'AUDITOR', 'cage.alert', jsonb_build_object('rule', of_rule), '/operator/alerts/' || new_id
  FROM public.organisation o WHERE o.kind = 'OPERATOR' AND o."disabledAt" IS NULL;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  SELECT o.id, uuidv7(), 'cage.alert-raised', '00000000-0000-0000-0000-000000000000', new_id, jsonb_build_object('rule', of_rule)
  FROM public.organisation o WHERE o.kind = 'OPERATOR' AND o."disabledAt" IS NULL ORDER BY o."createdAt" LIMIT 1;
  RETURN true;
END
$$;

CREATE FUNCTION guard.alerts(only_rule text, only_state text, only_id uuid, skip integer, most integer)
RETURNS TABLE (id uuid, rule text, at timestamptz, "raisedAt" timestamptz, "organisationName" text, "organisationNameEn" text, "personName" text,
  "enterpriseName" text, facts jsonb, "handledBy" text, "handledAt" timestamptz, total bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'OFFICE') IS NULL THEN RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT a.id, a.rule, a.at, a.raised_at, o.name, o."nameEn", p.name, e.name, a.facts, s.by_name, s.at, count(*) OVER ()
    FROM guard.alert a LEFT JOIN guard.alert_step s ON s.alert_id = a.id AND s.step = 'HANDLED'
    LEFT JOIN public.organisation o ON o.id = a.organisation_id LEFT JOIN public.account p ON p.id = a.account_id
    LEFT JOIN public.enterprise e ON e."enterpriseId" = a.enterprise_id
    WHERE (only_rule IS NULL OR a.rule = only_rule) AND (only_id IS NULL OR a.id = only_id)
      AND (only_state IS NULL OR (only_state = 'OPEN') = (s.id IS NULL))
    ORDER BY s.id IS NOT NULL, a.at DESC, a.id LIMIT most OFFSET skip;
END
$$;

CREATE FUNCTION guard.alert_steps(of_alert uuid) RETURNS TABLE (id uuid, step text, note text, "byName" text, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'OFFICE') IS NULL THEN RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT s.id, s.step, s.note, s.by_name, s.at FROM guard.alert_step s WHERE s.alert_id = of_alert ORDER BY s.at, s.id;
END
$$;

CREATE FUNCTION guard.add_alert_step(of_alert uuid, as_step text, with_note text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
BEGIN
  IF operator IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  PERFORM FROM guard.alert a WHERE a.id = of_alert FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  IF EXISTS (SELECT FROM guard.alert_step s WHERE s.alert_id = of_alert AND s.step = 'HANDLED') THEN RETURN 'cage.already-handled'; END IF;
  INSERT INTO guard.alert_step (id, alert_id, step, note, by_account, by_name)
  SELECT uuidv7(), of_alert, as_step, with_note, p.id, p.name FROM public.account p WHERE p.id = guard.actor();
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), CASE as_step WHEN 'HANDLED' THEN 'cage.alert-handled' ELSE 'cage.alert-noted' END, guard.actor(), of_alert, '{}');
  RETURN NULL;
END
$$;

-- ── Use, in counts ─────────────────────────────────────────────────────────────────────────────
-- Source → platform → reader. No enterprise is named.
CREATE FUNCTION guard.cage_flows(from_instant timestamptz, to_instant timestamptz)
RETURNS TABLE (side text, id uuid, name text, "nameEn" text, "dataClass" text, records bigint, enterprises bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'OFFICE') IS NULL THEN RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY
    SELECT 'SOURCE'::text, g."agencyId", g.name, g."nameEn", s."dataClass", count(*), count(DISTINCT s."enterpriseId")
    FROM public.snapshot s JOIN public.agency g ON g."agencyId" = s."agencyId"
    WHERE s."receivedAt" >= from_instant AND s."receivedAt" < to_instant GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT CASE o.kind WHEN 'INSTITUTION' THEN 'BANK' ELSE 'SUPERVISOR' END, o.id, o.name, o."nameEn", NULL, count(*), count(DISTINCT r."enterpriseId")
    FROM public.access_record r JOIN public.organisation o ON o.id = r."readerOrganisationId"
    WHERE r.at >= from_instant AND r.at < to_instant GROUP BY o.kind, o.id, o.name, o."nameEn";
END
$$;

CREATE FUNCTION guard.cage_use(dimension text, from_instant timestamptz, to_instant timestamptz)
RETURNS TABLE (key text, name text, "nameEn" text, "organisationName" text, "organisationNameEn" text, reads bigint, enterprises bigint, refused bigint,
  "lastAt" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'OFFICE') IS NULL THEN RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY
    WITH fact AS (
      SELECT r."readerOrganisationId" AS organisation, r."readerAccountId" AS account, r.purpose, r.at, r."enterpriseId" AS enterprise, false AS refused
      FROM public.access_record r WHERE r.at >= from_instant AND r.at < to_instant
      UNION ALL
      SELECT l."organisationId", l."actorId", coalesce(l.body ->> 'purpose', 'UNKNOWN'), l.at, NULL, true
      FROM public.ledger_entry l WHERE l.act = 'portrait.read-refused' AND l.at >= from_instant AND l.at < to_instant
    ), keyed AS (
      SELECT CASE dimension WHEN 'BANK' THEN f.organisation::text WHEN 'OFFICER' THEN f.account::text WHEN 'PURPOSE' THEN f.purpose
          ELSE to_char(f.at AT TIME ZONE interval '8 hours', 'HH24') END AS of_key,
        CASE WHEN dimension IN ('BANK', 'OFFICER') THEN f.organisation END AS of_organisation,
        CASE dimension WHEN 'OFFICER' THEN f.account END AS of_account, f.enterprise, f.refused, f.at
      FROM fact f
    )
    SELECT k.of_key, coalesce(p.name, o.name), CASE WHEN p.id IS NULL THEN o."nameEn" END, o.name, o."nameEn",
      count(*) FILTER (WHERE NOT k.refused), count(DISTINCT k.enterprise), count(*) FILTER (WHERE k.refused), max(k.at)
    FROM keyed k LEFT JOIN public.organisation o ON o.id = k.of_organisation LEFT JOIN public.account p ON p.id = k.of_account
    GROUP BY k.of_key, p.id, p.name, o.name, o."nameEn" ORDER BY 6 DESC, 1 LIMIT 200;
END
$$;

-- An agency sees who used its classes and for what: institutions and purposes, no enterprise, no person.
CREATE FUNCTION guard.agency_usage(from_instant timestamptz, to_instant timestamptz)
RETURNS TABLE ("dataClass" text, "organisationName" text, "organisationNameEn" text, purpose text, reads bigint, enterprises bigint, "lastAt" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  agency_id uuid := guard.tenant('AGENCY');
BEGIN
  IF agency_id IS NULL THEN RAISE EXCEPTION 'not an agency' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT c.name, o.name, o."nameEn", r.purpose, count(*), count(DISTINCT r."enterpriseId"), max(r.at)
    FROM public.agency g CROSS JOIN LATERAL unnest(g."dataClasses") AS c (name)
    JOIN public.access_record r ON r.at >= from_instant AND r.at < to_instant AND 'coverage.' || c.name = ANY (r.fields)
    JOIN public.organisation o ON o.id = r."readerOrganisationId"
    WHERE g."agencyId" = agency_id GROUP BY 1, 2, 3, 4 ORDER BY 1, 5 DESC, 2;
END
$$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['novelty_rule', 'officer_novelty', 'canary', 'alert', 'alert_step'] LOOP
    EXECUTE format('ALTER TABLE guard.%I OWNER TO tenancy_guard', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['novelty_budget()', 'novelty_rules()', 'set_novelty_rule(timestamptz, integer, text)', 'set_canary(text, text, boolean)',
    'canaries()', 'cage_reads(timestamptz)', 'cage_exports(timestamptz)', 'cage_undecided(timestamptz, timestamptz)', 'cage_lookbacks(timestamptz)',
    'raise_alert(text, text, timestamptz, interval, uuid, uuid, uuid, jsonb)', 'alerts(text, text, uuid, integer, integer)', 'alert_steps(uuid)',
    'add_alert_step(uuid, text, text)', 'cage_flows(timestamptz, timestamptz)', 'cage_use(text, timestamptz, timestamptz)',
    'agency_usage(timestamptz, timestamptz)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.set_novelty_rule(timestamptz, integer, text), guard.set_canary(text, text, boolean), guard.canaries(),
  guard.add_alert_step(uuid, text, text) TO app_operator;
GRANT EXECUTE ON FUNCTION guard.novelty_rules(), guard.alerts(text, text, uuid, integer, integer), guard.alert_steps(uuid),
  guard.cage_flows(timestamptz, timestamptz), guard.cage_use(text, timestamptz, timestamptz) TO app_operator, app_office;
GRANT EXECUTE ON FUNCTION guard.cage_reads(timestamptz), guard.cage_exports(timestamptz), guard.cage_undecided(timestamptz, timestamptz),
  guard.cage_lookbacks(timestamptz), guard.raise_alert(text, text, timestamptz, interval, uuid, uuid, uuid, jsonb) TO app_worker;
GRANT EXECUTE ON FUNCTION guard.agency_usage(timestamptz, timestamptz) TO app_tenant;

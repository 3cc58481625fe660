-- Versions of the score card and runs over the whole city (ADR 0019): portraits drawn anew, or a candidate card tried in the
-- shadow of the one in force; two different people before a card is published.

-- ── Candidates ─────────────────────────────────────────────────────────────────────────────────
-- A card as data. Never edited: another card is another version. `digest`: SHA-256 of its canonical JSON.
CREATE TABLE guard.card_version (
  id        uuid PRIMARY KEY,
  version   text NOT NULL UNIQUE CHECK (version ~ '^[A-Z]+-[0-9]{4}[.][0-9]{1,3}$'),
  card      jsonb NOT NULL,
  digest    text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  added_by  uuid NOT NULL,
  added_at  timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION guard.card_as_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a card stays as it was added' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER card_as_added BEFORE UPDATE OR DELETE ON guard.card_version FOR EACH ROW EXECUTE FUNCTION guard.card_as_added();

-- ── Runs over the city ─────────────────────────────────────────────────────────────────────────
-- `lease_until`: one worker at a time goes on with a run; whoever dies lets it go when the lease runs out.
CREATE TABLE guard.scoring_run (
  id              uuid PRIMARY KEY,
  kind            text NOT NULL CHECK (kind IN ('RESCORE', 'SHADOW')),
  organisation_id uuid NOT NULL,
  card_id         uuid REFERENCES guard.card_version (id),
  -- The card in force when the run began.
  against         text NOT NULL,
  started_by      uuid NOT NULL,
  started_at      timestamptz NOT NULL DEFAULT now(),
  total           integer NOT NULL,
  begun_at        timestamptz,
  leased_by       uuid,
  lease_until     timestamptz,
  finished_at     timestamptz,
  report          jsonb,
  digest          text,
  CONSTRAINT scoring_run_of_a_card CHECK ((kind = 'SHADOW') = (card_id IS NOT NULL)),
  CONSTRAINT scoring_run_reported CHECK ((kind = 'SHADOW' AND finished_at IS NOT NULL) = (report IS NOT NULL) AND (report IS NULL) = (digest IS NULL))
);
CREATE UNIQUE INDEX scoring_run_one_open ON guard.scoring_run (kind) WHERE finished_at IS NULL;
CREATE INDEX scoring_run_started ON guard.scoring_run (started_at DESC);

-- One row an enterprise: what is done and what is not, whoever dies. `result`: both scores, both grades and the differences of
-- points by factor, without the firm's name.
CREATE TABLE guard.scoring_item (
  run_id        uuid NOT NULL REFERENCES guard.scoring_run (id),
  enterprise_id uuid NOT NULL,
  state         text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE', 'NO_CONSENT', 'NO_DATA', 'FAILED')),
  at            timestamptz,
  result        jsonb,
  PRIMARY KEY (enterprise_id, run_id),
  CONSTRAINT scoring_item_settled CHECK ((state = 'WAITING') = (at IS NULL))
);
CREATE INDEX scoring_item_of_run ON guard.scoring_item (run_id, state, enterprise_id);

-- ── Publication ────────────────────────────────────────────────────────────────────────────────
-- One person proposes on the strength of a finished shadow run, another one publishes or rejects: never the same.
CREATE TABLE guard.card_proposal (
  id              uuid PRIMARY KEY,
  card_id         uuid NOT NULL REFERENCES guard.card_version (id),
  run_id          uuid NOT NULL REFERENCES guard.scoring_run (id),
  run_digest      text NOT NULL,
  valid_from      date NOT NULL,
  note            text NOT NULL CHECK (length(note) BETWEEN 5 AND 1000),
  proposed_by     uuid NOT NULL,
  proposed_person uuid NOT NULL,
  proposed_at     timestamptz NOT NULL DEFAULT now(),
  settled_by      uuid,
  settled_person  uuid,
  settled_at      timestamptz,
  verdict         text CHECK (verdict IN ('PUBLISH', 'REJECT')),
  reason          text CHECK (length(reason) BETWEEN 5 AND 1000),
  CONSTRAINT card_proposal_two_people CHECK (settled_person <> proposed_person),
  CONSTRAINT card_proposal_settled_whole CHECK (num_nulls(settled_by, settled_person, settled_at, verdict) IN (0, 4)),
  CONSTRAINT card_proposal_rejected_why CHECK (verdict IS DISTINCT FROM 'REJECT' OR reason IS NOT NULL),
  CONSTRAINT card_proposal_ahead CHECK (valid_from > (proposed_at AT TIME ZONE interval '8 hours')::date),
  CONSTRAINT card_proposal_published_ahead CHECK (verdict IS DISTINCT FROM 'PUBLISH' OR valid_from > (settled_at AT TIME ZONE interval '8 hours')::date)
);
CREATE UNIQUE INDEX card_proposal_open ON guard.card_proposal (card_id) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX card_published_once ON guard.card_proposal (card_id) WHERE verdict = 'PUBLISH';
-- On one day one card begins.
CREATE UNIQUE INDEX card_published_from ON guard.card_proposal (valid_from) WHERE verdict = 'PUBLISH';

-- ── What the operator does ─────────────────────────────────────────────────────────────────────
CREATE FUNCTION guard.operator_or_stop() RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR') IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN guard.tenant('OPERATOR');
END
$$;

CREATE FUNCTION guard.add_card_version(card_id uuid, as_version text, with_card jsonb, with_digest text, from_file text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
BEGIN
  INSERT INTO guard.card_version (id, version, card, digest, file_name, added_by)
  VALUES (card_id, as_version, with_card, with_digest, from_file, guard.actor()) ON CONFLICT (version) DO NOTHING;
  IF NOT FOUND THEN RETURN 'rescoring.version-taken'; END IF;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), 'card-version.added', guard.actor(), card_id, jsonb_build_object('version', as_version, 'digest', with_digest));
  RETURN NULL;
END
$$;

-- Whether the platform may draw an enterprise's portrait now.
CREATE FUNCTION guard.has_live_matching(enterprise_id uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT EXISTS (SELECT FROM public.consent c WHERE c."enterpriseId" = has_live_matching.enterprise_id AND c.purpose = 'MATCHING'
    AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now());
END;

CREATE FUNCTION guard.start_scoring_run(run_id uuid, of_kind text, of_card uuid, against_version text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
  firms integer;
BEGIN
  IF of_card IS NOT NULL AND NOT EXISTS (SELECT FROM guard.card_version c WHERE c.id = of_card) THEN RETURN 'not-found'; END IF;
  INSERT INTO guard.scoring_run (id, kind, organisation_id, card_id, against, started_by, total)
  VALUES (run_id, of_kind, operator, of_card, against_version, guard.actor(), 0)
  ON CONFLICT (kind) WHERE finished_at IS NULL DO NOTHING;
  IF NOT FOUND THEN RETURN 'rescoring.under-way'; END IF;
  INSERT INTO guard.scoring_item (run_id, enterprise_id)
  SELECT start_scoring_run.run_id, e."enterpriseId" FROM public.enterprise e
  WHERE guard.has_live_matching(e."enterpriseId")
    AND (of_kind = 'RESCORE' OR EXISTS (SELECT FROM public.portrait p WHERE p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL));
  GET DIAGNOSTICS firms = ROW_COUNT;
  UPDATE guard.scoring_run r SET total = firms WHERE r.id = start_scoring_run.run_id;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), CASE of_kind WHEN 'SHADOW' THEN 'shadow-run.started' ELSE 'rescoring.started' END, guard.actor(), run_id,
    jsonb_build_object('enterprises', firms, 'cardId', of_card, 'against', against_version));
  RETURN NULL;
END
$$;

CREATE FUNCTION guard.propose_card(proposal_id uuid, of_card uuid, on_run uuid, with_digest text, from_day date, with_note text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
BEGIN
  IF NOT EXISTS (SELECT FROM guard.scoring_run r WHERE r.id = on_run AND r.card_id = of_card AND r.finished_at IS NOT NULL
      AND r.digest = with_digest) THEN
    RETURN 'rescoring.no-such-run';
  END IF;
  IF from_day <= guard.today() THEN RETURN 'rescoring.date-passed'; END IF;
  IF EXISTS (SELECT FROM guard.card_proposal p WHERE p.card_id = of_card AND p.verdict = 'PUBLISH') THEN RETURN 'rescoring.already-published'; END IF;
  IF EXISTS (SELECT FROM guard.card_proposal p WHERE p.valid_from = from_day AND p.verdict = 'PUBLISH') THEN RETURN 'rescoring.date-taken'; END IF;
  INSERT INTO guard.card_proposal (id, card_id, run_id, run_digest, valid_from, note, proposed_by, proposed_person)
  SELECT proposal_id, of_card, on_run, with_digest, from_day, with_note, a.id, a."personId" FROM public.account a WHERE a.id = guard.actor()
  ON CONFLICT (card_id) WHERE settled_at IS NULL DO NOTHING;
  IF NOT FOUND THEN RETURN 'rescoring.already-proposed'; END IF;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), 'card-version.proposed', guard.actor(), proposal_id,
    jsonb_build_object('cardId', of_card, 'runId', on_run, 'runDigest', with_digest, 'validFrom', from_day));
  INSERT INTO public.notice ("organisationId", id, role, kind, params, href)
  SELECT operator, uuidv7(), 'OPERATOR', 'card-version.proposed', jsonb_build_object('version', c.version), '/operator/cards/versions/' || of_card
  FROM guard.card_version c WHERE c.id = of_card;
  RETURN NULL;
END
$$;

-- Of two who settle at once the second waits on the row, and finds it settled.
CREATE FUNCTION guard.settle_card_proposal(proposal_id uuid, with_verdict text, with_reason text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.operator_or_stop();
  asked guard.card_proposal;
  person uuid;
BEGIN
  SELECT * INTO asked FROM guard.card_proposal p WHERE p.id = proposal_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  IF asked.settled_at IS NOT NULL THEN RETURN 'rescoring.already-settled'; END IF;
  SELECT a."personId" INTO person FROM public.account a WHERE a.id = guard.actor();
  IF person = asked.proposed_person THEN RETURN 'rescoring.four-eyes'; END IF;
  IF with_verdict = 'PUBLISH' AND asked.valid_from <= guard.today() THEN RETURN 'rescoring.date-passed'; END IF;
  BEGIN
    UPDATE guard.card_proposal p SET settled_by = guard.actor(), settled_person = person, settled_at = now(), verdict = with_verdict, reason = with_reason
    WHERE p.id = proposal_id;
  EXCEPTION WHEN unique_violation THEN
    RETURN 'rescoring.date-taken';
  END;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (operator, uuidv7(), CASE with_verdict WHEN 'PUBLISH' THEN 'card-version.published' ELSE 'card-version.rejected' END, guard.actor(),
    proposal_id, jsonb_build_object('cardId', asked.card_id, 'validFrom', asked.valid_from, 'proposedBy', asked.proposed_by));
  RETURN NULL;
END
$$;

-- ── What the operator sees ─────────────────────────────────────────────────────────────────────
CREATE FUNCTION guard.card_versions() RETURNS TABLE (id uuid, version text, card jsonb, digest text, "fileName" text, "addedBy" text, "addedAt" timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.operator_or_stop();
  RETURN QUERY SELECT c.id, c.version, c.card, c.digest, c.file_name, a.name, c.added_at
    FROM guard.card_version c LEFT JOIN public.account a ON a.id = c.added_by ORDER BY c.added_at DESC LIMIT 100;
END
$$;

CREATE FUNCTION guard.card_proposals() RETURNS TABLE (id uuid, "cardId" uuid, "runId" uuid, "runDigest" text, "validFrom" text, note text,
  "proposedBy" text, "proposedPerson" uuid, "proposedAt" timestamptz, "settledBy" text, "settledAt" timestamptz, verdict text, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.operator_or_stop();
  RETURN QUERY SELECT p.id, p.card_id, p.run_id, p.run_digest, p.valid_from::text, p.note, a.name, p.proposed_person, p.proposed_at, s.name, p.settled_at,
      p.verdict, p.reason
    FROM guard.card_proposal p LEFT JOIN public.account a ON a.id = p.proposed_by LEFT JOIN public.account s ON s.id = p.settled_by
    ORDER BY p.proposed_at DESC LIMIT 200;
END
$$;

-- `recent`: settled within the last minute, from which the time left is reckoned.
CREATE FUNCTION guard.scoring_runs(of_kind text, of_card uuid, most integer) RETURNS TABLE (id uuid, kind text, "cardId" uuid, against text,
  "startedBy" text, "startedAt" timestamptz, "begunAt" timestamptz, "finishedAt" timestamptz, total integer, waiting integer, done integer,
  "noConsent" integer, "noData" integer, failed integer, recent integer, report jsonb, digest text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.operator_or_stop();
  RETURN QUERY SELECT r.id, r.kind, r.card_id, r.against, a.name, r.started_at, r.begun_at, r.finished_at, r.total,
      n.waiting, n.done, n.no_consent, n.no_data, n.failed, n.recent, r.report, r.digest
    FROM guard.scoring_run r LEFT JOIN public.account a ON a.id = r.started_by
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE i.state = 'WAITING')::integer AS waiting, count(*) FILTER (WHERE i.state = 'DONE')::integer AS done,
      count(*) FILTER (WHERE i.state = 'NO_CONSENT')::integer AS no_consent, count(*) FILTER (WHERE i.state = 'NO_DATA')::integer AS no_data,
      count(*) FILTER (WHERE i.state = 'FAILED')::integer AS failed, count(*) FILTER (WHERE i.at > now() - interval '1 minute')::integer AS recent
      FROM guard.scoring_item i WHERE i.run_id = r.id) n
    WHERE (of_kind IS NULL OR r.kind = of_kind) AND (of_card IS NULL OR r.card_id = of_card)
    ORDER BY r.started_at DESC LIMIT most;
END
$$;

-- What a shadow run found of each firm, without saying which: to the operator who exports it, on record, and to the worker.
CREATE FUNCTION guard.shadow_results(of_run uuid) RETURNS TABLE (result jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR', 'WORKER') IS NULL THEN RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN QUERY SELECT i.result FROM guard.scoring_item i JOIN guard.scoring_run r ON r.id = i.run_id
    WHERE i.run_id = of_run AND i.state = 'DONE' AND r.kind = 'SHADOW' AND r.organisation_id = guard.tenant('OPERATOR', 'WORKER')
    ORDER BY sha256(uuid_send(of_run) || uuid_send(i.enterprise_id));
END
$$;

-- ── What the worker does ───────────────────────────────────────────────────────────────────────
CREATE FUNCTION guard.lease_scoring_run(holder uuid, seconds integer) RETURNS TABLE (id uuid, kind text, "organisationId" uuid, "startedBy" uuid, card jsonb,
  against text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  chosen uuid;
BEGIN
  SELECT r.id INTO chosen FROM guard.scoring_run r
  WHERE r.finished_at IS NULL AND (r.leased_by = holder OR r.lease_until IS NULL OR r.lease_until < clock_timestamp())
  ORDER BY r.leased_by IS DISTINCT FROM holder, r.started_at LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF chosen IS NULL THEN RETURN; END IF;
  UPDATE guard.scoring_run r SET leased_by = holder, lease_until = clock_timestamp() + make_interval(secs => seconds),
    begun_at = coalesce(r.begun_at, clock_timestamp()) WHERE r.id = chosen;
  RETURN QUERY SELECT r.id, r.kind, r.organisation_id, r.started_by, c.card, r.against
    FROM guard.scoring_run r LEFT JOIN guard.card_version c ON c.id = r.card_id WHERE r.id = chosen;
END
$$;

CREATE FUNCTION guard.scoring_waiting(of_run uuid, most integer) RETURNS TABLE (enterprise_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT i.enterprise_id FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING' ORDER BY i.enterprise_id LIMIT most;
END;

-- True while the enterprise that the job has entered still waits in this run; whoever asks second waits for the first's end.
CREATE FUNCTION guard.hold_scoring_item(of_run uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM guard.scoring_item i JOIN guard.scoring_run r ON r.id = i.run_id
  WHERE i.run_id = of_run AND i.enterprise_id = guard.tenant('WORKER') AND i.state = 'WAITING' AND r.finished_at IS NULL FOR UPDATE OF i;
  RETURN FOUND;
END
$$;

CREATE FUNCTION guard.settle_scoring_item(of_run uuid, as_state text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE guard.scoring_item i SET state = as_state, at = clock_timestamp()
  WHERE i.run_id = of_run AND i.enterprise_id = guard.tenant('WORKER') AND i.state = 'WAITING';
  RETURN FOUND;
END
$$;

-- A part of a shadow run: the figures of the portraits in force, held until the transaction ends. Figures only, and only of
-- firms whose consent lives.
CREATE FUNCTION guard.shadow_batch(of_run uuid, most integer) RETURNS TABLE ("enterpriseId" uuid, "countyCode" text, size text, live boolean, readings jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    WITH held AS (
      SELECT i.enterprise_id FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING' ORDER BY i.enterprise_id LIMIT most
      FOR UPDATE SKIP LOCKED
    ), asked AS (SELECT h.enterprise_id, guard.has_live_matching(h.enterprise_id) AS live FROM held h)
    SELECT e."enterpriseId", e."countyCode"::text, e.size::text, a.live, CASE WHEN a.live THEN (
      SELECT jsonb_agg(i - 'evidence') FROM public.portrait p, jsonb_array_elements(p.body -> 'indicators') i
      WHERE p."enterpriseId" = e."enterpriseId" AND p."supersededAt" IS NULL) END
    FROM asked a JOIN public.enterprise e ON e."enterpriseId" = a.enterprise_id;
END
$$;

-- Settles the part; each only where it still waits. Returns how many.
CREATE FUNCTION guard.record_shadow(of_run uuid, results jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  settled integer;
BEGIN
  UPDATE guard.scoring_item i SET state = r.state, at = clock_timestamp(), result = r.result
  FROM jsonb_to_recordset(results) AS r ("enterpriseId" uuid, state text, result jsonb)
  WHERE i.run_id = of_run AND i.enterprise_id = r."enterpriseId" AND i.state = 'WAITING';
  GET DIAGNOSTICS settled = ROW_COUNT;
  RETURN settled;
END
$$;

-- True for the one who ends the run: nobody waits any more.
CREATE FUNCTION guard.finish_scoring_run(of_run uuid, with_report jsonb, with_digest text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  run guard.scoring_run;
BEGIN
  UPDATE guard.scoring_run r SET finished_at = clock_timestamp(), report = with_report, digest = with_digest, leased_by = NULL, lease_until = NULL
  WHERE r.id = of_run AND r.finished_at IS NULL AND NOT EXISTS (SELECT FROM guard.scoring_item i WHERE i.run_id = of_run AND i.state = 'WAITING')
  RETURNING * INTO run;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "subjectId", body)
  VALUES (run.organisation_id, uuidv7(), CASE run.kind WHEN 'SHADOW' THEN 'shadow-run.finished' ELSE 'rescoring.finished' END, run.started_by, of_run,
    jsonb_strip_nulls(jsonb_build_object('enterprises', run.total, 'digest', with_digest)));
  RETURN true;
END
$$;

-- ── What everyone may know ─────────────────────────────────────────────────────────────────────
-- The published cards; before its day nobody but the operator and the worker knows of one.
CREATE FUNCTION guard.published_cards() RETURNS TABLE (card jsonb, digest text, "validFrom" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c.card, c.digest, p.valid_from::text FROM guard.card_proposal p JOIN guard.card_version c ON c.id = p.card_id
  WHERE p.verdict = 'PUBLISH' AND (p.valid_from <= guard.today() OR session_user IN ('app_worker', 'app_operator'))
  ORDER BY p.valid_from;
END;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['card_version', 'scoring_run', 'scoring_item', 'card_proposal'] LOOP
    EXECUTE format('ALTER TABLE guard.%I OWNER TO tenancy_guard', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['card_as_added()', 'operator_or_stop()', 'add_card_version(uuid, text, jsonb, text, text)', 'has_live_matching(uuid)',
    'start_scoring_run(uuid, text, uuid, text)', 'propose_card(uuid, uuid, uuid, text, date, text)', 'settle_card_proposal(uuid, text, text)',
    'card_versions()', 'card_proposals()', 'scoring_runs(text, uuid, integer)', 'shadow_results(uuid)', 'lease_scoring_run(uuid, integer)',
    'scoring_waiting(uuid, integer)', 'hold_scoring_item(uuid)', 'settle_scoring_item(uuid, text)', 'shadow_batch(uuid, integer)',
    'record_shadow(uuid, jsonb)', 'finish_scoring_run(uuid, jsonb, text)', 'published_cards()'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.add_card_version(uuid, text, jsonb, text, text), guard.start_scoring_run(uuid, text, uuid, text),
  guard.propose_card(uuid, uuid, uuid, text, date, text), guard.settle_card_proposal(uuid, text, text), guard.card_versions(), guard.card_proposals(),
  guard.scoring_runs(text, uuid, integer) TO app_operator;
GRANT EXECUTE ON FUNCTION guard.shadow_results(uuid) TO app_operator, app_worker;
GRANT EXECUTE ON FUNCTION guard.lease_scoring_run(uuid, integer), guard.scoring_waiting(uuid, integer), guard.hold_scoring_item(uuid),
  guard.settle_scoring_item(uuid, text), guard.shadow_batch(uuid, integer), guard.record_shadow(uuid, jsonb),
  guard.finish_scoring_run(uuid, jsonb, text) TO app_worker;
GRANT EXECUTE ON FUNCTION guard.published_cards() TO app_tenant, app_worker, app_operator;

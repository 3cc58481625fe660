-- Tenancy: who may see which row is decided here, by PostgreSQL, and nowhere else (ADR 0002).
--
--   session token --guard.enter()--> sealed context --guard.tenant()--> row-level security policies
--
-- The context is a transaction-local setting. Anyone can write a setting, so its value is sealed: an HMAC over the
-- claims, the backend's process id and the transaction's start, with a key that no login role can read. A value that
-- was made up, copied from elsewhere or kept from an earlier transaction does not verify, and an unverified context is
-- the same as none: no rows.

-- ── Roles ──────────────────────────────────────────────────────────────────────────────────────
-- tenancy_owner owns the tables; tenancy_guard owns the secrets and the definer functions. Neither can log in.
-- The login roles own nothing; their passwords are set at deployment (scripts/database-roles.mjs).
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['tenancy_owner', 'tenancy_guard'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', role_name);
    END IF;
  END LOOP;
  FOREACH role_name IN ARRAY ARRAY[
    'app_tenant',   -- requests of enterprises, institutions and agencies
    'app_office',   -- requests of the financial office, which reads across tenants
    'app_operator', -- requests of the operator: accounts, institutions, ledger; never portraits or snapshots
    'app_auth',     -- sign-in and registration: the only role that may open a session
    'app_worker',   -- background jobs, one tenant at a time
    'app_public',   -- pages without a session
    'app_jobs'      -- the job queue's own tables, nothing else
  ] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT', role_name);
    END IF;
  END LOOP;
  -- No login role may create objects, not even temporary ones: a temporary table is searched for before the real one.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO app_tenant, app_office, app_operator, app_auth, app_worker, app_public, app_jobs',
                 current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tenancy_owner, tenancy_guard, app_tenant, app_office, app_operator, app_auth, app_worker, app_public;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE SCHEMA guard;
GRANT USAGE ON SCHEMA guard TO tenancy_guard, app_tenant, app_office, app_operator, app_auth, app_worker, app_public;

-- The names of prepared statements stay unknown: whoever knew one could replace it on a pooled connection.
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_prepared_statement() FROM PUBLIC;
-- Nor DO blocks, which would run any number of statements as one.
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
-- Nor large objects: a store beside the tables, which no policy covers.
DO $$
DECLARE
  large_object_function regprocedure;
BEGIN
  FOR large_object_function IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_open', 'lowrite') LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', large_object_function);
  END LOOP;
END
$$;

-- ── Secrets ────────────────────────────────────────────────────────────────────────────────────
-- One row: the two padded blocks of HMAC-SHA-256 (RFC 2104), computed once from a random key.
CREATE TABLE guard.context_key (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);

-- A session is known by the hash of its token, so that reading this table signs nobody in.
CREATE TABLE guard.session (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  actor_id   uuid NOT NULL,
  tenant_id  uuid NOT NULL,
  kind       text NOT NULL,
  opened_at  timestamptz NOT NULL DEFAULT now(),
  seen_at    timestamptz NOT NULL DEFAULT now(),
  idle       interval NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX session_of_actor ON guard.session (actor_id) WHERE revoked_at IS NULL;

CREATE FUNCTION guard.rotate_key() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Two random UUIDs carry 244 random bits from the server's strong generator.
  secret  bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
  inner_b bytea := decode(repeat('36', 64), 'hex');
  outer_b bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  FOR i IN 0..31 LOOP
    inner_b := set_byte(inner_b, i, get_byte(inner_b, i) # get_byte(secret, i));
    outer_b := set_byte(outer_b, i, get_byte(outer_b, i) # get_byte(secret, i));
  END LOOP;
  INSERT INTO guard.context_key (inner_pad, outer_pad) VALUES (inner_b, outer_b)
  ON CONFLICT (only_row) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad;
END
$$;

-- ── The sealed context ─────────────────────────────────────────────────────────────────────────
-- guard.context = actor (36) · tenant (36) · seal (64) · kind
CREATE FUNCTION guard.seal(claims text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED AS $$
DECLARE
  key guard.context_key;
BEGIN
  SELECT * INTO STRICT key FROM guard.context_key;
  RETURN encode(sha256(key.outer_pad || sha256(key.inner_pad
    || int4send(pg_backend_pid())
    || timestamptz_send(transaction_timestamp())
    || timestamptz_send(pg_postmaster_start_time())
    || convert_to(claims, 'UTF8'))), 'hex');
END
$$;

CREATE FUNCTION guard.set_context(kind text, tenant_id uuid, actor_id uuid) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('guard.context',
    actor_id::text || tenant_id::text || guard.seal(actor_id::text || tenant_id::text || kind) || kind, true);
END
$$;

-- The context if its seal is right, else NULL. Never raises: an error would tell an attacker more.
CREATE FUNCTION guard.verified() RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED AS $$
DECLARE
  context text := current_setting('guard.context', true);
BEGIN
  IF length(context) > 136 AND substr(context, 73, 64) = guard.seal(left(context, 72) || substr(context, 137)) THEN
    RETURN context;
  END IF;
  RETURN NULL;
END
$$;

-- The tenant this transaction acts for, if it is of one of these kinds. In a policy always write
-- (SELECT guard.tenant(...)): the sub-select runs once a statement and can drive an index scan.
CREATE FUNCTION guard.tenant(VARIADIC kinds text[]) RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  context text := guard.verified();
BEGIN
  IF substr(context, 137) = ANY (kinds) THEN
    RETURN substr(context, 37, 36)::uuid;
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION guard.actor() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN left(guard.verified(), 36)::uuid;
END
$$;

-- The day in Shanghai. China has kept UTC+8 all year since 1991, so that the zone's table need not be asked.
CREATE FUNCTION guard.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (now() AT TIME ZONE interval '8 hours')::date;

-- The running transaction's number, once it has written; what an access record is bound to.
CREATE FUNCTION guard.transaction_number() RETURNS bigint
LANGUAGE sql STABLE PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp
RETURN pg_current_xact_id_if_assigned()::text::bigint;

-- The county an office member is limited to, or NULL for the whole city.
CREATE FUNCTION guard.county() RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_county text;
BEGIN
  SELECT max(m."countyCode") INTO found_county FROM public.membership m
  WHERE m."organisationId" = guard.tenant('OFFICE') AND m."accountId" = guard.actor() AND m."disabledAt" IS NULL;
  RETURN found_county;
END
$$;

-- ── Entering a context ─────────────────────────────────────────────────────────────────────────
-- A request enters with its session token: the first statement of every transaction. A disabled account, a membership
-- that ended or a disabled organisation ends its sessions at once.
CREATE FUNCTION guard.enter(token text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_session guard.session;
BEGIN
  SELECT * INTO found_session FROM guard.session s
  WHERE s.token_hash = sha256(convert_to(token, 'UTF8'))
    AND s.revoked_at IS NULL AND s.expires_at > now() AND s.seen_at + s.idle > now()
    AND EXISTS (SELECT FROM public.membership m JOIN public.account a ON a.id = m."accountId"
                JOIN public.organisation o ON o.id = m."organisationId"
                WHERE m."organisationId" = s.tenant_id AND m."accountId" = s.actor_id
                  AND m."disabledAt" IS NULL AND coalesce(m."endsOn" >= guard.today(), true)
                  AND a."disabledAt" IS NULL AND o."disabledAt" IS NULL);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such session' USING ERRCODE = 'invalid_authorization_specification';
  END IF;
  PERFORM guard.set_context(found_session.kind, found_session.tenant_id, found_session.actor_id);
  RETURN found_session.tenant_id;
END
$$;

-- A job enters for one tenant; its credential is the worker's own database login.
CREATE FUNCTION guard.enter_job(tenant_id uuid, job_id uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.set_context('WORKER', tenant_id, job_id);
  RETURN tenant_id;
END
$$;

-- Sign-in, once the person has proved who they are. Only app_auth may call it, over a pool of its own.
CREATE FUNCTION guard.open_session(token_hash bytea, tenant_id uuid, actor_id uuid, idle interval, lifetime interval) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO guard.session (token_hash, actor_id, tenant_id, kind, idle, expires_at)
  SELECT open_session.token_hash, open_session.actor_id, o.id, o.kind::text, open_session.idle, now() + lifetime
  FROM public.organisation o
  WHERE o.id = open_session.tenant_id AND o."disabledAt" IS NULL
    AND EXISTS (SELECT FROM public.membership m WHERE m."organisationId" = o.id AND m."accountId" = open_session.actor_id AND m."disabledAt" IS NULL
                  AND coalesce(m."endsOn" >= guard.today(), true));
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no membership' USING ERRCODE = 'invalid_authorization_specification';
  END IF;
END
$$;

-- The same person goes on in another organisation of theirs: same token, new tenant, and the lifetimes of the new kind,
-- which may shorten the session but never prolong it.
CREATE FUNCTION guard.switch_session(token text, tenant_id uuid, idle interval, lifetime interval) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE guard.session s SET tenant_id = o.id, kind = o.kind::text, idle = switch_session.idle,
    expires_at = least(s.expires_at, s.opened_at + lifetime)
  FROM public.organisation o
  WHERE s.token_hash = sha256(convert_to(token, 'UTF8')) AND s.revoked_at IS NULL AND s.expires_at > now() AND s.seen_at + s.idle > now()
    AND o.id = switch_session.tenant_id AND o."disabledAt" IS NULL
    AND EXISTS (SELECT FROM public.membership m WHERE m."organisationId" = o.id AND m."accountId" = s.actor_id AND m."disabledAt" IS NULL
                  AND coalesce(m."endsOn" >= guard.today(), true));
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no membership' USING ERRCODE = 'invalid_authorization_specification';
  END IF;
END
$$;

CREATE FUNCTION guard.close_session(token text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE guard.session s SET revoked_at = now()
  WHERE s.token_hash = sha256(convert_to(token, 'UTF8')) AND s.revoked_at IS NULL;
END
$$;

-- Ends every session of a person: a changed password, a disabled account.
CREATE FUNCTION guard.close_sessions_of(actor_id uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE guard.session s SET revoked_at = now() WHERE s.actor_id = close_sessions_of.actor_id AND s.revoked_at IS NULL;
END
$$;

-- The live sessions of the person who holds this token. A session is named by the head of its hash, which signs nobody in.
CREATE FUNCTION guard.my_sessions(token text)
RETURNS TABLE (reference text, "openedAt" timestamptz, "seenAt" timestamptz, "expiresAt" timestamptz, "organisationName" text,
               "organisationNameEn" text, current boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT left(encode(s.token_hash, 'hex'), 16), s.opened_at, s.seen_at, s.expires_at, o.name, o."nameEn", s.token_hash = mine.token_hash
  FROM guard.session mine
  JOIN guard.session s ON s.actor_id = mine.actor_id AND s.revoked_at IS NULL AND s.expires_at > now() AND s.seen_at + s.idle > now()
  JOIN public.organisation o ON o.id = s.tenant_id
  WHERE mine.token_hash = sha256(convert_to(token, 'UTF8')) AND mine.revoked_at IS NULL
  ORDER BY s.seen_at DESC;
END;

-- Ends one session of the same person, named by its reference, or (null) every one but the token's own.
CREATE FUNCTION guard.close_other_sessions(token text, reference text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own bytea := sha256(convert_to(token, 'UTF8'));
  closed bigint;
BEGIN
  UPDATE guard.session s SET revoked_at = now()
  WHERE s.actor_id = (SELECT mine.actor_id FROM guard.session mine WHERE mine.token_hash = own AND mine.revoked_at IS NULL)
    AND s.token_hash <> own AND s.revoked_at IS NULL
    AND (close_other_sessions.reference IS NULL OR left(encode(s.token_hash, 'hex'), 16) = close_other_sessions.reference);
  GET DIAGNOSTICS closed = ROW_COUNT;
  RETURN closed;
END
$$;

-- Who holds this token: asked once a request. No row: signed out, expired, idle too long, disabled.
CREATE FUNCTION guard.whoami(token text)
RETURNS TABLE ("accountId" uuid, "personId" uuid, name text, "loginName" text, "organisationId" uuid, kind text, "organisationName" text,
               "organisationNameEn" text, roles text[], "branchId" uuid, "countyCode" text, "otherOrganisations" bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  hash bytea := sha256(convert_to(token, 'UTF8'));
BEGIN
  RETURN QUERY
    SELECT a.id, a."personId", a.name, a."loginName", o.id, o.kind::text, o.name, o."nameEn",
           array_agg(m.role::text ORDER BY m.role), (array_agg(m."branchId") FILTER (WHERE m."branchId" IS NOT NULL))[1], max(m."countyCode"),
           (SELECT count(DISTINCT x."organisationId") FROM public.membership x
            WHERE x."accountId" = a.id AND x."disabledAt" IS NULL AND coalesce(x."endsOn" >= guard.today(), true)
              AND x."organisationId" <> o.id)
    FROM guard.session s
    JOIN public.account a ON a.id = s.actor_id AND a."disabledAt" IS NULL
    JOIN public.organisation o ON o.id = s.tenant_id AND o."disabledAt" IS NULL
    JOIN public.membership m ON m."organisationId" = o.id AND m."accountId" = a.id AND m."disabledAt" IS NULL
      AND coalesce(m."endsOn" >= guard.today(), true)
    WHERE s.token_hash = hash AND s.revoked_at IS NULL AND s.expires_at > now() AND s.seen_at + s.idle > now()
    GROUP BY a.id, o.id;
  -- At most one write a minute and session, so that reading pages stays reading.
  UPDATE guard.session s SET seen_at = now()
  WHERE s.token_hash = hash AND s.revoked_at IS NULL AND s.seen_at < now() - interval '1 minute' AND s.seen_at + s.idle > now();
END
$$;

-- ── Acting across tenants, narrowly ────────────────────────────────────────────────────────────
-- Holds a live consent until the transaction ends, so that it cannot be withdrawn while its holder acts on it (F2).
-- A lock takes the right to update, which neither a recipient nor the worker has.
CREATE FUNCTION guard.consent_hold(enterprise_id uuid, consent_id uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.consent c
  WHERE c."enterpriseId" = enterprise_id AND c.id = consent_id
    AND (c."institutionId" = guard.tenant('INSTITUTION') OR c."enterpriseId" = guard.tenant('WORKER', 'ENTERPRISE'))
    AND c.state = 'ACTIVE' AND c."startsAt" <= now() AND c."expiresAt" > now()
  FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no live consent' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- The one way for an institution to a portrait: an application of its own, still under way, under a live consent, and
-- the read on record. The portrait's policy shows it to this transaction only.
CREATE FUNCTION guard.open_portrait(application_id uuid, purpose text, fields text[]) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reader uuid := guard.tenant('INSTITUTION');
  app public.application;
BEGIN
  SELECT * INTO app FROM public.application a
  WHERE a."institutionId" = reader AND a.id = application_id
    AND a.state NOT IN ('DECLINED_INTAKE', 'REJECTED', 'WITHDRAWN', 'LAPSED', 'SETTLED', 'RENEWED');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such application' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM guard.consent_hold(app."enterpriseId", app."consentId");
  INSERT INTO public.access_record ("enterpriseId", id, "readerOrganisationId", "readerOrganisationName", "readerAccountId",
    "readerName", at, purpose, "consentId", "applicationId", "portraitId", fields, "transactionId")
  SELECT app."enterpriseId", uuidv7(), reader, o.name, guard.actor(), p.name, now(), open_portrait.purpose, app."consentId", app.id,
    app."portraitId", open_portrait.fields, pg_current_xact_id()::text::bigint
  FROM public.organisation o, public.account p WHERE o.id = reader AND p.id = guard.actor();
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
  VALUES (reader, uuidv7(), 'portrait.read', guard.actor(), app."enterpriseId", app."portraitId",
    jsonb_build_object('applicationId', app.id, 'consentId', app."consentId", 'purpose', open_portrait.purpose, 'fields', open_portrait.fields));
  RETURN app."portraitId";
END
$$;

-- The office looks at named enterprises' lending records: on record for each of them, in the same transaction.
CREATE FUNCTION guard.record_supervision(enterprise_ids uuid[], purpose text, fields text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  reader uuid := guard.tenant('OFFICE', 'OPERATOR');
BEGIN
  IF reader IS NULL THEN
    RAISE EXCEPTION 'not a supervisor' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO public.access_record ("enterpriseId", id, "readerOrganisationId", "readerOrganisationName", "readerAccountId",
    "readerName", at, purpose, fields, "transactionId")
  SELECT e.id, uuidv7(), reader, o.name, guard.actor(), p.name, now(), record_supervision.purpose, record_supervision.fields,
    pg_current_xact_id()::text::bigint
  FROM (SELECT DISTINCT unnest(enterprise_ids) AS id) e, public.organisation o, public.account p
  WHERE o.id = reader AND p.id = guard.actor();
END
$$;

-- A notice to one's own organisation, to the other side of an application, or to whoever runs or oversees the platform.
CREATE FUNCTION guard.notify(organisation_id uuid, account_id uuid, role text, kind text, params jsonb, href text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  sender uuid := guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE', 'OPERATOR', 'WORKER');
BEGIN
  IF sender IS NULL OR NOT (
    sender = organisation_id
    OR EXISTS (SELECT FROM public.organisation o WHERE o.id = organisation_id AND o.kind IN ('OFFICE', 'OPERATOR'))
    OR guard.tenant('OFFICE', 'OPERATOR') IS NOT NULL
    OR EXISTS (SELECT FROM public.application a WHERE a."enterpriseId" = sender AND a."institutionId" = organisation_id)
    OR EXISTS (SELECT FROM public.application a WHERE a."enterpriseId" = organisation_id AND a."institutionId" = sender)) THEN
    RAISE EXCEPTION 'no such recipient' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO public.notice ("organisationId", id, "accountId", role, kind, params, href)
  VALUES (organisation_id, uuidv7(), account_id, notify.role::public."MemberRole", notify.kind, notify.params, notify.href);
END
$$;

-- A job for the sender's own tenant, in the sender's transaction: the queue's row is the outbox row.
CREATE FUNCTION guard.enqueue(task text, payload jsonb, job_key text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tenant_id uuid := guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE', 'OPERATOR', 'WORKER');
BEGIN
  IF tenant_id IS NULL THEN
    RAISE EXCEPTION 'no context' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Only then does "||" below put in the tenant: an array would be appended to, and NULL would swallow it.
  IF jsonb_typeof(payload) IS DISTINCT FROM 'object' THEN
    RAISE EXCEPTION 'a payload is an object' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- The queue's keys are one space for everybody; under the tenant's own prefix nobody can replace another's job.
  PERFORM graphile_worker.add_job(task, (payload || jsonb_build_object('tenantId', tenant_id, 'actorId', guard.actor()))::json,
    job_key => tenant_id || ':' || enqueue.job_key, max_attempts => 8);
END
$$;

-- What time alone brings about; the worker then enters each tenant.
CREATE FUNCTION guard.consents_past_end(most integer) RETURNS TABLE (enterprise_id uuid, consent_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT c."enterpriseId", c.id FROM public.consent c
  WHERE c.state IN ('ACTIVE', 'PAUSED') AND c."expiresAt" <= now() ORDER BY c."expiresAt" LIMIT most;
END;

CREATE FUNCTION guard.applications_past_due(on_date date, most integer) RETURNS TABLE (institution_id uuid, application_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT a."institutionId", a.id FROM public.application a
  WHERE NOT a.escalated AND a."clockStoppedAt" IS NULL
    AND a.state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'IN_APPROVAL')
    AND (a."dueOn" < on_date OR a."ceilingOn" < on_date) ORDER BY a."dueOn" LIMIT most;
END;

CREATE FUNCTION guard.offers_past_end(most integer) RETURNS TABLE (institution_id uuid, application_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT a."institutionId", a.id FROM public.application a
  WHERE a.state = 'OFFERED' AND a."offerValidUntil" <= now()
    AND NOT EXISTS (SELECT FROM public.offer o WHERE o."enterpriseId" = a."enterpriseId" AND o."applicationId" = a.id AND o.answer IS NOT NULL)
  ORDER BY a."offerValidUntil" LIMIT most;
END;

-- Deadlines counted through a year whose calendar was not published: recomputed when it is.
CREATE FUNCTION guard.provisional_deadlines(most integer) RETURNS TABLE (institution_id uuid, application_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT a."institutionId", a.id FROM public.application a
  WHERE a.provisional AND a.state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL') ORDER BY a.id LIMIT most;
END;

-- The number of the enterprise's portrait of today, for an application whose pinned one was superseded. The number shows
-- nothing: the portrait itself opens by guard.open_portrait only.
CREATE FUNCTION guard.current_portrait(application_id uuid) RETURNS uuid
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
  WHERE p."enterpriseId" = app."enterpriseId" AND p."supersededAt" IS NULL ORDER BY p."createdAt" DESC LIMIT 1;
  RETURN portrait_id;
END
$$;

-- The enterprise grants anew for an application whose consent ended: from now on it stands on the new consent.
CREATE FUNCTION guard.stand_on_consent(application_id uuid, consent_id uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.application a SET "consentId" = consent_id
  WHERE a."enterpriseId" = guard.tenant('ENTERPRISE') AND a.id = application_id
    AND EXISTS (SELECT FROM public.consent c WHERE c."enterpriseId" = a."enterpriseId" AND c.id = consent_id AND c.state = 'ACTIVE'
                  AND c."institutionId" = a."institutionId" AND c."applicationId" = a.id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such application or consent' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- ── Signs of life ──────────────────────────────────────────────────────────────────────────────
CREATE TABLE guard.worker_life (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  seen_at  timestamptz NOT NULL
);

CREATE FUNCTION guard.worker_seen() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO guard.worker_life (seen_at) VALUES (now()) ON CONFLICT (only_row) DO UPDATE SET seen_at = excluded.seen_at;
END;

CREATE FUNCTION guard.worker_last_seen() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT seen_at FROM guard.worker_life;
END;

-- ── Facts that hold whatever the application says ──────────────────────────────────────────────
ALTER TABLE public.consent ADD CONSTRAINT consent_and_bank UNIQUE ("enterpriseId", id, "institutionId");
ALTER TABLE public.application
  ADD CONSTRAINT application_never_above_line CHECK (
    "disbursedFen" >= 0 AND "outstandingFen" >= 0
    AND ("grantedFen" IS NULL AND "disbursedFen" = 0 AND "outstandingFen" = 0
      OR revolving AND "outstandingFen" <= "grantedFen" OR NOT revolving AND "disbursedFen" <= "grantedFen")),
  ADD CONSTRAINT application_positive CHECK ("amountFen" > 0 AND "termMonths" > 0),
  ADD CONSTRAINT application_of_consent FOREIGN KEY ("enterpriseId", "consentId", "institutionId")
    REFERENCES public.consent ("enterpriseId", id, "institutionId"),
  ADD CONSTRAINT application_of_portrait FOREIGN KEY ("enterpriseId", "portraitId") REFERENCES public.portrait ("enterpriseId", id);
ALTER TABLE public.decision ADD CONSTRAINT decision_gives_reasons CHECK (outcome = 'GRANT' OR cardinality(reasons) > 0);
ALTER TABLE public.consent ADD CONSTRAINT consent_is_finite CHECK (
  "expiresAt" > "startsAt" AND "lookbackMonths" BETWEEN 1 AND 36 AND "retentionValue" > 0 AND "retentionUnit" IN ('DAY', 'MONTH', 'YEAR')
  AND ("recipientKind" = 'PLATFORM' AND "institutionId" IS NULL OR "recipientKind" = 'INSTITUTION' AND "institutionId" IS NOT NULL));
ALTER TABLE public.portrait
  ADD CONSTRAINT portrait_of_consent FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id);
ALTER TABLE public.snapshot
  ADD CONSTRAINT snapshot_of_consent FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id);
-- Four eyes: whoever recommended an application, by whichever account, does not decide it, nor the other way round. The lock
-- puts a recommendation and a decision that arrive together one after the other.
CREATE FUNCTION guard.four_eyes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.application a WHERE a."enterpriseId" = NEW."enterpriseId" AND a.id = NEW."applicationId" FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM public.account a WHERE a.id = NEW."byAccount" AND a."personId" <> NEW."byPerson") THEN
    RAISE EXCEPTION 'the account is another person''s' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_TABLE_NAME = 'decision' AND EXISTS (SELECT FROM public.recommendation r
      WHERE r."enterpriseId" = NEW."enterpriseId" AND r."applicationId" = NEW."applicationId" AND r."byPerson" = NEW."byPerson")
    OR TG_TABLE_NAME = 'recommendation' AND EXISTS (SELECT FROM public.decision d
      WHERE d."enterpriseId" = NEW."enterpriseId" AND d."applicationId" = NEW."applicationId" AND d."byPerson" = NEW."byPerson") THEN
    RAISE EXCEPTION 'the same person cannot recommend and decide' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER four_eyes BEFORE INSERT ON public.recommendation FOR EACH ROW EXECUTE FUNCTION guard.four_eyes();
CREATE TRIGGER four_eyes BEFORE INSERT ON public.decision FOR EACH ROW EXECUTE FUNCTION guard.four_eyes();

-- The firm answers, withdraws and takes consent away; what the bank has found and granted is not its to write.
CREATE FUNCTION guard.applicant_moves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('ENTERPRISE') IS NOT NULL AND (
    NEW.state NOT IN (OLD.state, 'WITHDRAWN') AND NOT (OLD.state = 'SUPPLEMENT' AND NEW.state = 'DUE_DILIGENCE')
    OR (NEW."portraitId", NEW."needsRefresh", NEW."branchId", NEW."officerId", NEW."officerName", NEW."acceptedAt", NEW."contactedAt",
        NEW."recommendedByPerson", NEW."decidedAt", NEW."grantedFen", NEW."rateBps", NEW."grantedTermMonths", NEW."grantedMethod",
        NEW.revolving, NEW."creditLoan", NEW."offerValidUntil", NEW."contractedAt", NEW."contractNumber", NEW."disbursedFen", NEW."outstandingFen")
      IS DISTINCT FROM
       (OLD."portraitId", OLD."needsRefresh", OLD."branchId", OLD."officerId", OLD."officerName", OLD."acceptedAt", OLD."contactedAt",
        OLD."recommendedByPerson", OLD."decidedAt", OLD."grantedFen", OLD."rateBps", OLD."grantedTermMonths", OLD."grantedMethod",
        OLD.revolving, OLD."creditLoan", OLD."offerValidUntil", OLD."contractedAt", OLD."contractNumber", OLD."disbursedFen", OLD."outstandingFen")) THEN
    RAISE EXCEPTION 'the bank''s to write' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER applicant_moves BEFORE UPDATE ON public.application FOR EACH ROW EXECUTE FUNCTION guard.applicant_moves();

-- One open application for one product: settled by the database, however many windows are open.
CREATE UNIQUE INDEX application_one_open ON public.application ("enterpriseId", "productId")
  WHERE state IN ('SUBMITTED', 'ACCEPTED', 'DUE_DILIGENCE', 'SUPPLEMENT', 'IN_APPROVAL', 'GRANTED', 'OFFERED');
-- What people call an application by: one series for the whole platform.
CREATE SEQUENCE public.application_number OWNED BY public.application.number;
CREATE INDEX application_of_institution ON public.application ("institutionId", id);

-- A reference crosses no tenant: whatever hangs on an application names the bank that the application went to, or a bank
-- could put its rows on another's application. Prisma's reference by (enterpriseId, applicationId) is replaced.
ALTER TABLE public.application
  ADD CONSTRAINT application_and_bank UNIQUE ("enterpriseId", id, "institutionId"),
  ADD CONSTRAINT application_of_product FOREIGN KEY ("institutionId", "productId", "productVersion")
    REFERENCES public.product_version ("institutionId", "productId", version),
  ADD CONSTRAINT application_of_branch FOREIGN KEY ("institutionId", "branchId") REFERENCES public.branch ("institutionId", id);
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['application_event', 'contact_log', 'due_diligence_note', 'supplement_request', 'recommendation', 'decision',
    'offer', 'disbursement', 'repayment'] LOOP
    EXECUTE format('ALTER TABLE public.%1$I DROP CONSTRAINT %2$I, ADD CONSTRAINT %2$I FOREIGN KEY ("enterpriseId", "applicationId", "institutionId")
      REFERENCES public.application ("enterpriseId", id, "institutionId")', name, name || '_enterpriseId_applicationId_fkey');
  END LOOP;
  -- A reversal takes back a report of the same bank on the same application.
  FOREACH name IN ARRAY ARRAY['disbursement', 'repayment'] LOOP
    EXECUTE format('ALTER TABLE public.%1$I ADD CONSTRAINT %2$I UNIQUE ("enterpriseId", id, "institutionId", "applicationId")',
      name, name || '_and_bank');
    EXECUTE format('ALTER TABLE public.%1$I ADD CONSTRAINT %2$I FOREIGN KEY ("enterpriseId", "reversesId", "institutionId", "applicationId")
      REFERENCES public.%1$I ("enterpriseId", id, "institutionId", "applicationId")', name, name || '_reverses_own');
    EXECUTE format('ALTER TABLE public.%1$I ADD CONSTRAINT %2$I FOREIGN KEY ("institutionId", "batchId")
      REFERENCES public.report_batch ("institutionId", id)', name, name || '_of_batch');
  END LOOP;
END
$$;
ALTER TABLE public.consent
  ADD CONSTRAINT consent_of_institution FOREIGN KEY ("institutionId") REFERENCES public.institution ("institutionId");
ALTER TABLE public.pull_run
  ADD CONSTRAINT pull_run_of_consent FOREIGN KEY ("enterpriseId", "consentId") REFERENCES public.consent ("enterpriseId", id);
ALTER TABLE public.product
  ADD CONSTRAINT product_of_institution FOREIGN KEY ("institutionId") REFERENCES public.institution ("institutionId");
ALTER TABLE public.membership
  ADD CONSTRAINT membership_of_branch FOREIGN KEY ("organisationId", "branchId") REFERENCES public.branch ("institutionId", id);
ALTER TABLE public.invitation
  ADD CONSTRAINT invitation_of_branch FOREIGN KEY ("organisationId", "branchId") REFERENCES public.branch ("institutionId", id);

-- ── Row-level security ─────────────────────────────────────────────────────────────────────────
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations' LOOP
    EXECUTE format('ALTER TABLE public.%I OWNER TO tenancy_owner', name);
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    -- The guard's own reach, used by its definer functions only; nobody logs in as it.
    EXECUTE format('CREATE POLICY guard ON public.%I TO tenancy_guard USING (true)', name);
  END LOOP;
END
$$;

-- Each login role has policies of its own, so that a plan holds only the conditions of its role: an "own row OR office"
-- in one policy would cost every tenant's list its index. Columns: table, policy, command, role, condition.
DO $$
DECLARE
  enterprise  CONSTANT text := '(SELECT guard.tenant(''ENTERPRISE''))';
  institution CONSTANT text := '(SELECT guard.tenant(''INSTITUTION''))';
  anyone      CONSTANT text := '(SELECT guard.tenant(''ENTERPRISE'', ''INSTITUTION'', ''AGENCY''))';
  worker      CONSTANT text := '(SELECT guard.tenant(''WORKER''))';
  office      CONSTANT text := '(SELECT guard.tenant(''OFFICE'')) IS NOT NULL';
  operator    CONSTANT text := '(SELECT guard.tenant(''OPERATOR'')) IS NOT NULL';
  row record;
BEGIN
  FOR row IN SELECT * FROM (VALUES
    -- Organisations and people
    ('organisation', 'own', 'SELECT', 'app_tenant', 'id = ' || anyone),
    ('organisation', 'office', 'SELECT', 'app_office', office),
    ('organisation', 'operator', 'ALL', 'app_operator', operator),
    ('organisation', 'job', 'SELECT', 'app_worker', 'id = ' || worker),
    ('organisation', 'auth', 'ALL', 'app_auth', 'true'),
    ('enterprise', 'own', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('enterprise', 'office', 'SELECT', 'app_office', office || ' AND coalesce((SELECT guard.county()), "countyCode") = "countyCode"'),
    ('enterprise', 'operator', 'SELECT', 'app_operator', operator),
    ('enterprise', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('enterprise', 'auth', 'ALL', 'app_auth', 'true'),
    ('person', 'operator', 'ALL', 'app_operator', operator),
    ('person', 'auth', 'ALL', 'app_auth', 'true'),
    ('account', 'colleague', 'SELECT', 'app_tenant',
      'EXISTS (SELECT FROM public.membership m WHERE m."accountId" = account.id AND m."organisationId" = ' || anyone || ')'),
    ('account', 'office', 'SELECT', 'app_office',
      'EXISTS (SELECT FROM public.membership m WHERE m."accountId" = account.id AND m."organisationId" = (SELECT guard.tenant(''OFFICE'')))'),
    ('account', 'operator', 'ALL', 'app_operator', operator),
    ('account', 'auth', 'ALL', 'app_auth', 'true'),
    ('membership', 'own', 'ALL', 'app_tenant', '"organisationId" = ' || anyone),
    ('membership', 'office', 'ALL', 'app_office', '"organisationId" = (SELECT guard.tenant(''OFFICE''))'),
    ('membership', 'operator', 'ALL', 'app_operator', operator),
    ('membership', 'auth', 'ALL', 'app_auth', 'true'),
    ('invitation', 'own', 'ALL', 'app_tenant', '"organisationId" = ' || anyone),
    ('invitation', 'office', 'ALL', 'app_office', '"organisationId" = (SELECT guard.tenant(''OFFICE''))'),
    ('invitation', 'operator', 'ALL', 'app_operator', operator),
    ('invitation', 'auth', 'ALL', 'app_auth', 'true'),
    ('enterprise_claim', 'operator', 'ALL', 'app_operator', operator),
    ('enterprise_claim', 'auth', 'ALL', 'app_auth', 'true'),
    ('recovery_challenge', 'auth', 'ALL', 'app_auth', 'true'),
    ('sign_in_failure', 'auth', 'ALL', 'app_auth', 'true'),
    -- Reference tables: who lends, who provides, what is on offer
    ('institution', 'signed_in', 'SELECT', 'app_tenant', '(SELECT guard.actor()) IS NOT NULL'),
    ('institution', 'office', 'SELECT', 'app_office', office),
    ('institution', 'operator', 'ALL', 'app_operator', operator),
    ('institution', 'published', 'SELECT', 'app_public', 'true'),
    ('branch', 'signed_in', 'SELECT', 'app_tenant', '(SELECT guard.actor()) IS NOT NULL'),
    ('branch', 'office', 'SELECT', 'app_office', office),
    ('branch', 'operator', 'ALL', 'app_operator', operator),
    ('branch', 'published', 'SELECT', 'app_public', 'true'),
    ('agency', 'signed_in', 'SELECT', 'app_tenant', '(SELECT guard.actor()) IS NOT NULL'),
    ('agency', 'office', 'SELECT', 'app_office', office),
    ('agency', 'operator', 'ALL', 'app_operator', operator),
    ('agency', 'job', 'SELECT', 'app_worker', worker || ' IS NOT NULL'),
    ('agency', 'auth', 'SELECT', 'app_auth', 'true'),
    ('product', 'own', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('product', 'on_offer', 'SELECT', 'app_tenant', 'state = ''PUBLISHED'' AND ' || enterprise || ' IS NOT NULL'),
    ('product', 'office', 'SELECT', 'app_office', office),
    ('product', 'operator', 'SELECT', 'app_operator', operator),
    ('product', 'published', 'SELECT', 'app_public', 'state = ''PUBLISHED'''),
    ('product_version', 'own', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('product_version', 'drafts', 'INSERT', 'app_tenant', '"institutionId" = ' || institution),
    -- What was on offer stays as it was on offer; the loop below lets this one update publish.
    ('product_version', 'edits_draft', 'UPDATE', 'app_tenant', '"publishedAt" IS NULL AND "institutionId" = ' || institution),
    ('product_version', 'on_offer', 'SELECT', 'app_tenant', '"publishedAt" IS NOT NULL AND ' || enterprise || ' IS NOT NULL'),
    ('product_version', 'office', 'SELECT', 'app_office', office),
    ('product_version', 'operator', 'SELECT', 'app_operator', operator),
    ('product_version', 'published', 'SELECT', 'app_public', '"publishedAt" IS NOT NULL'),
    -- Consent
    ('consent', 'giver', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('consent', 'recipient', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('consent', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('consent_event', 'giver', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('consent_event', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    -- Sources and portrait
    ('pull_run', 'own', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('pull_run', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('pull_run', 'operator', 'SELECT', 'app_operator', operator),
    ('pull_task', 'own', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('pull_task', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('pull_task', 'operator', 'SELECT', 'app_operator', operator),
    ('pull_task', 'provider', 'SELECT', 'app_tenant',
      '"dataClass" IN (SELECT unnest(g."dataClasses") FROM public.agency g WHERE g."agencyId" = (SELECT guard.tenant(''AGENCY'')))'),
    ('snapshot', 'own', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('snapshot', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('refused_answer', 'own', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('refused_answer', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    ('refused_answer', 'operator', 'SELECT', 'app_operator', operator),
    ('refused_answer', 'provider', 'SELECT', 'app_tenant', '"agencyId" = (SELECT guard.tenant(''AGENCY''))'),
    ('portrait', 'own', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('portrait', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker),
    -- Only the transaction that has put this very read on record.
    ('portrait', 'on_record', 'SELECT', 'app_tenant',
      'EXISTS (SELECT FROM public.access_record r WHERE r."enterpriseId" = portrait."enterpriseId" AND r."portraitId" = portrait.id'
      -- The number alone would come round again in a restored server; number and start together do not.
      || ' AND r."readerOrganisationId" = ' || institution || ' AND r."transactionId" = (SELECT guard.transaction_number())'
      || ' AND r.at = transaction_timestamp()::timestamptz(3))'),
    -- Lending
    ('application_draft', 'own', 'ALL', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('application', 'applicant', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('application', 'applies', 'INSERT', 'app_tenant',
      'state = ''SUBMITTED'' AND "grantedFen" IS NULL AND "enterpriseId" = ' || enterprise),
    ('application', 'applicant_moves', 'UPDATE', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('application', 'recipient', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('application', 'recipient_moves', 'UPDATE', 'app_tenant', '"institutionId" = ' || institution),
    ('application', 'office', 'SELECT', 'app_office', office || ' AND coalesce((SELECT guard.county()), "countyCode") = "countyCode"'),
    ('application', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker || ' OR "institutionId" = ' || worker),
    ('application_event', 'applicant', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('application_event', 'recipient', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('application_event', 'record', 'INSERT', 'app_tenant',
      '"byAccount" = (SELECT guard.actor()) AND "byOrganisation" = ' || anyone
      || ' AND ("enterpriseId" = ' || enterprise || ' OR "institutionId" = ' || institution || ')'),
    ('application_event', 'office', 'SELECT', 'app_office',
      office || ' AND EXISTS (SELECT FROM public.application a WHERE a."enterpriseId" = application_event."enterpriseId" AND a.id = "applicationId")'),
    ('application_event', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker || ' OR "institutionId" = ' || worker),
    ('contact_log', 'applicant', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('contact_log', 'recipient', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('due_diligence_note', 'recipient', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    -- One side writes the question, the other the answer.
    ('supplement_request', 'applicant', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('supplement_request', 'applicant_answers', 'UPDATE', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('supplement_request', 'recipient', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('supplement_request', 'recipient_asks', 'INSERT', 'app_tenant', '"institutionId" = ' || institution),
    ('recommendation', 'recipient', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('decision', 'applicant', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('decision', 'recipient', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('decision', 'office', 'SELECT', 'app_office',
      office || ' AND EXISTS (SELECT FROM public.application a WHERE a."enterpriseId" = decision."enterpriseId" AND a.id = "applicationId")'),
    ('offer', 'applicant', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('offer', 'applicant_answers', 'UPDATE', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('offer', 'recipient', 'SELECT', 'app_tenant', '"institutionId" = ' || institution),
    ('offer', 'recipient_offers', 'INSERT', 'app_tenant', '"institutionId" = ' || institution),
    ('offer', 'job', 'ALL', 'app_worker', '"enterpriseId" = ' || worker || ' OR "institutionId" = ' || worker),
    -- Disbursement
    ('disbursement', 'borrower', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('disbursement', 'lender', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('disbursement', 'office', 'SELECT', 'app_office',
      office || ' AND EXISTS (SELECT FROM public.application a WHERE a."enterpriseId" = disbursement."enterpriseId" AND a.id = "applicationId")'),
    ('repayment', 'borrower', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('repayment', 'lender', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('repayment', 'office', 'SELECT', 'app_office',
      office || ' AND EXISTS (SELECT FROM public.application a WHERE a."enterpriseId" = repayment."enterpriseId" AND a.id = "applicationId")'),
    ('report_reference', 'lender', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('report_batch', 'lender', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    ('report_batch', 'office', 'SELECT', 'app_office', office),
    ('report_line', 'lender', 'ALL', 'app_tenant', '"institutionId" = ' || institution),
    -- Records and notices
    ('access_record', 'subject', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('access_record', 'reader', 'SELECT', 'app_tenant', '"readerOrganisationId" = ' || institution),
    ('access_record', 'auditor', 'SELECT', 'app_operator', operator),
    ('ledger_entry', 'own', 'SELECT', 'app_tenant', '"organisationId" = ' || anyone),
    ('ledger_entry', 'subject', 'SELECT', 'app_tenant', '"enterpriseId" = ' || enterprise),
    ('ledger_entry', 'record', 'INSERT', 'app_tenant', '"organisationId" = ' || anyone || ' AND "actorId" = (SELECT guard.actor())'),
    ('ledger_entry', 'office_record', 'INSERT', 'app_office',
      '"organisationId" = (SELECT guard.tenant(''OFFICE'')) AND "actorId" = (SELECT guard.actor())'),
    ('ledger_entry', 'operator_record', 'INSERT', 'app_operator',
      '"organisationId" = (SELECT guard.tenant(''OPERATOR'')) AND "actorId" = (SELECT guard.actor())'),
    ('ledger_entry', 'auditor', 'SELECT', 'app_operator', operator),
    ('ledger_entry', 'job', 'ALL', 'app_worker', '"organisationId" = ' || worker),
    ('ledger_entry', 'auth', 'INSERT', 'app_auth', 'true'),
    ('notice', 'own', 'ALL', 'app_tenant',
      '"organisationId" = ' || anyone || ' AND ("accountId" IS NULL OR "accountId" = (SELECT guard.actor()))'),
    ('notice', 'office', 'ALL', 'app_office', '"organisationId" = (SELECT guard.tenant(''OFFICE''))'),
    ('notice', 'operator', 'ALL', 'app_operator', '"organisationId" = (SELECT guard.tenant(''OPERATOR''))'),
    ('notice', 'auth', 'INSERT', 'app_auth', 'true')
  ) AS policy (on_table, name, command, role, condition) LOOP
    EXECUTE format('CREATE POLICY %I ON public.%I FOR %s TO %I %s (%s)', row.name, row.on_table, row.command, row.role,
      CASE row.command WHEN 'INSERT' THEN 'WITH CHECK' ELSE 'USING' END, row.condition);
  END LOOP;
  EXECUTE format('ALTER POLICY edits_draft ON public.product_version WITH CHECK ("institutionId" = %s)', institution);
END
$$;

-- ── Privileges ─────────────────────────────────────────────────────────────────────────────────
-- Never TRUNCATE, REFERENCES or TRIGGER: row-level security does not apply to them. Facts are appended: no UPDATE or
-- DELETE on them for anyone. Where a row lives on, only the columns that may change are granted.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tenancy_guard;
REVOKE ALL ON public._prisma_migrations FROM tenancy_guard;

GRANT SELECT ON public.organisation, public.enterprise, public.institution, public.branch, public.agency TO app_tenant;
GRANT SELECT (id, name, "loginName", "createdAt", "disabledAt") ON public.account TO app_tenant, app_office;
GRANT SELECT, UPDATE ("disabledAt", "branchId") ON public.membership TO app_tenant, app_office, app_operator;
GRANT SELECT, INSERT, UPDATE ("revokedAt") ON public.invitation TO app_tenant, app_office, app_operator;
GRANT SELECT, INSERT, UPDATE (state, "currentVersion") ON public.product TO app_tenant;
GRANT SELECT, INSERT, UPDATE ("publishedBy", "publishedByName", "publishedAt", "editedByPerson", "editedByName", "editedAt", name, "nameEn",
  summary, "summaryEn", terms) ON public.product_version TO app_tenant;
GRANT SELECT, INSERT, UPDATE (state, version, "endedAt", "endReason") ON public.consent TO app_tenant;
GRANT SELECT, INSERT ON public.consent_event TO app_tenant, app_worker;
GRANT SELECT, INSERT, UPDATE ("finishedAt", "portraitId") ON public.pull_run TO app_tenant;
GRANT SELECT, INSERT, UPDATE (state, attempts, failure, "startedAt", "finishedAt", "snapshotId") ON public.pull_task TO app_tenant;
GRANT SELECT ON public.snapshot, public.refused_answer, public.portrait TO app_tenant;
GRANT SELECT, INSERT, DELETE, UPDATE ("productVersion", answers, version, "updatedAt", "updatedByName") ON public.application_draft TO app_tenant;
GRANT SELECT, INSERT ON public.application TO app_tenant;
GRANT USAGE ON SEQUENCE public.application_number TO app_tenant;
GRANT UPDATE (state, version, suspended, escalated, "needsRefresh", "portraitId", "branchId", "officerId", "officerName", "acceptedAt",
  "contactedAt", "recommendedByPerson", "decidedAt", "deadlineKind", "dueOn", "ceilingOn", provisional, "clockStoppedAt", "stoppedDays",
  "grantedFen", "rateBps", "grantedTermMonths", "grantedMethod", revolving, "creditLoan", "offerValidUntil", "contractedAt",
  "contractNumber", "disbursedFen", "outstandingFen") ON public.application TO app_tenant, app_worker;
GRANT SELECT, INSERT ON public.application_event TO app_tenant, app_worker;
GRANT SELECT, INSERT ON public.contact_log, public.due_diligence_note, public.recommendation, public.decision TO app_tenant;
GRANT SELECT, INSERT, UPDATE (answer, "answeredBy", "answeredAt") ON public.supplement_request TO app_tenant;
GRANT SELECT, INSERT, UPDATE (answer, "answeredBy", "answeredAt") ON public.offer TO app_tenant, app_worker;
GRANT SELECT, INSERT ON public.disbursement, public.repayment, public.report_reference, public.report_batch TO app_tenant;
GRANT SELECT, INSERT, UPDATE ("handledAt") ON public.report_line TO app_tenant;
GRANT SELECT ON public.access_record TO app_tenant, app_operator;
GRANT SELECT, INSERT ON public.ledger_entry TO app_tenant, app_operator, app_worker;
GRANT INSERT ON public.ledger_entry TO app_office, app_auth;
GRANT SELECT, UPDATE ("readAt") ON public.notice TO app_tenant, app_office, app_operator;

GRANT SELECT ON public.organisation, public.enterprise, public.institution, public.branch, public.agency, public.product, public.product_version,
  public.application, public.application_event, public.decision, public.disbursement, public.repayment, public.report_batch TO app_office;

GRANT SELECT, INSERT, UPDATE (name, "nameEn", "disabledAt") ON public.organisation TO app_operator;
GRANT SELECT ON public.enterprise, public.pull_run, public.pull_task, public.refused_answer, public.product, public.product_version TO app_operator;
GRANT SELECT, INSERT, UPDATE ON public.institution, public.branch, public.agency TO app_operator;
GRANT SELECT, INSERT ON public.person, public.membership TO app_operator;
GRANT SELECT (id, "personId", "loginName", name, contact, "createdAt", "disabledAt"), INSERT, UPDATE ("disabledAt") ON public.account TO app_operator;
GRANT SELECT, UPDATE (state, "settledBy", "settledAt", "settlementNote") ON public.enterprise_claim TO app_operator;

GRANT SELECT, INSERT, UPDATE ON public.organisation, public.enterprise, public.person, public.account, public.membership, public.invitation,
  public.enterprise_claim, public.recovery_challenge TO app_auth;
GRANT SELECT, INSERT, DELETE ON public.sign_in_failure TO app_auth;
GRANT SELECT ON public.agency TO app_auth, app_worker;
GRANT INSERT ON public.notice TO app_auth;

GRANT SELECT ON public.organisation TO app_worker;
GRANT SELECT, UPDATE ON public.enterprise TO app_worker;
GRANT SELECT, UPDATE (state, version, "endedAt", "endReason") ON public.consent TO app_worker;
GRANT SELECT, UPDATE ("finishedAt", "portraitId") ON public.pull_run TO app_worker;
GRANT SELECT, UPDATE (state, attempts, failure, "startedAt", "finishedAt", "snapshotId") ON public.pull_task TO app_worker;
GRANT SELECT, INSERT ON public.snapshot, public.refused_answer TO app_worker;
GRANT SELECT, INSERT, UPDATE ("supersededAt") ON public.portrait TO app_worker;
GRANT SELECT ON public.application TO app_worker;

GRANT SELECT ON public.institution, public.branch TO app_public;
GRANT SELECT ("institutionId", id, code, state, "currentVersion") ON public.product TO app_public;
GRANT SELECT ("institutionId", "productId", version, name, "nameEn", summary, "summaryEn", terms, "publishedAt") ON public.product_version TO app_public;

SELECT guard.rotate_key();
ALTER TABLE guard.context_key OWNER TO tenancy_guard;
ALTER TABLE guard.session OWNER TO tenancy_guard;
ALTER TABLE guard.worker_life OWNER TO tenancy_guard;
DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOR guard_function IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'guard'::regnamespace LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.tenant(text[]), guard.actor() TO app_tenant, app_office, app_operator, app_worker;
GRANT EXECUTE ON FUNCTION guard.county() TO app_office;
GRANT EXECUTE ON FUNCTION guard.transaction_number() TO app_tenant;
GRANT EXECUTE ON FUNCTION guard.enter(text), guard.close_session(text) TO app_tenant, app_office, app_operator;
GRANT EXECUTE ON FUNCTION guard.consent_hold(uuid, uuid) TO app_tenant, app_worker;
GRANT EXECUTE ON FUNCTION guard.open_portrait(uuid, text, text[]) TO app_tenant;
GRANT EXECUTE ON FUNCTION guard.current_portrait(uuid), guard.stand_on_consent(uuid, uuid) TO app_tenant;
GRANT EXECUTE ON FUNCTION guard.record_supervision(uuid[], text, text[]) TO app_office, app_operator;
GRANT EXECUTE ON FUNCTION guard.notify(uuid, uuid, text, text, jsonb, text), guard.enqueue(text, jsonb, text)
  TO app_tenant, app_office, app_operator, app_worker;
GRANT EXECUTE ON FUNCTION guard.enter_job(uuid, uuid), guard.consents_past_end(integer), guard.applications_past_due(date, integer),
  guard.offers_past_end(integer), guard.provisional_deadlines(integer) TO app_worker;
GRANT EXECUTE ON FUNCTION guard.open_session(bytea, uuid, uuid, interval, interval), guard.whoami(text),
  guard.switch_session(text, uuid, interval, interval), guard.my_sessions(text), guard.close_other_sessions(text, text), guard.close_session(text), guard.close_sessions_of(uuid) TO app_auth;
GRANT EXECUTE ON FUNCTION guard.close_sessions_of(uuid) TO app_operator;
GRANT EXECUTE ON FUNCTION guard.worker_seen() TO app_worker;
GRANT EXECUTE ON FUNCTION guard.worker_last_seen() TO app_public;

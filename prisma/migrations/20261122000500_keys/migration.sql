-- Data keys (ADR 0013): every enterprise's records and every person's number are enciphered under a key of their own, which
-- lies here wrapped under a key that the database never sees. Destroying the wrapped key erases what it sealed.

-- ── Keys ───────────────────────────────────────────────────────────────────────────────────────
-- In the guard's schema: no login role reads keys in bulk; two functions hand out those of the asker's own.
CREATE TABLE guard.data_key (
  owner_id     uuid NOT NULL,
  purpose      text NOT NULL CHECK (purpose IN ('RECORDS', 'PEOPLE')),
  version      integer NOT NULL CHECK (version > 0),
  kek_id       text,
  -- 96-bit nonce, 256-bit key, 128-bit tag
  wrapped      bytea CHECK (length(wrapped) = 60),
  made_at      timestamptz NOT NULL DEFAULT now(),
  destroyed_at timestamptz,
  PRIMARY KEY (owner_id, purpose, version),
  CONSTRAINT data_key_kept_or_destroyed CHECK ((destroyed_at IS NULL) = (wrapped IS NOT NULL AND kek_id IS NOT NULL))
);
-- One key seals at a time.
CREATE UNIQUE INDEX data_key_current ON guard.data_key (owner_id, purpose) WHERE destroyed_at IS NULL;

-- Two persons destroy keys: one asks with a reason, another agrees.
CREATE TABLE guard.erasure (
  id             uuid PRIMARY KEY,
  subject        text NOT NULL CHECK (subject IN ('ENTERPRISE', 'PERSON')),
  subject_id     uuid NOT NULL,
  reason         text NOT NULL CHECK (length(reason) BETWEEN 5 AND 500),
  asked_by       uuid NOT NULL,
  asked_person   uuid NOT NULL,
  asked_at       timestamptz NOT NULL DEFAULT now(),
  settled_by     uuid,
  settled_at     timestamptz,
  verdict        text CHECK (verdict IN ('CONFIRM', 'REJECT')),
  keys_destroyed integer,
  CONSTRAINT erasure_settled_whole CHECK ((settled_by IS NULL) = (settled_at IS NULL) AND (settled_at IS NULL) = (verdict IS NULL))
);
CREATE UNIQUE INDEX erasure_open ON guard.erasure (subject_id) WHERE settled_at IS NULL;
ALTER TABLE guard.data_key OWNER TO tenancy_guard;
ALTER TABLE guard.erasure OWNER TO tenancy_guard;

-- Whether this transaction may use a key. RECORDS: the enterprise itself and its jobs. PEOPLE: sign-in, the operator, who
-- settles claims, and whoever invited the person.
CREATE FUNCTION guard.may_use_key(owner_id uuid, purpose text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Never NULL: what is neither true nor false would slip through a refusal.
  RETURN coalesce(CASE purpose
    WHEN 'RECORDS' THEN owner_id = guard.tenant('ENTERPRISE', 'WORKER')
    WHEN 'PEOPLE' THEN session_user = 'app_auth' OR guard.tenant('OPERATOR') IS NOT NULL
      OR owner_id = guard.tenant('WORKER')
      OR EXISTS (SELECT FROM public.invitation i WHERE i.id = owner_id
                   AND i."organisationId" = guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE'))
    ELSE false END, false);
END
$$;

CREATE FUNCTION guard.data_keys(owner_ids uuid[], purpose text)
RETURNS TABLE ("ownerId" uuid, version integer, "kekId" text, wrapped bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT k.owner_id, k.version, k.kek_id, k.wrapped FROM guard.data_key k
    WHERE k.owner_id = ANY (owner_ids) AND k.purpose = data_keys.purpose AND guard.may_use_key(k.owner_id, k.purpose);
END
$$;

-- Stores a new key where its owner has none, and returns the one that stands. A person's key is made before the row that it is
-- for; only a key that was not there before is handed to whoever made it.
CREATE FUNCTION guard.add_data_key(of_owner uuid, for_purpose text, as_version integer, under_kek text, wrapped_key bytea)
RETURNS TABLE ("ownerId" uuid, version integer, "kekId" text, wrapped bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  own boolean := guard.may_use_key(of_owner, for_purpose);
  made integer;
BEGIN
  IF NOT own AND NOT (for_purpose = 'PEOPLE' AND guard.tenant('ENTERPRISE', 'INSTITUTION', 'AGENCY', 'OFFICE') IS NOT NULL) THEN
    RAISE EXCEPTION 'no key of the asker''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO guard.data_key (owner_id, purpose, version, kek_id, wrapped)
  VALUES (of_owner, for_purpose, as_version, under_kek, wrapped_key)
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS made = ROW_COUNT;
  IF made = 0 AND NOT own THEN
    RAISE EXCEPTION 'no key of the asker''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT k.owner_id, k.version, k.kek_id, k.wrapped FROM guard.data_key k
    WHERE k.owner_id = of_owner AND k.purpose = for_purpose AND k.destroyed_at IS NULL;
END
$$;

-- ── Destroying keys ────────────────────────────────────────────────────────────────────────────
-- Only of an enterprise or a person that has left: an account in use could not be reached, a firm in use not be read.
CREATE FUNCTION guard.ask_erasure(erasure_id uuid, subject text, subject_name text, reason text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
  found_id uuid;
  in_use boolean;
BEGIN
  IF operator IS NULL THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF subject = 'ENTERPRISE' THEN
    SELECT e."enterpriseId", o."disabledAt" IS NULL INTO found_id, in_use
    FROM public.enterprise e JOIN public.organisation o ON o.id = e."enterpriseId" WHERE e."creditCode" = subject_name;
  ELSE
    SELECT a."personId" INTO found_id FROM public.account a WHERE a."loginName" = subject_name;
    SELECT bool_or(a."disabledAt" IS NULL) INTO in_use FROM public.account a WHERE a."personId" = found_id;
  END IF;
  IF found_id IS NULL THEN RETURN 'keys.unknown-subject'; END IF;
  IF in_use THEN RETURN 'keys.still-in-use'; END IF;
  IF NOT EXISTS (SELECT FROM guard.data_key k WHERE k.owner_id = found_id AND k.destroyed_at IS NULL) THEN
    RETURN 'keys.already-erased';
  END IF;
  BEGIN
    INSERT INTO guard.erasure (id, subject, subject_id, reason, asked_by, asked_person)
    SELECT erasure_id, ask_erasure.subject, found_id, ask_erasure.reason, guard.actor(), a."personId"
    FROM public.account a WHERE a.id = guard.actor();
  EXCEPTION WHEN unique_violation THEN
    RETURN 'keys.already-asked';
  END;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
  VALUES (operator, uuidv7(), 'keys.erasure-asked', guard.actor(), CASE subject WHEN 'ENTERPRISE' THEN found_id END, erasure_id,
    jsonb_build_object('subject', subject));
  RETURN NULL;
END
$$;

-- The second person's word: with CONFIRM the wrapped keys are gone. A person's number also stands in the invitations and
-- claims by which they came; those keys go with it. Returns a refusal, or null.
CREATE FUNCTION guard.settle_erasure(erasure_id uuid, verdict text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
  asked guard.erasure;
  person uuid;
  gone integer := 0;
BEGIN
  IF operator IS NULL THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO asked FROM guard.erasure e WHERE e.id = erasure_id FOR UPDATE;
  IF NOT FOUND THEN RETURN 'not-found'; END IF;
  IF asked.settled_at IS NOT NULL THEN RETURN 'keys.already-settled'; END IF;
  SELECT a."personId" INTO person FROM public.account a WHERE a.id = guard.actor();
  -- Whoever asked may take it back alone, but not carry it out.
  IF verdict = 'CONFIRM' AND person = asked.asked_person THEN RETURN 'keys.four-eyes'; END IF;
  IF verdict = 'CONFIRM' THEN
    UPDATE guard.data_key k SET wrapped = NULL, kek_id = NULL, destroyed_at = now()
    WHERE k.destroyed_at IS NULL AND (k.owner_id = asked.subject_id OR asked.subject = 'PERSON' AND k.purpose = 'PEOPLE' AND k.owner_id IN (
      SELECT i.id FROM public.invitation i JOIN public.person p ON p."contactHash" = i."contactIndex" WHERE p.id = asked.subject_id
      UNION ALL
      SELECT c.id FROM public.enterprise_claim c JOIN public.person p ON p."contactHash" = c."contactIndex" WHERE p.id = asked.subject_id));
    GET DIAGNOSTICS gone = ROW_COUNT;
    -- In the ledger's leaves too nobody can tell any more who it was.
    IF asked.subject = 'ENTERPRISE' THEN
      PERFORM guard.destroy_pseudonym_key(asked.subject_id);
    ELSE
      PERFORM guard.destroy_pseudonym_key(a.id) FROM public.account a WHERE a."personId" = asked.subject_id;
    END IF;
    -- What the number was found by would still tell it to whoever holds the index key and tries all numbers.
    IF asked.subject = 'PERSON' THEN
      UPDATE public.invitation i SET "contactIndex" = NULL FROM public.person p WHERE p.id = asked.subject_id AND p."contactHash" = i."contactIndex";
      UPDATE public.enterprise_claim c SET "contactIndex" = NULL FROM public.person p WHERE p.id = asked.subject_id AND p."contactHash" = c."contactIndex";
      UPDATE public.person p SET "contactHash" = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) WHERE p.id = asked.subject_id;
    END IF;
  END IF;
  UPDATE guard.erasure e SET settled_by = guard.actor(), settled_at = now(), verdict = settle_erasure.verdict, keys_destroyed = gone
  WHERE e.id = erasure_id;
  INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", "enterpriseId", "subjectId", body)
  VALUES (operator, uuidv7(), CASE verdict WHEN 'CONFIRM' THEN 'keys.destroyed' ELSE 'keys.erasure-rejected' END, guard.actor(),
    CASE asked.subject WHEN 'ENTERPRISE' THEN asked.subject_id END, erasure_id,
    jsonb_build_object('subject', asked.subject, 'askedBy', asked.asked_by, 'keys', gone));
  RETURN NULL;
END
$$;

-- What was asked and what came of it, for the operator and the auditor. No number, no key.
CREATE FUNCTION guard.erasures() RETURNS TABLE (id uuid, subject text, name text, reason text, "askedBy" text, "askedById" uuid, "askedAt" timestamptz,
  "settledBy" text, "settledAt" timestamptz, verdict text, keys integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF guard.tenant('OPERATOR') IS NULL THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT e.id, e.subject, coalesce(f.name, p.name), e.reason, a.name, e.asked_by, e.asked_at, s.name, e.settled_at, e.verdict, e.keys_destroyed
    FROM guard.erasure e LEFT JOIN public.enterprise f ON f."enterpriseId" = e.subject_id LEFT JOIN public.person p ON p.id = e.subject_id
    LEFT JOIN public.account a ON a.id = e.asked_by LEFT JOIN public.account s ON s.id = e.settled_by
    ORDER BY e.asked_at DESC LIMIT 200;
END
$$;

-- ── Sealed columns ─────────────────────────────────────────────────────────────────────────────
-- Equality search over numbers that cannot be read: HMAC-SHA-256 under a key of its own, as in person."contactHash".
ALTER TABLE public.invitation ADD COLUMN "contactIndex" bytea;
ALTER TABLE public.enterprise_claim ADD COLUMN "contactIndex" bytea;
CREATE INDEX "invitation_contactIndex_idx" ON public.invitation ("contactIndex");
CREATE INDEX "enterprise_claim_contactIndex_idx" ON public.enterprise_claim ("contactIndex");
-- Nothing is written in the clear any more, whoever forgets to seal. Rows from before are sealed once, at the next start
-- (prisma/keys/seal-existing.ts), which then declares these valid for all.
ALTER TABLE public.account ADD CONSTRAINT account_contact_sealed CHECK (starts_with(contact, 'enc.v1.')) NOT VALID;
ALTER TABLE public.invitation ADD CONSTRAINT invitation_contact_sealed CHECK (starts_with(contact, 'enc.v1.')) NOT VALID;
ALTER TABLE public.enterprise_claim ADD CONSTRAINT claim_contact_sealed CHECK (starts_with(contact, 'enc.v1.')) NOT VALID;
ALTER TABLE public.snapshot ADD CONSTRAINT snapshot_answer_sealed CHECK (starts_with("signedAnswer", 'enc.v1.')) NOT VALID;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['may_use_key(uuid, text)', 'data_keys(uuid[], text)', 'add_data_key(uuid, text, integer, text, bytea)',
    'ask_erasure(uuid, text, text, text)', 'settle_erasure(uuid, text)', 'erasures()'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.data_keys(uuid[], text), guard.add_data_key(uuid, text, integer, text, bytea)
  TO app_tenant, app_office, app_operator, app_auth, app_worker;
GRANT EXECUTE ON FUNCTION guard.ask_erasure(uuid, text, text, text), guard.settle_erasure(uuid, text), guard.erasures() TO app_operator;

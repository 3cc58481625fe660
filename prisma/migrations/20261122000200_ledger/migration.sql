-- The ledger (ADR 0010): every act and every read becomes one leaf of a Merkle tree.
--
--   ledger_entry, access_record --deferred trigger, at COMMIT--> guard.ledger_pending
--     --guard.sequence_ledger(), by app_sequencer alone--> guard.ledger_leaf --tiles, checkpoints--> disk
--
-- The leaf is made here, and not by the application, so that no path past it exists: not a use case that writes by SQL, not
-- a guard function, not a new screen. It is made by a *deferred* trigger, so that its ticket is drawn while its transaction
-- commits: after everything that the transaction has waited for or seen. Hence tickets follow the order of commits wherever
-- anyone can observe that order; numbers drawn at the insert would not (a long transaction commits after a later one).

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_sequencer') THEN
    CREATE ROLE app_sequencer LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO app_sequencer', current_database());
END
$$;
GRANT USAGE ON SCHEMA guard TO app_sequencer;

-- ── Pseudonyms ─────────────────────────────────────────────────────────────────────────────────
-- One key for every organisation and person. Without it what a leaf says of them cannot be told from noise: destroying the
-- key erases them from the ledger, and every proof stays valid.
CREATE TABLE guard.pseudonym_key (
  key_id       text PRIMARY KEY,
  owner_id     uuid UNIQUE,
  key          bytea CHECK (length(key) = 32),
  inner_pad    bytea CHECK (length(inner_pad) = 64),
  outer_pad    bytea CHECK (length(outer_pad) = 64),
  destroyed_at timestamptz,
  CHECK ((destroyed_at IS NULL) = (owner_id IS NOT NULL AND key IS NOT NULL AND inner_pad IS NOT NULL AND outer_pad IS NOT NULL))
);

-- The two padded blocks of HMAC-SHA-256 (RFC 2104) are computed once. 244 random bits from the server's strong generator.
CREATE FUNCTION guard.make_pseudonym_key(owner uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  secret  bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
  inner_b bytea := decode(repeat('36', 64), 'hex');
  outer_b bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  FOR i IN 0..31 LOOP
    inner_b := set_byte(inner_b, i, get_byte(inner_b, i) # get_byte(secret, i));
    outer_b := set_byte(outer_b, i, get_byte(outer_b, i) # get_byte(secret, i));
  END LOOP;
  INSERT INTO guard.pseudonym_key (key_id, owner_id, key, inner_pad, outer_pad)
  VALUES (left(encode(sha256(outer_b || sha256(inner_b || convert_to('key id', 'UTF8'))), 'hex'), 16), owner, secret, inner_b, outer_b)
  ON CONFLICT (owner_id) DO NOTHING;
END
$$;

CREATE FUNCTION guard.pseudonym_key_of(owner uuid) RETURNS guard.pseudonym_key
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  existing guard.pseudonym_key;
BEGIN
  SELECT * INTO existing FROM guard.pseudonym_key k WHERE k.owner_id = owner;
  IF NOT FOUND THEN
    PERFORM guard.make_pseudonym_key(owner);
    SELECT * INTO STRICT existing FROM guard.pseudonym_key k WHERE k.owner_id = owner;
  END IF;
  RETURN existing;
END
$$;

-- Keys come with their owners, so that two transactions never wait for each other's first key at their commits.
CREATE FUNCTION guard.key_for_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.make_pseudonym_key(NEW.id);
  RETURN NULL;
END
$$;
CREATE TRIGGER key_for_owner AFTER INSERT ON public.organisation FOR EACH ROW EXECUTE FUNCTION guard.key_for_owner();
CREATE TRIGGER key_for_owner AFTER INSERT ON public.account FOR EACH ROW EXECUTE FUNCTION guard.key_for_owner();
SELECT guard.make_pseudonym_key(id) FROM public.organisation;
SELECT guard.make_pseudonym_key(id) FROM public.account;
SELECT guard.make_pseudonym_key('00000000-0000-0000-0000-000000000000'); -- nobody: what time alone brings about

-- Erases an organisation or a person from the ledger. The act itself is on record, with the number of the key that is gone.
CREATE FUNCTION guard.destroy_pseudonym_key(owner uuid) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  operator uuid := guard.tenant('OPERATOR');
  gone text;
BEGIN
  IF operator IS NULL THEN
    RAISE EXCEPTION 'not the operator' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE guard.pseudonym_key k SET owner_id = NULL, key = NULL, inner_pad = NULL, outer_pad = NULL, destroyed_at = now()
  WHERE k.owner_id = owner RETURNING k.key_id INTO gone;
  IF gone IS NOT NULL THEN
    INSERT INTO public.ledger_entry ("organisationId", id, act, "actorId", body)
    VALUES (operator, uuidv7(), 'key.destroyed', guard.actor(), jsonb_build_object('keyId', gone));
  END IF;
  RETURN gone;
END
$$;

-- ── Leaves ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE guard.ledger_pending (
  ticket      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  record_id   uuid NOT NULL,
  transaction bigint NOT NULL,
  body        bytea NOT NULL CHECK (length(body) < 65536)
);
CREATE INDEX ledger_pending_transaction ON guard.ledger_pending (transaction);

CREATE TABLE guard.ledger_leaf (
  index        bigint PRIMARY KEY,
  record_id    uuid NOT NULL,
  transaction  bigint NOT NULL,
  sequenced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  body         bytea NOT NULL
);
CREATE INDEX ledger_leaf_record ON guard.ledger_leaf (record_id);
CREATE INDEX ledger_leaf_transaction ON guard.ledger_leaf (transaction);

-- The body is RFC 8785 canonical JSON: sorted names, no spaces, strings as to_json writes them (the same escapes), no numbers
-- but "v". What a leaf says of organisations and people is SHA-256(salt || label || value); the salt is HMAC-SHA-256(key of
-- the owner, number of the record). Whoever is given a salt can open that one leaf, and no other.
CREATE FUNCTION guard.hidden(salt bytea, label text, value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce('"' || encode(sha256(salt || convert_to(label || ':' || value, 'UTF8')), 'hex') || '"', 'null');

CREATE FUNCTION guard.write_leaf(kind text, record_id uuid, act text, organisation uuid, actor uuid, enterprise uuid, at timestamptz,
  purpose text, fields text[], consent uuid, detail text[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  of_subject guard.pseudonym_key := guard.pseudonym_key_of(coalesce(enterprise, organisation));
  of_actor guard.pseudonym_key := guard.pseudonym_key_of(actor);
  number bytea := convert_to(record_id::text, 'UTF8');
  salt bytea := sha256(of_subject.outer_pad || sha256(of_subject.inner_pad || number));
  actor_salt bytea := sha256(of_actor.outer_pad || sha256(of_actor.inner_pad || number));
BEGIN
  INSERT INTO guard.ledger_pending (record_id, transaction, body)
  VALUES (write_leaf.record_id, pg_current_xact_id()::text::bigint, convert_to(
    '{"act":' || to_json(act)::text
    || ',"actor":' || guard.hidden(actor_salt, 'actor', actor::text)
    || ',"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","authorisation":' || guard.hidden(salt, 'authorisation', consent::text)
    || ',"detail":' || guard.hidden(salt, 'detail', array_to_json(detail)::text)
    || ',"enterprise":' || guard.hidden(salt, 'enterprise', enterprise::text)
    || ',"fields":' || coalesce(array_to_json(fields)::text, 'null')
    || ',"key":"' || of_subject.key_id
    || '","kind":"' || kind
    || '","organisation":' || guard.hidden(salt, 'organisation', organisation::text)
    || ',"purpose":' || coalesce(to_json(purpose)::text, 'null')
    || ',"record":' || guard.hidden(salt, 'record', record_id::text)
    || ',"v":1}', 'UTF8'));
END
$$;

CREATE FUNCTION guard.leaf_of_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.write_leaf('act', NEW.id, NEW.act, NEW."organisationId", NEW."actorId", NEW."enterpriseId", NEW.at,
    NULL, NULL, NULL, ARRAY[NEW."subjectId"::text, NEW.body::text]);
  RETURN NULL;
END
$$;

CREATE FUNCTION guard.leaf_of_read() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM guard.write_leaf('read', NEW.id, 'data.read', NEW."readerOrganisationId", NEW."readerAccountId", NEW."enterpriseId", NEW.at,
    NEW.purpose, NEW.fields, NEW."consentId",
    ARRAY[NEW."applicationId"::text, NEW."portraitId"::text, NEW."readerOrganisationName", NEW."readerName"]);
  RETURN NULL;
END
$$;

-- A read of a portrait writes an access record and an entry of the same act: the leaf is the access record's, so that each read
-- is one leaf. The verifier demands the access record of every such entry.
CREATE CONSTRAINT TRIGGER leaf AFTER INSERT ON public.ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.act <> 'portrait.read') EXECUTE FUNCTION guard.leaf_of_entry();
CREATE CONSTRAINT TRIGGER leaf AFTER INSERT ON public.access_record DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION guard.leaf_of_read();

-- What was recorded before there was a tree comes first, in the order of its time.
DO $$
DECLARE
  row record;
BEGIN
  FOR row IN
    SELECT 'act' AS kind, id, act, "organisationId" AS organisation, "actorId" AS actor, "enterpriseId" AS enterprise, at, NULL AS purpose,
      NULL::text[] AS fields, NULL::uuid AS consent, ARRAY["subjectId"::text, body::text] AS detail
    FROM public.ledger_entry WHERE act <> 'portrait.read'
    UNION ALL
    SELECT 'read', id, 'data.read', "readerOrganisationId", "readerAccountId", "enterpriseId", at, purpose, fields, "consentId",
      ARRAY["applicationId"::text, "portraitId"::text, "readerOrganisationName", "readerName"] FROM public.access_record
    ORDER BY at, id
  LOOP
    PERFORM guard.write_leaf(row.kind, row.id, row.act, row.organisation, row.actor, row.enterprise, row.at, row.purpose, row.fields,
      row.consent, row.detail);
  END LOOP;
END
$$;

-- ── Sequencing ─────────────────────────────────────────────────────────────────────────────────
-- Gives the visible tickets their places, `from_index` onwards, and returns them. The statement's snapshot holds whatever had
-- committed before it and nothing else: so an earlier batch is an earlier commit, and within a batch the tickets tell.
CREATE FUNCTION guard.sequence_ledger(from_index bigint, most integer) RETURNS TABLE (index bigint, body bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  size bigint := guard.ledger_size();
BEGIN
  IF size <> from_index THEN
    RAISE EXCEPTION 'the ledger holds % leaves, not %', size, from_index USING ERRCODE = 'data_corrupted';
  END IF;
  RETURN QUERY
    WITH taken AS (
      DELETE FROM guard.ledger_pending p WHERE p.ticket IN (SELECT q.ticket FROM guard.ledger_pending q ORDER BY q.ticket LIMIT most)
      RETURNING p.ticket, p.record_id, p.transaction, p.body
    ), placed AS (
      INSERT INTO guard.ledger_leaf AS l (index, record_id, transaction, body)
      SELECT from_index - 1 + row_number() OVER (ORDER BY t.ticket), t.record_id, t.transaction, t.body FROM taken t
      RETURNING l.index, l.body
    )
    SELECT p.index, p.body FROM placed p ORDER BY p.index;
  IF FOUND THEN
    PERFORM pg_notify('ledger_sequenced', '');
  END IF;
END
$$;

CREATE FUNCTION guard.ledger_size() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT coalesce(max(index) + 1, 0) FROM guard.ledger_leaf;
END;

-- Leaves once sequenced, for tiles that are not written yet.
CREATE FUNCTION guard.ledger_leaves(from_index bigint, most integer) RETURNS TABLE (index bigint, body bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT l.index, l.body FROM guard.ledger_leaf l WHERE l.index >= from_index ORDER BY l.index LIMIT most;
END;

-- Which of these transactions have all their leaves in the tree. Numbers come round again in a restored server, where old leaves
-- still stand: hence the minute.
CREATE FUNCTION guard.ledger_sequenced(transactions bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT t.number FROM unnest(transactions) AS t (number)
  WHERE EXISTS (SELECT FROM guard.ledger_leaf l WHERE l.transaction = t.number AND l.sequenced_at > now() - interval '1 minute')
    AND NOT EXISTS (SELECT FROM guard.ledger_pending p WHERE p.transaction = t.number);
END;

CREATE FUNCTION guard.ledger_state() RETURNS TABLE (size bigint, waiting bigint, "lastSequencedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT guard.ledger_size(), (SELECT count(*) FROM guard.ledger_pending),
    (SELECT l.sequenced_at FROM guard.ledger_leaf l ORDER BY l.index DESC LIMIT 1);
END;

-- For the enterprise: the leaf of one read of its own data, and the two salts that open this leaf alone.
CREATE FUNCTION guard.leaf_of_own_read(read_id uuid) RETURNS TABLE (index bigint, body bytea, salt bytea, "actorSalt" bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT l.index, l.body, sha256(s.outer_pad || sha256(s.inner_pad || convert_to(r.id::text, 'UTF8'))),
      sha256(a.outer_pad || sha256(a.inner_pad || convert_to(r.id::text, 'UTF8')))
    FROM public.access_record r
    JOIN guard.ledger_leaf l ON l.record_id = r.id
    LEFT JOIN guard.pseudonym_key s ON s.owner_id = r."enterpriseId"
    LEFT JOIN guard.pseudonym_key a ON a.owner_id = r."readerAccountId"
    WHERE r."enterpriseId" = guard.tenant('ENTERPRISE') AND r.id = read_id;
END
$$;

ALTER TABLE guard.pseudonym_key OWNER TO tenancy_guard;
ALTER TABLE guard.ledger_pending OWNER TO tenancy_guard;
ALTER TABLE guard.ledger_leaf OWNER TO tenancy_guard;
DO $$
DECLARE
  guard_function regprocedure;
BEGIN
  FOR guard_function IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = 'guard'::regnamespace AND proowner <> 'tenancy_guard'::regrole LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', guard_function);
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenancy_guard', guard_function);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.transaction_number() TO app_office, app_operator;
GRANT EXECUTE ON FUNCTION guard.sequence_ledger(bigint, integer), guard.ledger_leaves(bigint, integer), guard.ledger_size(), guard.ledger_state()
  TO app_sequencer;
GRANT EXECUTE ON FUNCTION guard.ledger_sequenced(bigint[]), guard.ledger_state() TO app_public;
GRANT EXECUTE ON FUNCTION guard.leaf_of_own_read(uuid) TO app_tenant;
GRANT EXECUTE ON FUNCTION guard.destroy_pseudonym_key(uuid) TO app_operator;

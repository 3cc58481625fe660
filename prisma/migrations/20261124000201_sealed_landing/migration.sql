-- What agencies deliver of the firms that are on the platform lies sealed in the landing zone (ADR 0013), under the firm's own key
-- for it. Of other firms of a file there is no key: their lines lie as they came until the firm comes, or until they are purged.
-- So the database can't compare records any more when a correction is published; the job that has loaded the file does, of the
-- firms that a correction matters for, and hands over what it found.

-- Whose lines are sealed: the firms on the platform, to the job of an agency.
CREATE FUNCTION guard.landing_owners() RETURNS TABLE ("creditCode" text, "enterpriseId" uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.organisation o WHERE o.id = guard.tenant('WORKER') AND o.kind = 'AGENCY') THEN
    RAISE EXCEPTION 'not an agency''s job' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT e."creditCode", e."enterpriseId" FROM public.enterprise e;
END
$$;

-- What lay there before its firm came is sealed when the firm's own job first reads it: what is not sealed yet, and no other.
CREATE FUNCTION guard.seal_landed(delivery_ids uuid[], parts integer[], bodies text[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  UPDATE public.feed_record r SET body = n.body
  FROM public.enterprise e, unnest(delivery_ids, parts, bodies) AS n (delivery, part, body)
  WHERE e."enterpriseId" = guard.tenant('WORKER') AND r."creditCode" = e."creditCode" AND r."deliveryId" = n.delivery AND r.part = n.part
    AND starts_with(n.body, 'enc.v1.') AND NOT starts_with(r.body, 'enc.v1.');
END;

-- The delivery of the asking job, held until the transaction ends. The agency's deliveries of a class are published one by one.
-- 0: it may be published; -1: a newer delivery of the class is current already; -2: another loader has ended this one.
CREATE FUNCTION guard.begin_publishing(delivery_id uuid) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  agency_id uuid := guard.tenant('WORKER');
  found_delivery public.feed_delivery;
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
  RETURN CASE WHEN EXISTS (SELECT FROM public.feed_delivery d WHERE d."agencyId" = agency_id AND d."dataClass" = found_delivery."dataClass"
                AND d.state = 'PUBLISHED' AND d.sequence >= found_delivery.sequence) THEN -1 ELSE 0 END;
END
$$;

-- Firms whose records somebody has used and that this delivery tells something of: in order of their credit codes, `most` of them
-- after `after_code`, each with what lies there of the class, sealed where it is. `fresh`: it is of this very delivery.
CREATE FUNCTION guard.landed_of_used(delivery_id uuid, after_code text, most integer)
RETURNS TABLE ("enterpriseId" uuid, "creditCode" text, "deliveryId" uuid, sequence bigint, part integer, body text, fresh boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  agency_id uuid := guard.tenant('WORKER');
BEGIN
  RETURN QUERY
  WITH delivery AS (
    SELECT d.id, d."dataClass" FROM public.feed_delivery d WHERE d."agencyId" = agency_id AND d.id = delivery_id AND d.state = 'LOADING'
  ), used AS (
    SELECT e."enterpriseId", e."creditCode", delivery."dataClass" FROM public.enterprise e, delivery
    WHERE e."creditCode" > after_code
      AND EXISTS (SELECT FROM public.snapshot s WHERE s."enterpriseId" = e."enterpriseId" AND s."dataClass" = delivery."dataClass")
      AND EXISTS (SELECT FROM public.feed_record r WHERE r."creditCode" = e."creditCode" AND r."deliveryId" = delivery.id)
    ORDER BY e."creditCode" LIMIT most
  )
  SELECT u."enterpriseId", u."creditCode", r."deliveryId", d.sequence, r.part, r.body, r."deliveryId" = delivery_id
  FROM used u
  JOIN public.feed_record r ON r."creditCode" = u."creditCode" AND r."dataClass" = u."dataClass" AND r."agencyId" = agency_id
  JOIN public.feed_delivery d ON d."agencyId" = agency_id AND d.id = r."deliveryId"
  WHERE d.id = delivery_id OR d.state = 'PUBLISHED';
END
$$;

-- Publishes a delivery that is loaded to the end, all of it at once, and puts on record whose earlier records it changed:
-- `corrected` is an array of {"enterpriseId", "keys"}, of firms that guard.landed_of_used told of and no others. After
-- guard.begin_publishing said 0 in this transaction. Returns how many enterprises these are.
DROP FUNCTION guard.publish_feed(uuid);
CREATE FUNCTION guard.publish_feed(delivery_id uuid, corrected jsonb) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  agency_id uuid := guard.tenant('WORKER');
  found_delivery public.feed_delivery;
  corrected_ids uuid[];
BEGIN
  IF guard.begin_publishing(delivery_id) <> 0 THEN
    RAISE EXCEPTION 'not to be published' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO found_delivery FROM public.feed_delivery d WHERE d."agencyId" = agency_id AND d.id = delivery_id;
  WITH changed AS (
    SELECT e."enterpriseId", c.keys FROM jsonb_to_recordset(corrected) AS c ("enterpriseId" uuid, keys text[])
    JOIN public.enterprise e ON e."enterpriseId" = c."enterpriseId"
    WHERE cardinality(c.keys) > 0
      AND EXISTS (SELECT FROM public.snapshot s WHERE s."enterpriseId" = e."enterpriseId" AND s."dataClass" = found_delivery."dataClass")
      AND EXISTS (SELECT FROM public.feed_record r WHERE r."creditCode" = e."creditCode" AND r."deliveryId" = delivery_id)
  ), recorded AS (
    INSERT INTO public.source_correction ("enterpriseId", id, "dataClass", "deliveryId", keys)
    SELECT c."enterpriseId", uuidv7(), found_delivery."dataClass", delivery_id, c.keys FROM changed c
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

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['landing_owners()', 'seal_landed(uuid[], integer[], text[])', 'begin_publishing(uuid)', 'landed_of_used(uuid, text, integer)', 'publish_feed(uuid, jsonb)'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION guard.%s FROM PUBLIC', name);
    EXECUTE format('ALTER FUNCTION guard.%s OWNER TO tenancy_guard', name);
  END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION guard.landing_owners(), guard.seal_landed(uuid[], integer[], text[]), guard.begin_publishing(uuid), guard.landed_of_used(uuid, text, integer),
  guard.publish_feed(uuid, jsonb) TO app_worker;

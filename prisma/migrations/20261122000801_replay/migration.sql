-- Which portraits to draw again (npm run replay): a sample by seed, numbers only. Each is then read by entering its enterprise.
CREATE FUNCTION guard.portraits_to_replay(seed text, most integer) RETURNS TABLE (enterprise_id uuid, portrait_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p."enterpriseId", p.id FROM public.portrait p ORDER BY md5(p.id::text || seed), p.id LIMIT most;
END;
ALTER FUNCTION guard.portraits_to_replay(text, integer) OWNER TO tenancy_guard;
REVOKE ALL ON FUNCTION guard.portraits_to_replay(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard.portraits_to_replay(text, integer) TO app_worker;

-- A portrait drawn from a snapshot of which the agency has said otherwise since is stale from its birth: to draw again what was
-- there before a correction does not make it current. A correction by an answer names the snapshot that has the new figures.
CREATE FUNCTION guard.drawn_stale() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT min(c.at) INTO NEW."staleSince" FROM public.snapshot s
  JOIN public.source_correction c ON c."enterpriseId" = s."enterpriseId" AND c."dataClass" = s."dataClass" AND c.at > s."receivedAt"
    AND c."snapshotId" IS DISTINCT FROM s.id
  WHERE s."enterpriseId" = NEW."enterpriseId" AND s.id = ANY (NEW."snapshotIds");
  RETURN NEW;
END
$$;
CREATE TRIGGER drawn_stale BEFORE INSERT ON public.portrait FOR EACH ROW
  WHEN (NEW."supersededAt" IS NULL AND NEW."staleSince" IS NULL) EXECUTE FUNCTION guard.drawn_stale();

-- Between a correction that looks for the portrait in force and a portrait that looks for corrections neither may miss the other:
-- portraits are drawn beside each other, a correction waits for those under way and holds the next until it is committed. Triggers
-- of the statement come before any row is locked, and the first statement of whoever stores a portrait is to supersede the former.
CREATE FUNCTION guard.draw_or_correct() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'portrait' THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('portraits and corrections', 0));
  ELSE
    PERFORM pg_advisory_xact_lock(hashtextextended('portraits and corrections', 0));
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER draw_or_correct BEFORE INSERT OR UPDATE OF "supersededAt" ON public.portrait FOR EACH STATEMENT EXECUTE FUNCTION guard.draw_or_correct();
CREATE TRIGGER draw_or_correct BEFORE INSERT ON public.source_correction FOR EACH STATEMENT EXECUTE FUNCTION guard.draw_or_correct();

REVOKE ALL ON FUNCTION guard.drawn_stale(), guard.draw_or_correct() FROM PUBLIC;
ALTER FUNCTION guard.drawn_stale() OWNER TO tenancy_guard;
ALTER FUNCTION guard.draw_or_correct() OWNER TO tenancy_guard;

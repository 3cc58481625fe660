-- Where an institution has its seat: a receipt names its recipient by it (reference 4.11). Unknown for those that came before.
ALTER TABLE public.institution ADD COLUMN address TEXT, ADD COLUMN "addressEn" TEXT;

-- Kinds of notices are spelled noun.verb everywhere; these were written with a hyphen.
UPDATE public.notice SET kind = replace(kind, '-', '.')
WHERE kind IN ('application-submitted', 'disbursement-recorded', 'repayment-recorded');

-- The landing zone opens to the job of the very enterprise, and only while an authorisation of its covers the class: granted, and,
-- where it holds personal data, signed off by the person.
ALTER POLICY authorised ON public.feed_record USING (
  EXISTS (
    SELECT FROM public.enterprise e JOIN public.consent c ON c."enterpriseId" = e."enterpriseId"
    WHERE e."enterpriseId" = (SELECT guard.tenant('WORKER')) AND e."creditCode" = feed_record."creditCode" AND c.state = 'ACTIVE'
      AND c."startsAt" <= now() AND c."expiresAt" > now() AND feed_record."dataClass" = ANY (c."dataClasses")
      AND (feed_record."dataClass" <> ALL (c."personalClasses") OR EXISTS (
        SELECT FROM public.consent_sign_off s WHERE s."enterpriseId" = c."enterpriseId" AND s."consentId" = c.id
          AND s."endedAt" IS NULL AND feed_record."dataClass" = ANY (s."dataClasses"))))
  AND EXISTS (SELECT FROM public.feed_delivery d WHERE d."agencyId" = feed_record."agencyId" AND d.id = feed_record."deliveryId"
    AND d.state = 'PUBLISHED'));

-- Why milestones are unattributed, by month and scope. Codes of units: 0 person, 1 account, 2 named contacts, 3 nobody.
SELECT
  lost.month,
  lost.scope_id,
  lost.reason,
  COUNT(*) AS milestones,
  SUM(CAST(lost.value AS DECIMAL(38, 12))) AS value,
  SUM(lost.value_unknown) AS unknown_values
FROM (
  SELECT
    journey.month,
    journey.scope_id,
    journey.value,
    journey.value_unknown,
    CASE
      WHEN own.earliest < journey.opens_at THEN 'too_early'
      WHEN own.earliest IS NOT NULL THEN 'too_late'
      WHEN MOD(journey.unit_id, 4) = 3 THEN 'nobody'
      WHEN MOD(journey.unit_id, 4) = 2 AND firm.earliest IS NOT NULL THEN 'others'
      WHEN MOD(journey.unit_id, 4) = 1 THEN 'no_roles'
      ELSE 'untouched'
    END AS reason
  FROM journey
  JOIN lost ON lost.journey_id = journey.journey_id
  LEFT JOIN (SELECT unit_id, MIN(occurred_at) AS earliest FROM touch GROUP BY unit_id) AS own
    ON own.unit_id = journey.unit_id
  LEFT JOIN (SELECT unit_id, MIN(occurred_at) AS earliest FROM touch GROUP BY unit_id) AS firm
    ON firm.unit_id = journey.cluster_id
) AS lost
GROUP BY lost.month, lost.scope_id, lost.reason
ORDER BY lost.month, lost.scope_id, lost.reason

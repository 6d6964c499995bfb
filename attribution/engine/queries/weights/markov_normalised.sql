CASE
  WHEN journey_channel.effects > 0 THEN journey_channel.effect / (journey_channel.effects * journey_channel.touches)
  ELSE CAST(1 AS DOUBLE) / (journey_channel.channels * journey_channel.touches)
END

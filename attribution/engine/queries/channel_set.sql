-- Journeys by the set of channels they touched: one bit a channel, 60 channels a word, four words.
SELECT
  word_0,
  word_1,
  word_2,
  word_3,
  SUM(CAST(conversions AS DECIMAL(38, 12))) AS conversions,
  SUM(CAST(value AS DECIMAL(38, 12))) AS value,
  SUM(CAST(nulls AS DECIMAL(38, 12))) AS nulls
FROM (
  SELECT
    journey.journey_id,
    journey.conversions,
    journey.value,
    journey.nulls,
    CAST(SUM(bit.word_0) AS BIGINT) AS word_0,
    CAST(SUM(bit.word_1) AS BIGINT) AS word_1,
    CAST(SUM(bit.word_2) AS BIGINT) AS word_2,
    CAST(SUM(bit.word_3) AS BIGINT) AS word_3
  FROM (SELECT DISTINCT journey_id, channel FROM step) AS touched
  JOIN bit ON bit.channel = touched.channel
  JOIN journey ON journey.journey_id = touched.journey_id
  GROUP BY journey.journey_id, journey.conversions, journey.value, journey.nulls
) AS grouped
GROUP BY word_0, word_1, word_2, word_3
ORDER BY word_0, word_1, word_2, word_3

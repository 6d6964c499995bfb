CAST(1 AS DOUBLE) / (journey_channel.channels * journey_channel.touches)

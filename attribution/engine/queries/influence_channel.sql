SELECT step.journey_id, channel.channel_id AS group_id
FROM step JOIN channel ON channel.code = step.channel
WHERE channel.channel_id >= 0

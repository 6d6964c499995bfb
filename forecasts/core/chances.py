"""From which chance on a status by outlook is given; plain numbers, so that pages may say them without any arrays."""

ON_TRACK_FROM = 0.7
AT_RISK_FROM = 0.3

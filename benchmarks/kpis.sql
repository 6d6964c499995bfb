INSERT INTO campaigns_theme (name, description) SELECT 'Theme ' || g, '' FROM generate_series(1, 8) g;
INSERT INTO campaigns_campaign (name, channel_id, theme_id, team, state, mix, brand_share, hypothesis, revision)
SELECT 'Campaign ' || g, c.id, t.id, '', 'running', 'activation', 0, '', 1
FROM generate_series(1, 200) g
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS all_of FROM campaigns_channel) c
    ON c.n = g % c.all_of
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM campaigns_theme) t ON t.n = g % 8;
INSERT INTO crm_account (source, external_id, name, domain, segment, region, product, business_unit, business, attributes,
    kept_apart)
SELECT 'b', 'a' || g, 'Firm ' || g, '', (ARRAY['Retail','Care','Industry','Public','Energy'])[1 + g % 5],
    (ARRAY['North','South','East','West'])[1 + g % 4], '', '', '', '{}', FALSE FROM generate_series(1, 20000) g;
INSERT INTO crm_contact (source, external_id, account_id, email, name, lead_source, attributes, kept_apart, lead_at, mql_at,
    sql_at)
SELECT 'b', 'c' || g, (SELECT min(id) FROM crm_account) + g % 20000, '', '', '', '{}', FALSE,
    TIMESTAMPTZ '2024-12-01' + (g % 720) * interval '1 day',
    CASE WHEN g % 3 = 0 THEN TIMESTAMPTZ '2024-12-05' + (g % 720) * interval '1 day' END,
    CASE WHEN g % 9 = 0 THEN TIMESTAMPTZ '2024-12-20' + (g % 720) * interval '1 day' END
FROM generate_series(1, 200000) g;
INSERT INTO crm_touchpoint (source, external_id, contact_id, occurred_at, campaign_id, channel_id, campaign_label, kind)
SELECT 'b', 't' || g, (SELECT min(id) FROM crm_contact) + g % 200000,
    TIMESTAMPTZ '2024-12-01' + (g % 17280) * interval '1 hour', p.id, p.channel_id, '', ''
FROM generate_series(1, 1000000) g
JOIN (SELECT id, channel_id, row_number() OVER (ORDER BY id) - 1 AS n FROM campaigns_campaign) p ON p.n = g % 200;
INSERT INTO crm_opportunity (source, external_id, account_id, name, stage, outcome, kind, created_at, closed_on,
    source_field, primary_campaign_id, amount, reported, currency, segment, region, product, business_unit, business,
    attributes)
SELECT 'b', 'o' || g, (SELECT min(id) FROM crm_account) + g % 20000, 'Deal', '',
    (ARRAY['won','lost','lost','open'])[1 + g % 4], 'new', TIMESTAMPTZ '2024-12-01' + (g % 720) * interval '1 day',
    CASE WHEN g % 4 < 3 THEN DATE '2024-12-31' + g % 690 END, '', p.id, 1000 + g % 977, 1000 + g % 977, 'EUR',
    '', '', '', '', '', '{}'
FROM generate_series(1, 100000) g
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM campaigns_campaign) p ON p.n = g % 200;
INSERT INTO campaigns_spendentry (source, external_id, campaign_id, spent_on, spent_until, amount, reported, currency,
    is_working, enabling_reason, impressions, clicks)
SELECT 'b', 's' || g, p.id, DATE '2024-12-01' + 7 * (g / 200), DATE '2024-12-08' + 7 * (g / 200), 500 + g % 300,
    500 + g % 300, 'EUR', TRUE, '', 10000, 200
FROM generate_series(0, 20599) g
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM campaigns_campaign) p ON p.n = g % 200;
INSERT INTO crm_order (source, external_id, contact_id, ordered_at, is_refund, amount, reported, currency, segment,
    region, product, business_unit, business, attributes)
SELECT 'b', 'b' || g, (SELECT min(id) FROM crm_contact) + g % 30000,
    TIMESTAMPTZ '2024-12-01' + (g % 17280) * interval '1 hour', FALSE, 40, 40, 'EUR', '', '', '', '', '', '{}'
FROM generate_series(1, 100000) g;
INSERT INTO crm_salesactivity (source, external_id, contact_id, occurred_at, kind)
SELECT 'b', 'w' || g, (SELECT min(id) FROM crm_contact) + g % 200000,
    TIMESTAMPTZ '2024-12-06' + (g % 720) * interval '1 day', '' FROM generate_series(1, 60000) g;
INSERT INTO attribution_scopecombination (segment, region, product, business_unit, business)
SELECT s, r, '', '', '' FROM unnest(ARRAY['Retail','Care','Industry','Public','Energy']) s
CROSS JOIN unnest(ARRAY['North','South','East','West']) r;
INSERT INTO attribution_creditrun (started_at, finished_at, published_at, settings, inputs_digest, versions, extent,
    by_other_unit)
VALUES (now(), now(), now(), '{}', '', '{}', '{}', FALSE);
INSERT INTO attribution_credit (run_id, model, milestone, month, scope_id, channel_id, campaign_id, is_unattributed,
    conversions, value, conversions_error, value_error)
SELECT r.id, m, k, to_char(d, 'YYYYMM')::int, s.id, p.channel_id, p.id, FALSE, 1.5, 1500, 0.4, 300
FROM attribution_creditrun r CROSS JOIN unnest(ARRAY['linear', 'first']) m CROSS JOIN unnest(ARRAY[4, 5]) k
CROSS JOIN generate_series(DATE '2024-12-01', DATE '2026-11-01', interval '1 month') d
CROSS JOIN attribution_scopecombination s CROSS JOIN campaigns_campaign p;
INSERT INTO attribution_credittotal (run_id, milestone, month, scope_id, conversions, value, unattributed_conversions,
    unattributed_value, unknown_values)
SELECT r.id, k, to_char(d, 'YYYYMM')::int, s.id, 350, 350000, 50, 50000, 0
FROM attribution_creditrun r CROSS JOIN unnest(ARRAY[4, 5]) k
CROSS JOIN generate_series(DATE '2024-12-01', DATE '2026-11-01', interval '1 month') d
CROSS JOIN attribution_scopecombination s;
ANALYZE;

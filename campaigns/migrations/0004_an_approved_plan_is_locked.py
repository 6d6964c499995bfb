"""The plan of a campaign that was approved stays as it is, whoever writes, until the plan is reopened."""

from django.db import migrations

CREATE = """
CREATE FUNCTION campaigns_refuse_if_approved(of bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    approved timestamptz;
    called text;
BEGIN
    -- Waits for an approval that is being written, and makes the next one wait for this row.
    SELECT plan_approved_at, name INTO approved, called FROM campaigns_campaign WHERE id = of FOR SHARE;
    IF approved IS NOT NULL THEN
        RAISE EXCEPTION 'the plan of campaign % is approved', of
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_approved_plan_is_locked',
            TABLE = 'campaigns_budgetentry',
            HINT = format('The plan of %s is approved and locked: reopen it on its page first', called);
    END IF;
END $$;

CREATE FUNCTION campaigns_approved_plan_is_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ROW(OLD.campaign_id, OLD.layer, OLD.month, OLD.amount, OLD.currency)
        IS NOT DISTINCT FROM ROW(NEW.campaign_id, NEW.layer, NEW.month, NEW.amount, NEW.currency) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.layer = 'plan' THEN
        PERFORM campaigns_refuse_if_approved(OLD.campaign_id);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.layer = 'plan' THEN
        PERFORM campaigns_refuse_if_approved(NEW.campaign_id);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER an_approved_plan_is_locked
    AFTER INSERT OR UPDATE OR DELETE ON campaigns_budgetentry
    FOR EACH ROW EXECUTE FUNCTION campaigns_approved_plan_is_locked();
-- Large imports check foreign keys as a set and switch ordinary triggers off meanwhile; this one is never switched off.
ALTER TABLE campaigns_budgetentry ENABLE ALWAYS TRIGGER an_approved_plan_is_locked;
"""
DROP = """
DROP TRIGGER an_approved_plan_is_locked ON campaigns_budgetentry;
DROP FUNCTION campaigns_approved_plan_is_locked();
DROP FUNCTION campaigns_refuse_if_approved(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_channels_and_their_words")]
    operations = [migrations.RunSQL(CREATE, DROP)]

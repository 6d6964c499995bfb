"""Requirements 8, 9 and 14: currencies named in headings, ids, e-mail addresses, columns by name."""

import pytest

from imports.core.columns import match_columns, normal_heading, unique_headings
from imports.core.conservation import Conservation, RowsLost
from imports.core.currency import currency_of_heading, currency_of_word
from imports.core.ids import clean_email, clean_id, company_domain, domain_of, salesforce_id
from imports.core.refusals import ValueRefused


class TestCurrency:
    @pytest.mark.parametrize(
        ("heading", "code"),
        [
            ("Amount spent (EGP)", "EGP"),
            ("CPM (cost per 1,000 impressions) (EGP)", "EGP"),
            ("Montant dépensé (EUR)", "EUR"),
            ("Cost (€)", "EUR"),
            ("Cost USD", "USD"),
            ("Amount spent", None),
            ("Cost ($)", None),
            ("CTR (all)", None),
        ],
    )
    def test_the_heading_names_it_or_nobody_does(self, heading, code):
        assert currency_of_heading(heading) == code

    def test_a_dollar_sign_alone_belongs_to_too_many_countries(self):
        assert currency_of_word("$") is None
        assert currency_of_word("US$") == "USD"


class TestIds:
    def test_fifteen_characters_become_eighteen(self):
        assert salesforce_id("001Ec00000FzlUd") == "001Ec00000FzlUdIAJ"
        assert salesforce_id("701Ec00000GJDl7") == "701Ec00000GJDl7IAH"
        assert salesforce_id("701Ec00000GJDl7IAH") == "701Ec00000GJDl7IAH"

    def test_two_ids_that_differ_only_by_case_stay_apart(self):
        assert salesforce_id("0010000000abcDE") != salesforce_id("0010000000ABCde")

    def test_an_id_that_lost_its_case_is_refused(self):
        with pytest.raises(ValueRefused, match="upper and lower case"):
            salesforce_id("001ec00000fzludiaj")

    def test_rounded_ids_are_refused(self):
        for text in ("1.2021E+17", "1,2021E+17", "1E+17"):
            with pytest.raises(ValueRefused, match="rounded"):
                clean_id(text)

    @pytest.mark.parametrize(
        ("text", "cleaned"),
        [
            ("000123", "000123"),
            ("120210123456789012", "120210123456789012"),
            ('="0012"', "0012"),
            ("'0012", "0012"),
            (" ", None),
        ],
    )
    def test_ids_are_text(self, text, cleaned):
        assert clean_id(text) == cleaned


class TestAddresses:
    def test_two_spellings_of_one_address_are_one(self):
        assert clean_email(" Ada.Lovelace@Example.COM ") == clean_email("ada.lovelace@example.com")

    def test_what_is_no_address_is_refused_without_repeating_it(self):
        with pytest.raises(ValueRefused) as refused:
            clean_email("ada at example")
        assert "ada" not in str(refused.value)

    @pytest.mark.parametrize(
        ("text", "domain"),
        [
            ("https://www.Example.com/about?x=1", "example.com"),
            ("www.WalkerHensonandCompton.com", "walkerhensonandcompton.com"),
            ("ada@example.co.uk", "example.co.uk"),
            ("localhost", None),
            ("", None),
        ],
    )
    def test_domains(self, text, domain):
        assert domain_of(text) == domain

    def test_free_mail_users_share_no_company(self):
        assert company_domain("ada@gmail.com") is None
        assert company_domain("ada@example.com") == "example.com"


class TestColumns:
    def test_columns_are_matched_by_name_in_any_order_and_spelling(self):
        match = match_columns(
            ["Coût", "gregorian_date", "CampaignName", "Phone"],
            {"spent_on": ["Day", "GregorianDate"], "campaign": ["Campaign name"], "amount": ["Cost", "cout"]},
        )

        assert match.places == {"spent_on": 1, "campaign": 2, "amount": 0}
        assert match.dropped == ("Phone",)

    def test_an_open_ended_alias_takes_the_currency_with_it(self):
        match = match_columns(["Amount spent (EGP)"], {"amount": ["Amount spent (*"]})

        assert match.places == {"amount": 0}

    def test_two_headings_for_one_column_are_doubtful(self):
        match = match_columns(["Cost", "cost"], {"amount": ["Cost"]})

        assert match.doubtful == {"amount": ("Cost", "cost")}

    def test_an_earlier_alias_wins(self):
        match = match_columns(["Reporting starts", "Day"], {"day": ["Day", "Reporting starts"]})

        assert match.places == {"day": 1}

    def test_spellings(self):
        assert normal_heading("Nom de l'ensemble de publicités") == "nom de l ensemble de publicites"
        assert normal_heading("StageName") == normal_heading("stage_name") == normal_heading("Stage Name")
        assert unique_headings(["\ufeffId", "Id"]) == ("Id", "Id (2)")


class TestConservation:
    def test_the_parts_add_up_or_the_import_fails(self):
        line = Conservation(read=7, accepted=3, updated=1, unchanged=1, skipped=1, rejected=1)

        assert str(line) == "7 rows read = 3 accepted + 1 updated + 1 unchanged + 1 skipped + 1 rejected"
        with pytest.raises(RowsLost, match="7 rows were read but 6"):
            Conservation(read=7, accepted=6)

"""What campaigns are grouped by: channels, themes, audiences. A name is found again whatever its case."""

from imports.core.target import Column, Kind, Mint, Missing, Refers, Target, Write
from imports.registry import register


def _known(model: str) -> Refers:
    return Refers(model=model, fills="id", key="name", sourced=False, folded=True, missing=Missing.NEW)


def _named(model: str, *, label: str, example: str) -> Column:
    return Column(name="name", label=label, required=True, refers=_known(model), aliases=("Name",), example=example)


OWN_WORD = Write(
    model="campaigns.ChannelWord",
    key=("id",),
    select="""SELECT nextval(pg_get_serial_sequence('campaigns_channelword', 'id')) AS id,
        s.name AS word, s.id AS channel_id FROM staged s
        WHERE NOT EXISTS (SELECT 1 FROM campaigns_channelword w WHERE lower(w.word) = lower(s.name))""",
)

register(
    Target(
        name="channels",
        label="Channels",
        model="campaigns.Channel",
        columns=(
            _named("campaigns.Channel", label="Channel", example="Trade fairs"),
            Column(
                name="kind",
                label="Kind",
                kind=Kind.CHOICE,
                choices={"digital": "digital", "offline": "offline", "experiential": "experiential"},
                example="experiential",
            ),
            Column(name="is_paid", label="Paid", kind=Kind.FLAG, example="true"),
            Column(name="is_direct", label="Counts as Direct", kind=Kind.FLAG, example="false"),
        ),
        key=("name",),
        match=("id",),
        mint=Mint(column="id", per="name", model="campaigns.Channel"),
        writes=(OWN_WORD,),
        help="Media through which people are reached. A channel’s own name becomes a word for it.",
    ),
    Target(
        name="themes",
        label="Themes",
        model="campaigns.Theme",
        columns=(
            _named("campaigns.Theme", label="Theme", example="Planning for growth"),
            Column(name="description", label="Description"),
        ),
        key=("name",),
        match=("id",),
        mint=Mint(column="id", per="name", model="campaigns.Theme"),
        help="Strategic programmes that campaigns belong to.",
    ),
    Target(
        name="audiences",
        label="Audiences",
        model="campaigns.Audience",
        columns=(
            _named("campaigns.Audience", label="Audience", example="Healthcare"),
            Column(
                name="scope",
                label="Scope",
                help="JSON of dimensions and their values; empty braces are everybody.",
                example='{"segment": ["Healthcare"]}',
            ),
        ),
        derived={"scope": "coalesce(scope, '{}')"},
        key=("name",),
        match=("id",),
        mint=Mint(column="id", per="name", model="campaigns.Audience"),
        help="Whom campaigns address, as a scope.",
    ),
)

"""How files name the rows of this app: people by address, cycles by name, key results by cycle, objective and name."""

from imports.core.target import Column, Missing, Refers

CYCLE_NAME = "(SELECT c.name FROM okrs_cycle c WHERE c.id = {objective}.cycle_id)"
OBJECTIVE_PATH = f"{CYCLE_NAME.format(objective='okrs_objective')} || ' / ' || name"
KEY_RESULT_PATH = (
    f"(SELECT {CYCLE_NAME.format(objective='o')} || ' / ' || o.name FROM okrs_objective o "  # noqa: S608 -- all ours
    "WHERE o.id = okrs_keyresult.objective_id) || ' / ' || name"
)

OWNER = Column(
    name="owner",
    label="Owner",
    refers=Refers(model="people.User", fills="owner_id", key="email", sourced=False, folded=True),
    help="The e-mail address of somebody who has an account.",
    example="ada@example.com",
)
CYCLE = Column(
    name="cycle",
    label="Cycle",
    required=True,
    refers=Refers(model="okrs.Cycle", fills="cycle_id", key="name", sourced=False, folded=True, missing=Missing.REJECT),
    example="Q1 FY26",
)
CYCLE_OF = Column(name="cycle", label="Cycle", required=True, example="Q1 FY26")
OBJECTIVE = Column(
    name="objective",
    label="Objective",
    required=True,
    refers=Refers(
        model="okrs.Objective",
        fills="objective_id",
        key=OBJECTIVE_PATH,
        of="concat_ws(' / ', clean.cycle, clean.objective)",
        sourced=False,
        folded=True,
        missing=Missing.REJECT,
    ),
    example="Win mid-sized firms",
)
OBJECTIVE_OF = Column(name="objective", label="Objective", required=True, example="Win mid-sized firms")
KEY_RESULT = Column(
    name="key_result",
    label="Key result",
    required=True,
    refers=Refers(
        model="okrs.KeyResult",
        fills="key_result_id",
        key=KEY_RESULT_PATH,
        of="concat_ws(' / ', clean.cycle, clean.objective, clean.key_result)",
        sourced=False,
        folded=True,
        missing=Missing.REJECT,
    ),
    example="Qualified leads",
)
CO_OWNERS = Column(
    name="co_owners",
    label="Owned with",
    help="Teams parted by semicolons: sales, product, finance, success.",
    example="sales;finance",
)
SCOPE = Column(name="scope", label="Scope", help='As JSON, such as {"region": ["North"]}; empty is everything.')
TEAMS = "'{' || replace(replace(lower(co_owners), ' ', ''), ';', ',') || '}'"
KNOWN_TEAMS = "regexp_full_match(replace(lower(co_owners), ' ', ''), '((sales|product|finance|success);?)*')"

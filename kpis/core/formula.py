"""Formulas of KPIs: arithmetic over named measures, in exact decimals, parsed when they are saved."""

import ast
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import add, mul, neg, pos, sub
from typing import NamedTuple, Protocol

import simpleeval

LONGEST = 400
OPERATORS = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.USub: neg, ast.UAdd: pos}
FUNCTIONS = {"min": min, "max": max}
KEPT = threading.local()  # an evaluator for each thread: it holds the names of the formula at hand, and is slow to make
ALLOWED = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.Name, ast.Load, ast.Call)


class FormulaRefused(ValueError):
    """A sentence: what is wrong with a formula, and what may be written."""


class Answer(NamedTuple):
    """What is known under a name, with its parts where it is a quotient; without a value, the reason why.

    A tuple, since a recompute makes a million of them.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    reason: str = ""


class Operand(Protocol):
    """What is known under a name that a formula needs."""

    @property
    def value(self) -> Decimal | None: ...

    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that may be evaluated: its text, and the names it needs in order of appearance."""

    text: str
    names: tuple[str, ...]


def parse(text: str, *, known: Collection[str]) -> Formula:
    """Read a formula over `known` names with + − × ÷, brackets, numbers, min() and max().

    Raises FormulaRefused with a sentence.
    """
    if len(text) > LONGEST:
        raise FormulaRefused(f"A formula has at most {LONGEST} characters; this one has {len(text)}.")
    tree = _tree(text)
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        _check(node, functions)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in functions]
    names = tuple(dict.fromkeys(node.id for node in sorted(found, key=lambda node: node.col_offset)))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise FormulaRefused(f"There is no measure or KPI {unknown[0]!r}.")
    if not names:
        raise FormulaRefused("A formula names at least one measure.")
    return Formula(text=text, names=names)


def evaluate(formula: Formula, operands: Mapping[str, Operand]) -> Answer:
    """The formula's value; where it ends in a division, numerator and denominator as well.

    What is missing or divides by zero is no data with its reason, never 0 and never an infinity.
    """
    for name in formula.names:
        operand = operands[name]
        if operand.value is None:
            return Answer(reason=operand.reason)
    body = _tree(formula.text).body
    if isinstance(body, ast.Name):  # as most formulas of sums are
        return Answer(operand.value)
    try:
        if isinstance(body, ast.BinOp) and isinstance(body.op, ast.Div):
            above, below = _value(body.left, formula.names, operands), _value(body.right, formula.names, operands)
            if below == 0:
                return Answer(numerator=above, denominator=below, reason=f"{_words(body.right)} is 0.")
            return Answer(above / below, above, below)
        return Answer(_value(body, formula.names, operands))
    except ZeroDivisionError:
        return Answer(reason="Something that the formula divides by is 0.")


def in_order(formulas: Mapping[str, Formula]) -> list[str]:
    """Names of formulas so that each comes after those it needs. Raises FormulaRefused where they need each other."""
    done: dict[str, None] = {}
    for name in formulas:
        _visit(name, formulas, done, way=())
    return list(done)


def _visit(name: str, formulas: Mapping[str, Formula], done: dict[str, None], *, way: tuple[str, ...]) -> None:
    if name in way:
        circle = " → ".join([*way[way.index(name) :], name])
        raise FormulaRefused(f"These KPIs need each other: {circle}.")
    if name in done:
        return
    for needed in formulas[name].names:
        if needed in formulas:
            _visit(needed, formulas, done, way=(*way, name))
    done[name] = None


@lru_cache(maxsize=1024)
def _tree(text: str) -> ast.Expression:
    try:
        return ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaRefused("The formula cannot be read. Write one such as spend / customers_won.") from None


def _check(node: ast.AST, functions: Collection[int]) -> None:
    if isinstance(node, ast.operator | ast.unaryop):
        if type(node) not in {*OPERATORS, ast.Div}:
            raise FormulaRefused("A formula adds, subtracts, multiplies and divides; nothing else.")
    elif not isinstance(node, ALLOWED):
        raise FormulaRefused("A formula has names, numbers, + − * /, brackets, min() and max(); nothing else.")
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise FormulaRefused(f"{node.value!r} is not a number.")
    elif isinstance(node, ast.Call):
        if not (isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and node.args and not node.keywords):
            raise FormulaRefused("The functions of a formula are min(a, b) and max(a, b).")
        if len(node.args) < 2:
            raise FormulaRefused("min() and max() compare at least two things.")
    elif isinstance(node, ast.Name) and node.id in FUNCTIONS and id(node) not in functions:
        raise FormulaRefused(f"{node.id} is a function; write {node.id}(a, b).")


def _value(node: ast.expr, names: Collection[str], operands: Mapping[str, Operand]) -> Decimal:
    if isinstance(node, ast.Name):  # most formulas are a name, or one over another
        return operands[node.id].value or Decimal(0)
    if not hasattr(KEPT, "evaluator"):
        KEPT.evaluator = simpleeval.SimpleEval(operators={**OPERATORS, ast.Div: _divide}, functions=FUNCTIONS)
        KEPT.evaluator.nodes[ast.Constant] = lambda constant: Decimal(str(constant.value))
    KEPT.evaluator.names = {name: operands[name].value for name in names}
    return Decimal(KEPT.evaluator.eval("", previously_parsed=node))


def _divide(above: Decimal, below: Decimal) -> Decimal:
    if below == 0:
        raise ZeroDivisionError
    return above / below


@lru_cache(maxsize=1024)
def _words(node: ast.expr) -> str:
    """The denominator as a reader sees it."""
    text = ast.unparse(node).replace("_", " ")
    return text[:1].upper() + text[1:]

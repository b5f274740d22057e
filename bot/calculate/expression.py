"""The calculator: an expression in, a Calculation with its steps out; every error is a value.

Reads the tree (`syntax`), computes with units (`measures`), knows the finance formulas
(`formulas`) and shows its steps (`steps`). Nothing is ever handed to Python's own evaluation.
It does not know where an operand comes from: whoever names one says so in its Operand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, DecimalException, InvalidOperation, localcontext

from bot.calculate.formulas import FORMULAS
from bot.calculate.functions import Formula, taken
from bot.calculate.measures import (
    WORKING,
    Amount,
    amount,
    checked,
    final,
    matched,
    minus,
    negative,
    over,
    plus,
    power,
    times,
    two_currencies,
)
from bot.calculate.problems import PERCENT_NOTE, ExpressionError
from bot.calculate.steps import Figure, Shown, Worked, arithmetic_step, call_step, conversion_step
from bot.calculate.syntax import Call, Literal, Name, Node, Operation, Sign, parse, parse_formula
from bot.language.amounts import display, grouped, write_literal
from bot.records import Calculation, CalculationError, Lang, Operand

_FUNCTIONS = frozenset(FORMULAS)
_KEPT = 2_000
_ONE_PERCENT = Decimal("0.01")
_LARGEST_RATIO = 10
"""A bare rate above this would be more than 1,000%, which nobody means without a percent sign."""

Scope = Mapping[str, Figure]


def evaluate(
    expression: str, operands: Mapping[str, Operand] | None = None, *, language: Lang = "en"
) -> Calculation:
    """Compute an expression; operands are named in it, figures may stand in it as written.

    The Calculation's expression has the operands' figures written in place, so that it can be
    computed again. Raises nothing: what cannot be computed is an error in the Calculation.
    """
    walk = _Walk(operands or {}, language)
    tree: Node | None = None
    try:
        with localcontext(WORKING):
            tree = parse(expression, walk.operands, _FUNCTIONS)
            result = walk.result(tree)
            value = result.shown
            return Calculation(
                expression=_substituted(expression, tree, walk.operands, language),
                steps=tuple(walk.steps),
                value=_plain(value),
                unit=result.unit,
                display=display(value, result.unit, place=result.shown_place),
                operands=tuple(walk.used),
                formulas={name: FORMULAS[name].said for name in walk.called},
                note=walk.note,
            )
    except ExpressionError as problem:
        return _failed(_shown(expression, tree, walk), problem.record(language), walk)
    except DecimalException:
        large = ExpressionError("too_large", "too_large")
        return _failed(_shown(expression, tree, walk), large.record(language), walk)


def usages() -> dict[str, str]:
    """Every function with how it is called, for help pages: {"share": "share(part, whole)"}."""
    return {name: formula.usage() for name, formula in FORMULAS.items()}


class _Walk:
    """One evaluation: computes the tree and keeps what was used and every step."""

    def __init__(self, operands: Mapping[str, Operand], language: Lang) -> None:
        self.operands = operands
        self.language = language
        self.used: list[Operand] = []
        self.steps: list[str] = []
        self.called: dict[str, None] = {}
        self.note: dict[str, str] = {}

    def result(self, tree: Node) -> Amount:
        """The value of the whole tree, with its last step."""
        value, shown = self._walk(tree, {})
        value = final(checked(value))
        if isinstance(shown, Worked):
            self.steps.append(arithmetic_step(shown, value, self.language))
        return value

    def _walk(self, node: Node, scope: Scope) -> tuple[Amount, Shown]:
        if isinstance(node, Operation):
            return self._operation(node, scope)
        if isinstance(node, Call):
            return self._call(node, scope)
        if isinstance(node, Sign):
            return self._sign(node, scope)
        figure = self._name(node, scope) if isinstance(node, Name) else self._literal(node, scope)
        return figure.amount, figure

    def _operation(self, node: Operation, scope: Scope) -> tuple[Amount, Shown]:
        left, left_shown = self._walk(node.left, scope)
        right, right_shown = self._walk(node.right, scope)
        right, right_shown = self._matched(left, right, right_shown)
        if node.operator in ("+", "-") and not scope:
            self._remark(node, left, right)
        if node.operator == "+":
            value = plus(left, right, node.at)
        elif node.operator == "-":
            value = minus(left, right, node.at)
        elif node.operator == "*":
            value = times(left, right)
        elif node.operator == "/":
            value = over(left, right, node.at)
        else:
            value = power(left, right, node.at)
        return checked(value, node.at), Worked(node.operator, left_shown, right_shown)

    def _remark(self, node: Operation, left: Amount, right: Amount) -> None:
        """Say what a percentage added to a figure is, and how so many per cent more are written.

        Raises ExpressionError where the figure has a unit, to which no ratio can be added.
        """
        if (
            right.kind != "%"
            or right.number <= 0
            or right.dims
            or left.kind != "1"
            or abs(left.number) <= 1
        ):
            return
        more = final(times(left, plus(Amount(Decimal(1)), replace(right, kind="1"))))
        if node.operator == "-":
            more = final(times(left, minus(Amount(Decimal(1)), replace(right, kind="1"))))
        rises = node.operator == "+"
        shown = display(more.shown, more.unit, place=more.shown_place)
        values = {
            "percent": f"{grouped(right.shown)}%",
            "ratio": grouped(right.number),
            "sign": node.operator,
            "way": "more" if rises else "less",
            "way_zh": "多" if rises else "少",
            "more": shown["en"],
            "more_zh": shown["zh-TW"],
        }
        if left.dims:
            verb = "added" if rises else "subtracted"
            raise ExpressionError(
                "unit_mismatch", "percent_of", node.at, left=left.unit, verb=verb, **values
            )
        english, chinese = PERCENT_NOTE
        self.note = {"en": english.format(**values), "zh-TW": chinese.format(**values)}

    def _matched(self, left: Amount, right: Amount, shown: Shown) -> tuple[Amount, Shown]:
        """The right side in the left side's units of time and power, with a step that says so."""
        converted = matched(left, right)
        if converted is right:
            return right, shown
        if isinstance(shown, Worked):
            self.steps.append(arithmetic_step(shown, right, self.language))
        self.steps.append(conversion_step(right, converted, self.language))
        return converted, Figure(converted, exact=isinstance(shown, Figure) and shown.exact)

    def _like(self, first: Figure, figure: Figure) -> Figure:
        amount, _ = self._matched(first.amount, figure.amount, figure)
        return Figure(amount, figure.exact)

    def _sign(self, node: Sign, scope: Scope) -> tuple[Amount, Shown]:
        value, shown = self._walk(node.value, scope)
        if node.operator == "-":
            if isinstance(shown, Figure):
                return negative(value), Figure(negative(value), shown.exact)
            return negative(value), Worked("-", None, shown)
        if value.dims or value.kind != "1":
            raise ExpressionError("unit_mismatch", "must_be_number", node.at, found=value.unit)
        ratio = Amount(value.number * _ONE_PERCENT, (), "%")
        return ratio, Figure(ratio, exact=isinstance(shown, Figure))

    def _literal(self, node: Literal, scope: Scope) -> Figure:
        quantity = node.quantity
        if not scope:
            text = quantity.text.strip()
            origin = {"constant": text} if self.operands else {"given": text}
            name = f"n{len(self.used) + 1}"
            self.used.append(
                Operand(name, _plain(quantity.value), quantity.unit, **origin)  # type: ignore[arg-type]
            )
        return Figure(amount(quantity.value, quantity.unit, soft=quantity.implied))

    def _name(self, node: Name, scope: Scope) -> Figure:
        if scope:
            return scope[node.name]
        operand = self.operands[node.name]
        if all(o is not operand for o in self.used):
            self.used.append(operand)
        try:
            return Figure(amount(Decimal(operand.value), operand.unit or "1"))
        except (InvalidOperation, ValueError, TypeError):
            raise ExpressionError("domain", "operand", node.at, found=node.name) from None

    def _call(self, node: Call, scope: Scope) -> tuple[Amount, Shown]:
        node = self._one_reading(node) if node.readings else node
        formula = FORMULAS[node.function]
        least, most = formula.arity()
        if not least <= len(node.arguments) <= most:
            raise ExpressionError(
                "syntax",
                "tight_arguments" if node.tight else "arguments",
                node.at,
                name=node.function,
                expected=formula.usage(),
                found=len(node.arguments),
            )
        for place, argument in enumerate(node.arguments):
            if formula.parameter(place).taken == "rate":
                _refuse_bare_rate(argument)
        figures = [self._argument(argument, scope) for argument in node.arguments]
        if not scope:  # a formula's own use of min or abs is part of what it says
            self.called[node.function] = None
        try:
            return self._apply(formula, figures)
        except ExpressionError as problem:
            problem.at = node.at if problem.at is None else problem.at
            raise

    def _one_reading(self, node: Call) -> Call:
        """The reading of a call's commas that comes to a value, where only one of the two does."""
        least, most = FORMULAS[node.function].arity()
        few, several = replace(node, other=None, readings=None), node.other
        fits = least <= len(few.arguments) <= most
        if several is not None:
            if not least <= len(several.arguments) <= most:
                return few
            if not fits and len(several.arguments) == least:
                return several  # with fewer commas that part there would be too few arguments
            valued = [call for call in (few, several) if self._has_value(call)]
            if fits and len(valued) < 2:
                return valued[0] if valued else few
        one, other = node.readings or ("", "")
        sentence = "two_readings" if fits and other else "tight_commas"
        raise ExpressionError("syntax", sentence, node.at, one=one, other=other)

    def _has_value(self, call: Call) -> bool:
        try:
            _Walk(self.operands, self.language).result(call)
        except (ExpressionError, DecimalException):
            return False
        return True

    def _argument(self, node: Node, scope: Scope) -> Figure:
        """An argument as one figure; arithmetic in it becomes a step of its own."""
        value, shown = self._walk(node, scope)
        if isinstance(shown, Figure):
            return shown
        if not scope:
            self.steps.append(arithmetic_step(shown, value, self.language))
        return Figure(value, exact=False)

    def _apply(self, formula: Formula, given: list[Figure]) -> tuple[Amount, Shown]:
        figures = [
            Figure(taken(formula.parameter(n), figure.amount), figure.exact)
            for n, figure in enumerate(given)
        ]
        if formula.given is not None:
            formula.given([figure.amount for figure in given])
        if formula.native is not None:
            figures = [figures[0], *(self._like(figures[0], f) for f in figures[1:])]
        values = [figure.amount for figure in figures]
        if formula.check is not None:
            formula.check(values)
        if formula.native is not None:
            value = formula.native(values)
            if formula.name == "abs":
                return value, Worked("|", None, figures[0])
            self.steps.append(call_step(formula.name, figures, value, self.language))
            return value, Figure(value, exact=False)
        body = formula.body if isinstance(formula.body, str) else formula.body(values)  # type: ignore[misc]
        names = formula.names(len(figures))
        value, shown = self._body(body, names, figures)
        if formula.finish is not None:
            value = formula.finish(value, values)
        if formula.kind is not None:
            value = _of_kind(value, formula.kind)
        if isinstance(shown, Worked):
            self.steps.append(arithmetic_step(shown, value, self.language))
        return value, Figure(value, exact=False)

    def _body(
        self, body: str, names: tuple[str, ...], figures: list[Figure]
    ) -> tuple[Amount, Shown]:
        tree = parse_formula(body, names, _FUNCTIONS)
        try:
            value, shown = self._walk(tree, dict(zip(names, figures, strict=True)))
            return checked(value), shown
        except ExpressionError as problem:
            problem.at = None  # it counted from the start of the body, which no reader sees
            raise


def _refuse_bare_rate(node: Node) -> None:
    """Raise ExpressionError for a rate such as 438 or 8, which could be percent points or a ratio.

    One with decimals below 10, such as 4.38 or 0.08, is a ratio.
    """
    number = node.value if isinstance(node, Sign) and node.operator == "-" else node
    if not isinstance(number, Literal) or number.quantity.unit != "1":
        return
    value = abs(number.quantity.value)
    if value and (value >= _LARGEST_RATIO or value == value.to_integral_value()):
        points, hundredfold = grouped(value), grouped(value * 100)
        raise ExpressionError("domain", "bare_rate", number.at, found=points, expected=hundredfold)


def _of_kind(value: Amount, kind: str) -> Amount:
    if value.dims:
        if problem := two_currencies(value):
            raise problem
        raise ExpressionError("unit_mismatch", "no_unit", found=value.unit)
    return replace(value, kind=kind, soft=False)


def _failed(expression: str, error: CalculationError, walk: _Walk) -> Calculation:
    return Calculation(expression, (), None, "1", {}, tuple(walk.used), error)


def _shown(expression: str, tree: Node | None, walk: _Walk) -> str:
    """An expression that has no value: its operands in place where it can be read."""
    if tree is None or not walk.operands:
        return _presentable(expression)
    try:
        return _substituted(expression, tree, walk.operands, walk.language)
    except (InvalidOperation, ValueError, TypeError):
        return _presentable(expression)  # an operand holds no figure


def _plain(value: Decimal) -> str:
    """A plain decimal string with no idle zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _presentable(expression: str) -> str:
    """The expression as it can be printed: no half characters, no more than is read."""
    text = expression[:_KEPT].encode("utf-8", "replace").decode("utf-8")
    return text.strip() + ("…" if len(expression) > _KEPT else "")


def _substituted(
    expression: str, tree: Node, operands: Mapping[str, Operand], language: Lang
) -> str:
    """The expression with every operand's figure in place of its name."""
    pieces: list[str] = []
    done = 0
    for piece in _pieces(tree, minus=bool(operands)):
        pieces.append(expression[done : piece.at])
        if isinstance(piece, Operation):
            done = piece.at + 1
            sides = (expression[piece.at - 1].isspace(), expression[done].isspace())
            pieces += [" " * (not sides[0]), expression[piece.at], " " * (not sides[1])]
            continue
        operand = operands[piece.name]
        figure = write_literal(Decimal(operand.value), operand.unit or "1", language)
        pieces.append(f"({figure})" if figure[0] == "-" else figure)
        done = piece.at + len(piece.name)
    return _presentable("".join([*pieces, expression[done:]]))


def _pieces(node: Node, *, minus: bool) -> list[Name | Operation]:
    """The named operands of a tree, left to right, and each minus between two sides.

    Written tightly between figures, a minus would be read as the dash of a range.
    """
    if isinstance(node, Name):
        return [node]
    if isinstance(node, Operation):
        here: list[Name | Operation] = [node] if minus and node.operator == "-" else []
        return _pieces(node.left, minus=minus) + here + _pieces(node.right, minus=minus)
    if isinstance(node, Sign):
        return _pieces(node.value, minus=minus)
    if isinstance(node, Call):
        return [piece for part in node.arguments for piece in _pieces(part, minus=minus)]
    return []

"""Names facts in the reader's language: "Oracle's capital spending (September to November 2025)".

Only labels from the glossary, the metrics and the periods; it knows no question and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.amounts import write_quantity
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.script import fold, has_han
from bot.language.timewords import write_period
from bot.language.turns import IN_BRACKETS
from bot.records import Calculation, Fact, Lang, Period, Question, ScoredFact

DOCUMENT = "document"
"""The topic of a figure read from a document, whose subject may be the document's title."""
ROW = "row"
"""The topic of a figure read from a table's row, whose subject may be the row's label."""
LONGEST_QUOTE = 90
CELL = " | "
"""What stands in a row's clause between its label, the head of the column and the figure."""
KEEPS_BOUND = frozenset({"sum", "work_sum", "product", "portion", "series_sum"})
"""Operations whose result is at most so much where one of their figures is."""
_NUMBERED = re.compile(r"FY ?\d{2}(?:\d{2})?")
_PLURAL = re.compile(r"[a-rt-z]s$")
_UNIT_NAMED = re.compile(
    r"[$£€¥%]|\b(?:thousands?|millions?|billions?|units?|usd|eur|gbp|twd|jpy|in [a-z]+)\b"
    r"|单位|[千万亿]元|[千百]万|\W元\W"
)
"""What tells that a bracket holds a unit, folded."""
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}$")
_SPAN = re.compile(r"^[A-Z][a-z]+(?: \d{4})? to [A-Z]")
"""A stretch from one month to another: September to November 2025."""
_OPENING = re.compile(
    r"^[\s.。,，;；:：、)）」』”]*(?:(?:and|but|while|whereas)\s+)?", re.IGNORECASE
)
"""What a clause begins with that belongs to the one before it."""
RATE = re.compile(r"(每[年月季日天])(.+)")


_NO_TIME = Period("", None, None, "none")


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases and names for one reader."""

    phrases: Phrases
    glossary: Glossary
    language: Lang

    def party(self, concept: str) -> str:
        """The party's name in the reader's language; a subject outside the glossary as it is."""
        return self.glossary.name(concept, self.language) if self._known(concept) else concept

    def metric(self, fact: Fact) -> str:
        """The fact's metric in the reader's language."""
        metric = self.glossary.metric(fact.metric)
        if metric is None:
            return fact.metric.replace("_", " ")
        return self.glossary.name(fact.metric, self.language)

    def fact(self, fact: Fact) -> str:
        """What the fact measures: party, metric and period, without its figure."""
        if fact.topic == DOCUMENT and self._same_tongue(fact):
            return self._quoted(fact)
        if fact.topic == DOCUMENT and not self._known(fact.subject):
            return self._in_document(fact)
        if fact.topic == ROW and not self._known(fact.subject):
            return self._of_cell(fact)
        if fact.counterparty:
            return self.phrases.say(
                "what_deal",
                self.language,
                subject=self.party(fact.subject),
                metric=self.metric(fact),
                counterparty=self.party(fact.counterparty),
            )
        period = write_period(fact.period, self.language)
        subject, metric = self.party(fact.subject), self.metric(fact)
        if not period:
            return self.phrases.say("what_fact_bare", self.language, subject=subject, metric=metric)
        return self.phrases.say(
            "what_fact", self.language, subject=subject, metric=metric, period=period
        )

    def loss(self, name: str) -> str:
        """The name of a negative figure whose size is told: a loss, an outflow."""
        for pair in self.phrases.cues("names_of_loss", "en" if self.language == "en" else "zh-TW"):
            income, _, loss = pair.partition("=")
            if income in name and loss not in name:
                return name.replace(income, loss, 1)
        return name

    def of_operands(self, facts: Sequence[Fact], made: Calculation) -> list[str]:
        """What a calculation's facts measure; a negative one whose size is taken, as a loss."""
        whole = made.expression.startswith(("abs(", "share(abs("))
        sized = {o.fact_id for o in made.operands if whole or not o.value.startswith("-")}
        return [
            self.loss(self.fact(f))
            if f.id in sized and min(f.values, default=0) < 0
            else self.fact(f)
            for f in facts
        ]

    def bounded(self, value: str, facts: Sequence[Fact], operation: str) -> str:
        """The result with the bound of what it rests on: about, up to …; mixed ones are "about".

        A sum or a product of a ceiling is a ceiling; two ceilings set against each other are none.
        """
        bounds = [f.bound for f in facts if f.bound not in (None, "exact")]
        if not bounds:
            return value
        alike = len(set(bounds)) == 1 and (
            operation in KEEPS_BOUND or len(bounds) == len(facts) == 1
        )
        rate = RATE.match(value)  # 每年600億美元: the bound belongs to the amount
        per, amount = (rate[1], rate[2]) if rate else ("", value)
        bound = bounds[0] if alike else "about"
        return per + self.phrases.say(f"value_{bound}", self.language, value=amount)

    def bare(self, fact: Fact) -> str:
        """Party and metric without the period."""
        if fact.topic == DOCUMENT and self._same_tongue(fact):
            return self._quoted(fact)
        return self.phrases.say(
            "what_fact_bare",
            self.language,
            subject=self.party(fact.subject),
            metric=self.metric(fact),
        )

    def row(self, fact: Fact) -> str:
        """What a row of a table measures, at whatever time."""
        return self._of_cell(replace(fact, period=_NO_TIME))

    def column(self, fact: Fact) -> str:
        """What the column of a table measures, and of when."""
        period = write_period(fact.period, self.language)
        metric = self._unitless(fact)
        if not period:
            return metric
        return f"{metric} ({period})" if self.language == "en" else f"{metric}（{period}）"

    def question_about(self, fact: Fact) -> str:
        """A question that this fact answers, as a reader would ask it; empty for a measure between
        two parties that has no such wording.
        """
        values = {"subject": self.party(fact.subject), "metric": self.metric(fact)}
        values["was"] = "were" if _PLURAL.search(values["metric"]) else "was"
        if fact.counterparty:
            key = f"ask_{fact.metric}"
            if not self.phrases.knows(key):
                return ""
            party = self.party(fact.counterparty)
            return self.phrases.say(
                key, self.language, subject=values["subject"], counterparty=party
            )
        period = write_period(fact.period, self.language)
        if not period:
            return self.phrases.say("ask_of", self.language, **values)
        key = "ask_at" if period.startswith("end of") else "ask_in"
        if self.language != "en" and values["subject"][-1:].isascii() and period[:1].isdigit():
            period = f" {period}"  # Alphabet 2025年
        if self.language == "en" and _DAY.match(period):
            key = "ask_on"
        if key == "ask_in" and _SPAN.search(period):
            key = "ask_over"
        return self.phrases.say(key, self.language, period=period, **values)

    def about_read(self, fact: Fact, title: str) -> str:
        """A question about a figure of a reader's document; empty where no metric names it."""
        if self.glossary.metric(fact.metric) is None:
            return ""
        return self.phrases.say(
            "suggest_read", self.language, title=title, metric=self.metric(fact)
        )

    def about_cell(self, fact: Fact) -> str:
        """A question about a cell of a reader's table, by its row and its column."""
        parts = fact.clause.split(CELL)
        head = IN_BRACKETS.sub("", parts[-2]).strip() if len(parts) > 2 else ""
        if not head or fact.subject not in parts[0]:
            return ""
        return self.phrases.say("suggest_cell", self.language, subject=fact.subject, metric=head)

    def about_document(self, title: str) -> str:
        """A question about a whole document of the reader's."""
        return self.phrases.say("suggest_document", self.language, title=title)

    def rephrase(
        self, question: Question, facts: Sequence[ScoredFact], choices: Sequence[str]
    ) -> str:
        """A wording of the question that the sources can answer."""
        wanted = {m.concept for m in question.metrics}
        for choice in choices:
            for scored in facts:
                fits = scored.fact.subject == choice and scored.fact.metric in wanted
                if fits and (asked := self.question_about(scored.fact)):
                    return asked
        figures = [f.fact for f in facts if f.fact.values and f.fact.provenance != "reader"]
        for asked in map(self.question_about, figures[:1]):
            if asked:
                return asked
        return self.phrases.say("rephrase_default", self.language)

    def _of_cell(self, fact: Fact) -> str:
        """A cell's row and column; where the row is itself the metric, the table's document."""
        if fact.subject not in fact.clause:
            return self._in_document(fact)
        head = (
            IN_BRACKETS.sub("", fact.clause.split(CELL)[-2]).strip() if CELL in fact.clause else ""
        )
        if head and self._same_tongue(fact) and not any(c.isdigit() for c in head):
            return self.phrases.say(
                "what_fact_bare", self.language, subject=fact.subject, metric=head
            )
        if self.glossary.metric(fact.metric) is not None:
            period = write_period(fact.period, self.language)
            return self.phrases.say(
                "what_fact" if period else "what_fact_bare",
                self.language,
                subject=fact.subject,
                metric=self.metric(fact),
                **({"period": period} if period else {}),
            )
        numbered = _NUMBERED.fullmatch(head) is not None  # FY26 is as short in any language
        metric = head if numbered else self._unitless(fact)
        start, end = fact.period.start or "", fact.period.end or ""
        same = start[:4] == end[:4] and (start[4:], end[4:]) == ("-01-01", "-12-31")
        # The years of another calendar are told by the head as the document counts them.
        period = write_period(fact.period, self.language) if same and not numbered else ""
        if period and period not in metric:
            metric = f"{metric}, {period}" if self.language == "en" else f"{metric}，{period}"
        return self.phrases.say("what_cell", self.language, subject=fact.subject, metric=metric)

    def _unitless(self, fact: Fact) -> str:
        """The metric of a cell without the unit in brackets, which its figure says."""
        metric = self.metric(fact)
        for found in reversed(list(IN_BRACKETS.finditer(metric))):
            if _UNIT_NAMED.search(fold(found.group())):
                metric = f"{metric[: found.start()].rstrip()}{metric[found.end() :]}"
        return metric or self.metric(fact)

    def _in_document(self, fact: Fact) -> str:
        """A document's own figure: metric, period and the document's title; a figure of which no
        metric is known is called by what it comes to.
        """
        period = write_period(fact.period, self.language)
        metric = self.metric(fact)
        if not metric and fact.values:
            metric = write_quantity(fact.values[0], fact.unit or "1", self.language)
        return self.phrases.say(
            "what_read" if period else "what_read_bare",
            self.language,
            metric=metric,
            title=fact.subject,
            **({"period": period} if period else {}),
        )

    def _quoted(self, fact: Fact) -> str:
        """The document's own words around the figure: no metric says as much."""
        words = _OPENING.sub("", fact.clause).rstrip(" .。,，;；:：、")
        short = words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rstrip()}…"
        return f"“{short}”" if self.language == "en" else f"「{short}」"

    def _same_tongue(self, fact: Fact) -> bool:
        return has_han(fact.clause) == (self.language != "en")

    def _known(self, concept: str) -> bool:
        return self.glossary.term(concept) is not None

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
from bot.language.timewords import write_period, write_when
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
_OPENING = re.compile(
    r"^[\s.。,，;；:：、)）」』”]*(?:(?:and|but|while|whereas)\s+)?", re.IGNORECASE
)
"""What a clause begins with that belongs to the one before it."""
RATE = re.compile(r"(每[^\d負負-]{1,6})([\d負-].+)")


_NO_TIME = Period("", None, None, "none")


def _same_time(one: Fact, other: Fact) -> bool:
    """Whether two figures are of the same dates, or of one label that names none."""
    dates = [(f.period.start, f.period.end) for f in (one, other)]
    return dates[0] == dates[1] and (any(dates[0]) or one.period.label == other.period.label)


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
            return self._of_deal(fact)
        when = self._spaced(self.party(fact.subject), write_when(fact.period, self.language))
        return self._timed(fact, when) if when else self._bare(fact)

    def _of_deal(self, fact: Fact) -> str:
        """A measure between two parties, in words of its own where there are any."""
        values = {
            "subject": self.party(fact.subject),
            "counterparty": self.party(fact.counterparty or ""),
        }
        key = f"what_deal_{fact.metric}"
        if self.phrases.knows(key):
            return self.phrases.say(key, self.language, **values)
        return self.phrases.say("what_deal", self.language, metric=self.metric(fact), **values)

    def _bare(self, fact: Fact) -> str:
        return self.phrases.say(
            "what_fact_bare",
            self.language,
            subject=self.party(fact.subject),
            metric=self.metric(fact),
        )

    def _timed(self, fact: Fact, when: str) -> str:
        return self.phrases.say(
            "what_fact",
            self.language,
            subject=self.party(fact.subject),
            metric=self.metric(fact),
            period=when,
        )

    def _spaced(self, subject: str, when: str) -> str:
        """A time in Chinese behind a Latin name: Alphabet 2025年."""
        apart = self.language != "en" and subject[-1:].isascii() and when[:1].isdigit()
        return f" {when}" if apart else when

    def _of_same_time(self, fact: Fact, lead: Fact, *, alone: bool) -> str:
        """What another figure of the same time as the one named before it measures; `alone` says
        that no other party has been named.
        """
        date = lead.period.start in (None, lead.period.end)
        time = self.phrases.say("same_date" if date else "same_period", self.language)
        values = {"metric": self.metric(fact), "time": time}
        if alone:
            return self.phrases.say("what_its_same_time", self.language, **values)
        subject = self.party(fact.subject)
        return self.phrases.say("what_same_time", self.language, subject=subject, **values)

    def _told_by_time(self, fact: Fact) -> bool:
        """Whether a figure's name holds its time in words."""
        own = fact.topic in (DOCUMENT, ROW) or fact.provenance == "reader"
        return not own and not fact.counterparty and bool(write_when(fact.period, self.language))

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
        names = [self.fact(f) for f in facts]
        lead = facts[0] if facts and self._told_by_time(facts[0]) else None
        for place, fact in enumerate(facts):
            if place and lead and self._told_by_time(fact) and _same_time(lead, fact):
                alone = all(f.subject == lead.subject for f in facts[: place + 1])
                names[place] = self._of_same_time(fact, lead, alone=alone)
            if fact.id in sized and min(fact.values, default=0) < 0:
                names[place] = self.loss(names[place])
        return names

    def moved(self, facts: Sequence[Fact]) -> dict[str, str]:
        """The words for one measure at a time and at an earlier one; empty where it is not that."""
        if len(facts) != 2 or not all(map(self._told_by_time, facts)):
            return {}
        last, first = facts
        same = (last.subject, last.metric) == (first.subject, first.metric)
        if same and last.compares_to == first.id and _same_time(last, first):
            return {"what": self.fact(last), "first": self.phrases.say("earlier", self.language)}
        if not same or _same_time(last, first):
            return {}
        return {"what": self.fact(last), "first": write_when(first.period, self.language)}

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
        return self._of_deal(fact) if fact.counterparty else self._bare(fact)

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
        """A question that this fact answers, as a reader would ask it; empty for a measure that
        nobody would ask for by its name alone and that has no wording of its own.
        """
        own = f"ask_{fact.metric}"
        values = {"subject": self.party(fact.subject)}
        if fact.counterparty:
            if not self.phrases.knows(own) or not self.phrases.takes(own, "counterparty"):
                return ""
            party = self.party(fact.counterparty)
            return self._asked(own, subject=values["subject"], counterparty=party)
        when = self._spaced(values["subject"], write_when(fact.period, self.language))
        values |= {"when": when} if when else {}
        if self.phrases.knows(own) and not self.phrases.takes(own, "counterparty"):
            takes_time = self.phrases.takes(own, "when")
            if takes_time and not when:
                return ""
            return self._asked(own, **(values if takes_time else {"subject": values["subject"]}))
        if fact.metric not in self.phrases.cues("asked_plainly") or not self._known(fact.subject):
            return ""
        values["metric"] = self.metric(fact)
        values["was"] = "were" if _PLURAL.search(values["metric"]) else "was"
        return self._asked("ask_when" if when else "ask_of", **values)

    def _asked(self, key: str, **values: str) -> str:
        """A question by its phrase, with the possessive that a name in s takes."""
        return self.phrases.say(key, self.language, **values).replace("s's ", "s' ")

    def is_right(self, claim: str) -> str:
        """The question whether the article is right that something is so."""
        stated = claim.rstrip(".。")
        first = stated.split(" ", 1)[0]
        if self.language == "en" and first.lower() in self.phrases.cues("small_words", "en"):
            stated = f"{first.lower()}{stated[len(first) :]}"
        return self.phrases.say("suggest_crosscheck", self.language, claim=stated)

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
            when = self._spaced(fact.subject, write_when(fact.period, self.language))
            return self._timed(fact, when) if when else self._bare(fact)
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

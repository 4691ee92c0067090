"""Which folder or label means spam, drafts or trash, in the languages mail programs speak."""

from __future__ import annotations

import re
from typing import Literal

from afterword.facts.handles import fold

Folder = Literal["", "spam", "draft", "trash"]

_SPAM = """spam|junk|junk e-mail|junk email|junk mail|junkmail|bulk mail|bulk|unerwünscht|unerwünschte werbung|junk-e-mail|spamverdacht|
correo no deseado|no deseado|courrier indésirable|indésirables|pourriel|posta indesiderata|indesiderata|ongewenste e-mail|ongewenst|
ongewenste reclame|lixo eletrônico|lixo electrónico|lixo eletrónico|correio não solicitado|skräppost|søppelpost|uønsket e-post|
uønsket mail|uønsket post|roskaposti|roskapostit|niechciane|wiadomości-śmieci|nevyžádaná pošta|nevyžádané|nevyžiadaná pošta|levélszemét|
спам|нежелательная почта|небажана пошта|gereksiz|istenmeyen|istenmeyen e-posta|önemsiz e-posta|迷惑メール|垃圾邮件|垃圾郵件|垃圾信件|스팸함|스팸|
스팸 메일|정크 메일|ανεπιθύμητα|ανεπιθύμητη αλληλογραφία|ספאם|דואר זבל|غير مرغوب فيه|الرسائل غير المرغوب فيها|البريد غير الهام|thư rác|
จดหมายขยะ|สแปม|สแปมเมล|brossa|correu brossa|nedorite|neželena pošta|neželjena pošta|нежелана пошта|rämpspost|mēstules|brukalas"""

_DRAFT = """draft|drafts|entwurf|entwürfe|brouillon|brouillons|borrador|borradores|rascunho|rascunhos|bozza|bozze|concept|concepten|kladde|
kladder|utkast|luonnos|luonnokset|wersje robocze|szkice|kopie robocze|koncept|koncepty|rozepsané|piszkozat|piszkozatok|черновик|черновики|
чернетки|taslak|taslaklar|下書き|草稿|草稿箱|草稿匣|임시보관함|임시 보관함|초안|πρόχειρα|טיוטות|المسودات|مسودات|ciorne|esborrany|esborranys|bản nháp|
thư nháp|จดหมายร่าง|ร่างจดหมาย|แบบร่าง|draf|konsep|nacrti|osnutki|mustandid|melnraksti|juodraščiai|чернови"""

_TRASH = """trash|bin|deleted|deleted items|deleted messages|rubbish|papierkorb|gelöscht|gelöschte elemente|gelöschte objekte|
gelöschte nachrichten|corbeille|éléments supprimés|messages supprimés|papelera|papelera de reciclaje|eliminados|elementos eliminados|
mensajes eliminados|lixeira|lixo|itens excluídos|itens eliminados|mensagens excluídas|cestino|posta eliminata|elementi eliminati|
messaggi eliminati|prullenbak|prullenmand|verwijderde items|verwijderde berichten|papirkurv|papirkurven|slettede elementer|slettet post|
slettede meddelelser|papperskorg|papperskorgen|borttagna objekt|borttaget|roskakori|poistetut|kosz|elementy usunięte|koš|odstraněná pošta|
kôš|kuka|lomtár|törölt elemek|корзина|удаленные|удалённые|кошик|видалені|çöp|çöp kutusu|silinmiş öğeler|ゴミ箱|削除済みアイテム|垃圾桶|
已删除|已删除邮件|已刪除的郵件|回收站|휴지통|지운 편지함|삭제된 항목|κάδος απορριμμάτων|κάδος|διαγραμμένα|אשפה|פריטים שנמחקו|المهملات|
العناصر المحذوفة|سلة المهملات|coș de gunoi|coş de gunoi|paperera|thùng rác|ถังขยะ|รายการที่ถูกลบ|sampah|smeće|koš za smeti|prügikast|
miskaste|šiukšliadėžė|кошче|отпад"""


def _table() -> dict[str, Folder]:
    found: dict[str, Folder] = {}
    kinds: tuple[tuple[Folder, str], ...] = (("spam", _SPAM), ("draft", _DRAFT), ("trash", _TRASH))
    for kind, names in kinds:
        for name in names.replace("\n", "").split("|"):
            found[fold(name)] = kind
    return found


_MEANING = _table()
_FLAGS = re.compile(r"[:;!-]2,([A-Za-z]*)$")


def label_kind(label: str) -> Folder:
    """What one label or folder name means; empty for all that people make themselves."""
    return _MEANING.get(fold(label.strip()), "")


def labels_kind(labels: tuple[str, ...]) -> Folder:
    """What a mail's labels say together: a draft in the trash is trash, spam only where nothing else is said."""
    kinds = {label_kind(label) for label in labels}
    return "trash" if "trash" in kinds else "draft" if "draft" in kinds else "spam" if "spam" in kinds else ""


def folder_kind(shown: str, *, single: bool = False) -> Folder:
    """What the folder of a place means: the file's own name (an mbox is a folder) and the folder it lies in.

    `single`: the file is one mail, so its own name says nothing.
    """
    steps = shown.replace(": ", "/").split("/")[-3:]
    if single or (len(steps) > 1 and steps[-1] == "mbox"):
        steps = steps[:-1]
    for step in reversed(steps[-2:]):
        name = step.removesuffix(".mbox").removesuffix(".mbx").removesuffix(".sbd")
        last = name.rpartition(".")[2] if name.startswith(".") else name
        if kind := label_kind(last):
            return kind
    return ""


def flags_kind(name: str) -> Folder:
    """What the flags at the end of a Maildir file's name say: D is a draft, T is in the trash."""
    found = _FLAGS.search(name)
    flags = found[1] if found else ""
    return "trash" if "T" in flags else "draft" if "D" in flags else ""

"""The courtesies around a question: "Xin chào, cho tôi hỏi … Cảm ơn ạ!"."""

from __future__ import annotations

import re

from bot.conversation.phrases import words_of
from bot.conversation.smalltalk import smalltalk
from embeddings.vietnamese import fold, nfc

# The words with accents that these patterns, which have none, may stand for; others are left as
# they are, so that "Còn Hội đồng …" is not "con hỏi …" and "Có hội nghị …" not "cô hỏi …".
_COURTEOUS = frozenset(
    words_of(
        """
        hỏi báo cả nhà mọi người các bạn quý tòa toà soạn chị cô chú bác chào kính buổi sáng
        trưa chiều tối lô alô dạ vâng ừ okê cảm cám ơn ạ à nhé nhá ơi với chút xíu một tí tôi mình
        cháu làm vui lòng biết là muốn cần có thể rằng thì chân thành trân trọng nhiều rất trước
        """
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_WHOM = (
    r"(?:hoi bao|ca nha|moi nguoi|cac ban|quy bao|quy toa soan|toa soan|chatbot|bot|ban|admin|ad|"
    r"shop|anh chi|anh|chi|em|co|chu|bac|there|everyone|all|guys|mn)"
)
_GREETING = (
    r"(?:xin chao|kinh chao|chao buoi (?:sang|trua|chieu|toi)|chao|alo|a lo|hello|hi|hey|helo|"
    r"good (?:morning|afternoon|evening)|da|vang|u|ok|oke|thanks|cam on)"
)
_SOFTENER = r"(?: a| nhe| nha| oi| voi| chut| xiu| mot chut| 1 chut| ti)*"
_I = r"(?:toi|minh|em|anh|chi|co|chu|bac|chau|con|tui|t|m)"
# Typed without accents, "con hoi dong …" is "còn hội đồng …" and "chi hoi truong …" the head of a
# chapter; "co hoi viec lam" is a chance of work.
_ASK = (
    r"hoi(?! (?:dong(?! chi)|nghi|thao|vien|truong|nong dan|phu nu|phu huynh|cuu chien|chu thap|"
    r"lien hiep|luat gia|nha bao|nguoi cao tuoi|khuyen hoc|dong y|sinh vien|doanh nghiep|"
    r"thanh nien|viec lam|cho)\b)"
)
_ASKING = (
    rf"(?:(?:lam on )?(?:vui long )?cho (?:{_I} )?(?:xin )?(?:hoi|biet|hoi la)|xin (?:cho )?hoi|"
    rf"{_I} (?:muon|can|xin) (?:hoi|biet)|{_I} {_ASK}|muon hoi|lam on cho (?:{_I} )?biet|"
    r"ban (?:co the )?(?:oi )?cho (?:toi|minh|em) (?:hoi|biet)|ban (?:co )?biet(?! gi\b)|"
    r"(?:could|can|would) you (?:please )?tell me|please tell me|tell me|do you know|"
    r"i (?:want|would like|need) to know|may i ask|can i ask)"
)
# Not within "U-22", "Hi-tech", "U.23" or "U.S.".
_STOP = r"\s*(?:[,!;:~)\n]|-(?![^\W_])|\.(?!\d|[^\W\d_]\.))+\s*"
_BEFORE = re.compile(
    rf"\s*(?:{_GREETING}(?: {_WHOM})?{_SOFTENER}(?:{_STOP}|\s+(?={_ASKING}\b)))?"
    rf"(?:{_WHOM} oi(?:{_STOP}|\s+))?"
    rf"(?:(?:{_WHOM} )?{_ASKING}{_SOFTENER}(?:(?: la| rang| thi)\b)?[\s,:]+)?"
)
_LONGEST_THANKS = 80  # characters
_AFTER = re.compile(
    rf"(?<=[?.!,;\n])\s*(?:(?:xin|chan thanh|tran trong|{_I}) )*"
    rf"(?:cam on|thanks|thank you|tks|thank)"
    rf"(?: nhieu| rat nhieu| truoc)*(?: {_WHOM})?{_SOFTENER}(?: nhieu)?\W*$"
)


def without_greeting(question: str) -> str:
    """The question without what politeness put around it; as it is if nothing else is there.

    >>> without_greeting("Xin chào, cho tôi hỏi ai là Bí thư? Cảm ơn ạ!")
    'ai là Bí thư?'
    """
    typed = nfc(question).strip()
    folded = _WORD.sub(_plain, typed)
    before = _BEFORE.match(folded)
    after = _AFTER.search(folded, max(0, len(folded) - _LONGEST_THANKS))
    start = before.end() if before else 0
    end = after.start() if after and after.start() > start else len(typed)
    kept = typed[start:end].strip()
    # One word left, as of "cho mình hỏi với", is what politeness ends in.
    asks = len(words_of(kept)) > 1 or kept == typed
    return kept if asks and smalltalk(kept) is None else question


def _plain(word: re.Match[str]) -> str:
    """As the patterns have it, if it is one of theirs."""
    form, plain = word[0].lower(), fold(word[0])  # which is as long, unlike İ in lower case
    return plain if form == plain or form in _COURTEOUS else word[0]

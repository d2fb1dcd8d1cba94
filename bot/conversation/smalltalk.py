"""What people say without asking anything: greetings, thanks, insults. It is not searched for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from bot.conversation.phrases import Phrase, parsed, table, words_of
from embeddings.vietnamese import fold
from embeddings.vietnamese.text import clean


class Smalltalk(StrEnum):
    """What was said; ``smalltalk-<value>`` is what to say back. The weightiest first."""

    INSULT = "insult"
    IDENTITY = "identity"  # who are you
    ABILITY = "ability"  # what can you do
    FAREWELL = "farewell"
    THANKS = "thanks"
    PRAISE = "praise"
    WELLBEING = "wellbeing"  # how are you
    GREETING = "greeting"
    DECLINE = "decline"  # no, nothing more
    ASSENT = "assent"  # ok, haha


_LONGEST = 160  # characters; who writes more wants something

# Whom one talks to and how one says it; says nothing by itself.
ADDRESS = """
bạn, bạn ơi, bot, bot ơi, ad, ad ơi, admin, admin ơi, shop, shop ơi, em, em ơi, anh, anh ơi,
chị, chị ơi, cô, chú, bác, các bạn, cả nhà, mọi người, mn, hỏi báo, bé, cưng, mày, tao, cậu, tớ,
mình, tôi, b, a, c, e, there, everyone, all, guys, bro, sir, hỏi báo ơi, ông, bà, robot, chatbot
"""
_PARTICLES = """
nhé, nha, nhá, nhen, nghen, ạ, à, ơi, vậy, thế, rồi, lắm, quá, thật, thật là, rất, vô cùng,
nhiều, nhìu, vì tất cả, vì đã giúp, đã giúp, đã trả lời, đã hỗ trợ, đã giúp đỡ, đã giúp tôi, đã,
giúp mình, hết, luôn, ghê, cực, cực kỳ, thì, là, ừ, dạ, vâng, rùi, lun, wá, á, z, v, nè, đi nào,
đó, đấy, đi, so, very, much, a lot, you, for your help, for the help, for the answer, my,
friend, really, and, và, your, are, is, this, that, it, cho, xin, của, tốt, nhiệt tình, đồ, cái,
thằng, con, thứ, như, như vậy
"""
_SAID: dict[Smalltalk, str] = {
    Smalltalk.INSULT: """
        ngu, đồ ngu, ngu ngốc, ngu như bò, ngu như chó, ngu vãi, ngu thế, đần, đần độn, ngốc,
        dốt, dốt nát, óc chó, đồ óc chó, mẹ mày, đm, đmm, đcm, dm, dcm, đkm, vcl, vl, vãi, clgt,
        cc, cl, lol, cút, cút đi, biến đi, câm, câm đi, câm mồm, im đi, khốn nạn, mất dạy, vô
        dụng, vô tích sự, đồ vô dụng, rác, đồ rác rưởi, rác rưởi, sai, sai rồi, sai bét, trả lời
        sai, không đúng, thằng điên, điên à, bot ngu, bot dở, bot tệ, tệ quá, dở ẹc, dở tệ, chán
        quá, tệ, chán, vớ vẩn, nhảm nhí, nhảm, stupid, idiot, dumb, useless, moron, shut up,
        fuck, fuck off, fuck you, wtf, you suck, bad bot, asshole, trash, bullshit, địt mẹ, địt,
        đéo, lồn, cặc, con mẹ mày""",
    Smalltalk.IDENTITY: """
        bạn là ai, bot là ai, em là ai, mày là ai, cậu là ai, ad là ai, you là ai, bạn tên gì,
        bạn tên là gì, tên bạn là gì, bot tên gì, em tên gì, bạn là gì, bot là gì, bạn là bot à,
        bạn là bot, bạn là người à, bạn là người hay máy, bạn là robot à, bạn có phải là người
        không, bạn có phải người không, bạn có phải là bot không, bạn phải người không, có phải
        bot không, là bot hay người, ai tạo ra bạn, ai làm ra bạn, who are you, what are you,
        what is your name, what's your name, are you a bot, are you human, are you a robot, are
        you real, who made you, who r u""",
    Smalltalk.ABILITY: """
        bạn làm được gì, bạn làm được những gì, bạn có thể làm gì, bạn biết làm gì, bạn biết gì,
        bot làm được gì, bạn giúp được gì, giúp gì được, bạn có thể giúp gì, bạn có thể giúp gì
        cho tôi, hướng dẫn, hướng dẫn sử dụng, cách dùng, dùng thế nào, dùng như thế nào, hỏi
        thế nào, hỏi như thế nào, hỏi gì bây giờ, tôi có thể hỏi gì, mình có thể hỏi gì, hỏi
        được gì, hỏi được những gì, giúp tôi, giúp mình, giúp với, giúp tôi với, giúp mình với,
        help, help me, what can you do, what do you do, how does this work, how do i use this,
        what can i ask, trợ giúp""",
    Smalltalk.FAREWELL: """
        tạm biệt, chào tạm biệt, bye, bye bye, byebye, bai, bai bai, pp, bb, hẹn gặp lại, gặp
        lại sau, hẹn gặp lại sau, ngủ ngon, chúc ngủ ngon, good night, goodnight, goodbye, good bye,
        g9, see you, see you later, see ya, cya, thôi nhé, thôi chào""",
    Smalltalk.THANKS: """
        cảm ơn, cám ơn, xin cảm ơn, chân thành cảm ơn, trân trọng cảm ơn, cảm ơn rất nhiều,
        biết ơn, cảm ơn nhiều, cảm ơn trước, không cảm ơn, tks, thks, thanks, thank, thank you,
        thank u, thankyou, thx, ty, many thanks, thanks a lot, tkiu, thanh kiu, cảm ơn bạn đã giúp,
        c.ơn, cảm tạ, đa tạ, cmon, kamsa, camon, cảm ơn vì câu trả lời, cảm ơn đã trả lời, much
        appreciated""",
    Smalltalk.PRAISE: """
        hay, hay quá, hay đấy, tuyệt, tuyệt vời, tuyệt quá, quá tuyệt, giỏi, giỏi quá, giỏi thế,
        thông minh, thông minh quá, thông minh thế, xịn, xịn quá, xịn sò, đỉnh, đỉnh quá, đỉnh cao,
        chuẩn, chuẩn rồi, chuẩn luôn, chính xác, đúng rồi, đúng quá, quá đúng, tốt lắm, tốt,
        tốt quá, hữu ích, hữu ích quá, rất hữu ích, dễ thương, đáng yêu, yêu bạn, yêu quá, ngon,
        good, good bot, great, awesome, nice, perfect, excellent, cool, amazing, well done, good
        job, wow, love you, i love you, love it, smart, brilliant, correct, tuyệt cú mèo, quá
        xịn""",
    Smalltalk.WELLBEING: """
        khỏe không, khoẻ không, bạn khỏe không, bạn có khỏe không, có khỏe không, khỏe ko, khỏe
        k, bạn khỏe chứ, khỏe chứ, dạo này thế nào, bạn thế nào, how are you, how r u, how are
        u, how do you do, how's it going, what's up, sup, đang làm gì, đang làm gì đấy, ăn cơm
        chưa""",
    Smalltalk.GREETING: """
        chào, xin chào, kính chào, chào buổi sáng, chào buổi trưa, chào buổi chiều, chào buổi
        tối, alo, a lô, alô, hello, hi, hí, hey, helo, hê lô, hế lô, lô, hallo, good morning,
        good afternoon, good evening, greetings, bạn ơi, bot ơi, ad ơi, shop ơi, em ơi, admin
        ơi, hỏi báo ơi, có ai không, có ai ở đây không, ê, ê bot, test, yo""",
    Smalltalk.DECLINE: """
        không, ko, hông, hong, khum, không có, không có gì, ko có gì, không cần, ko cần, không
        hỏi nữa, hết rồi, thôi, no, nope, nothing, no thanks, nothing else, that's all""",
    Smalltalk.ASSENT: """
        ok, hả, hử, oke, okie, okay, oki, okê, okela, ô kê, k, được, được rồi, vâng, dạ, dạ
        vâng, ừ, ừm, uh, ờ, uk, um, ukm, rồi, hiểu rồi, tôi hiểu rồi, mình hiểu rồi, biết rồi,
        đã hiểu, rõ, đã rõ, rõ rồi, haha, hahaha, hihi, hehe, hi hi, ha ha, hí hí, huhu, kk,
        kkk, yes, yep, yeah, i see, got it, fine, sure, vậy à, thế à, ra vậy, ra thế, ra là vậy,
        ra là thế, lmao""",
}
_SIGNS = {
    Smalltalk.THANKS: "👍🙏🤝👌💐🌹🙇",
    Smalltalk.PRAISE: "❤♥💕💖💗💓💞💘💙💚💛🧡💜🖤🤍😍🥰😘👏🔥⭐🌟💯🎉🤩💪😻🫶",
    Smalltalk.GREETING: "👋🤗",
    Smalltalk.ASSENT: "😀😃😄😁😆😅🤣😂🙂😊😉☺😋😎🆗✅✔",
    Smalltalk.INSULT: "🖕👎💩🤬😡😠🤮",
}
_NOT = frozenset(("khong", "ko", "k", "chua"))
# "Tốt không?" asks; "khỏe không?" is what it says.
_NOT_ASKED = frozenset((Smalltalk.PRAISE, Smalltalk.DECLINE, Smalltalk.ASSENT))
_ABOUT = frozenset("\ufe0f\u200d" + "".join(map(chr, range(0x1F3FB, 0x1F400))))  # shape and tone


@cache
def _tables() -> dict[str, tuple[Phrase, ...]]:
    said = {kind.value: table(_SAID[kind]) for kind in Smalltalk}
    return said | {"": table(ADDRESS + "," + _PARTICLES)}


def smalltalk(question: str) -> Smalltalk | None:
    """What is said by somebody who asks nothing; None for anything that may be a question.

    Only a message that consists of such phrases *entirely* counts: "Xin chào, ai là Bí thư?" and
    "Cảm ơn ai?" are questions.
    """
    if len(question) > _LONGEST:
        return None
    words = words_of(question)
    if not words:
        return _sign(clean(question))
    found = parsed(words, _tables())
    kind = next((kind for kind in Smalltalk if kind.value in (found or ())), None)
    return _denied(kind, words)


def _denied(kind: Smalltalk | None, words: Sequence[str]) -> Smalltalk | None:
    """What is said with "không" before it, or asked with "không" behind it."""
    if len(words) < 2:
        return kind
    if fold(words[0]) in _NOT and kind in (Smalltalk.PRAISE, Smalltalk.INSULT):
        praised = kind is Smalltalk.PRAISE or words_of("không đúng") == list(words[:2])
        return Smalltalk.INSULT if praised else Smalltalk.PRAISE
    asked = fold(words[-1]) in _NOT and fold(words[0]) not in _NOT
    return None if asked and kind in _NOT_ASKED else kind


def _sign(text: str) -> Smalltalk | None:
    """What a message of nothing but emoji says."""
    shown = {character for character in text if not character.isspace()} - _ABOUT
    if ")" in shown and shown <= {*":;=)"}:  # :)) is how many laugh
        return Smalltalk.ASSENT
    shown -= {*".!~"}
    if not shown <= {*"".join(_SIGNS.values())}:
        return None
    return next((kind for kind in Smalltalk if shown & {*_SIGNS.get(kind, "")}), None)

## The answer's card, the buttons below it, links, inline mode.
## telegram-* messages are Telegram HTML, variables come escaped; button-* and toast-* are plain text.

telegram-rival = Or: { $answer }
telegram-rivals = The articles do not agree; the newest comes first:
telegram-near-page = Near the question, { $page }/{ $pages }
telegram-passage-changed = This passage has been edited; the article no longer has it word for word.
telegram-article-gone = The article this passage was in is no longer in the library.
telegram-article-paragraphs = { $count } { $count ->
        [one] paragraph
       *[other] paragraphs
    }
telegram-passage-link = Link to this passage

error-refusal = This cannot be done right now.
error-answer-gone = This has changed, or is no longer in the library. Please ask again.
error-appeal-repeated = The admins have this question already.
error-appeal-limit = You have just sent the admins several questions. You can send the next in about { $minutes } min.

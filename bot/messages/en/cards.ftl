## The answer's card, the buttons below it, links, inline mode.
## telegram-* messages are Telegram HTML, variables come escaped; button-* and toast-* are plain text.

error-refusal = This cannot be done right now.
error-answer-gone = This has changed, or is no longer in the library. Please ask again.
error-appeal-repeated = The admins have this question already.
error-appeal-limit = You have just sent the admins several questions. You can send the next in about { $minutes } min.

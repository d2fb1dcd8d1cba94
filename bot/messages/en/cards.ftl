## The answer's card, the buttons below it, links, inline mode.
## telegram-* messages are Telegram HTML, variables come escaped; button-* and toast-* are plain text.

telegram-rival = Or: { $answer }
telegram-rivals = The articles answer differently; the newest comes first.
telegram-near-page = Near the question, { $page }/{ $pages }
telegram-passage-changed = This passage has been edited; the article no longer has it word for word.
telegram-article-gone = The article this passage was in is no longer in the library.
telegram-article-paragraphs = { $count } { $count ->
        [one] paragraph
       *[other] paragraphs
    }
telegram-passage-link = Link to this passage

button-nearest = { $count ->
    [one] 🔎 Show the nearest passage
   *[other] 🔎 Show the { $count } nearest passages
}
button-context = 📖 Context
button-less = 📕 Less
button-article = 📰 Article
button-back = ‹ Back
button-read = 🌐 Read it all
button-copy = 📋 Copy
button-summary = ‹ Summary
button-admin = 🙋 Ask an admin
button-up = 👍
button-down = 👎
button-wrong = Wrong
button-incomplete = Incomplete
button-unrelated = Off topic
button-open = 📖 Open in Hỏi Báo

toast-unknown-button = This button is too old to work. Please ask again.
toast-page = Passage { $page } of { $pages }
toast-slowly = The group is pressing rather fast. Please try again in a few seconds.
toast-why = Sorry! What is the matter with the answer?
toast-thanks-up = Thank you!
toast-thanks-down = Thank you, your remark has been noted.
toast-appeal = Your question is with the admins now. Thank you!
toast-appeal-kept = Your question has been noted, but the admins could not be told right now. Please press again in a while.

inline-type = Type a question about the articles…
inline-nothing = No answer found. Ask Hỏi Báo in private

telegram-draft = <i>Looking through the articles…</i>
telegram-linked-question = ❓ <i>{ $question }</i>
telegram-appeal =
    🙋 <b>{ $name }</b> hands on a question that found no answer:
    <blockquote>{ $question }</blockquote>
    <a href="{ $link }">Ask it again</a>

error-refusal = This cannot be done right now.
error-answer-gone = This has changed, or is no longer in the library. Please ask again.
error-appeal-repeated = The admins have this question already.
error-appeal-limit = You have just sent the admins several questions. You can send the next in about { $minutes } min.

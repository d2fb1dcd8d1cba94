## Console

error-settings = Some settings cannot be used: { $variables }
error-system = Cannot read or write { $path }: { $reason }
error-system-unnamed = The system reports an error: { $reason }
error-question-encoding = The question is not valid UTF-8 text. Save or send it as UTF-8.

setting-choice = { $variable }={ $value }: it must be one of { $expected }.
setting-integer = { $variable }={ $value }: it must be a whole number.
setting-number = { $variable }={ $value }: it must be a number.
setting-minimum = { $variable }={ $value }: it must be { $expected } or more.
setting-maximum = { $variable }={ $value }: it must be { $expected } or less.
setting-ids = { $variable }={ $value }: it must be numeric ids separated by commas, such as 12345,67890.
setting-url = { $variable }={ $value }: it must start with http:// or https://.
setting-model = { $variable }={ $value }: it must be { $expected }, the path of a model that is there, or a hub name of the form owner/name.
setting-encoding = The file { $variable } must be saved as UTF-8.
setting-other = { $variable } has a value that cannot be used.
setting-unknown = { $variable } is not a setting and is ignored. { $closest ->
        [none] { "" }
       *[other] Did you mean { $closest }?
    }

warning = Warning: { $text }
error-line = Error: { $text }

help-hoibao = Ask a body of Vietnamese articles a question; get the article's own words back, with their source.

    Exit codes: 0 done or answered · 1 error · 2 wrong usage or settings · 3 no answer in the articles.
help-publish = Publish a new edition of the articles. The old one serves until then.
help-editions = List the editions on disk, newest first.
help-rollback = Go back to the edition before the current one.
help-ask = Answer one question. “-” answers every line of standard input.
help-ask-question = The question; “-” reads one question a line from standard input.
help-ask-explain = Show how the answer was found: what was understood, all candidates, timings.
help-ask-json = Write JSON, one object a line (docs/json.md describes it).
help-console = Chat with the library in this terminal.
help-evaluate = Score the answers to a file of questions. One JSON object a line.
help-evaluate-file = Questions with their expected answers, one JSON object a line.
help-evaluate-min = Fail (exit code 1) when R@1 of the answerable questions is below this, from 0 to 1. With --corpus: R@1 of “ours” on questions with diacritics.
help-evaluate-dialogues = The file holds dialogues (docs/conversation.md): judge every turn, follow-ups included.
help-evaluate-corpus = Measure retrieval: the contexts in the file are the library, every system meets every way of typing.
help-evaluate-distractors = With --corpus: articles to hide them among, one JSON object a line.
help-evaluate-passages = With --corpus: at most so many passages of distractors.
help-evaluate-english = With --corpus: English translations of some questions (id, question_en).
help-evaluate-plot = With --corpus: draw R@1 into this PNG file.
help-bot = Run the Telegram bot. Needs HOIBAO_TELEGRAM_TOKEN.
help-version = Show the version.

# Dates and times: patterns of strftime
pattern-day = %Y-%m-%d
pattern-minute = %Y-%m-%d %H:%M

place = { $kind ->
    [title] title
    [dateline] publication time
    [lead] lead
    [caption] photo caption
    [heading] sub-heading
    [byline] byline
    [table-row] table row { $number }
   *[paragraph] paragraph { $number }
}
console-no-answer = The articles do not hold the answer to this question.
console-nearest = The nearest passages:
console-alternatives = Other possible answers:
console-confidence = confidence { $percent }%
explain-understood = Understood as:
explain-glossed = also searched by the Vietnamese words: { $words }
explain-score = Score
explain-dense = Meaning
explain-lexical = Words
explain-place = Place
explain-article = Article
explain-passage = Passage
explain-confidence = Confidence
explain-reading-of = Candidate answer
explain-stage = { $stage ->
    [understand] reading the question
    [encode] its vector
    [dense] search by meaning
    [lexical] search by words
    [rank] ranking
    [read] finding the answer
    [total] in all
   *[other] { $stage }
}
explain-timing = { $stage } { $ms } ms
explain-timings = Time: { $timings } · edition { $edition }
console-welcome = Ask in Vietnamese (with or without diacritics) or English, then ask on as you would in a conversation. /help shows the commands, Ctrl-D leaves.
console-help = Type a question and press Enter. Then ask on: “còn Bảo hiểm Xã hội thì sao?”, “bà ấy giữ chức gì?”, “when?”.
    /2, /3 …        the second, third … passage of the answer (or /page 2)
    /context        what stands before and after this passage
    /article        the article it is from
    /up             the answer is right and helps
    /down [wrong|incomplete|unrelated]   it is not good enough, and why
    /admin          hand the question on to the admins
    /moi            start afresh, forget what was just asked
    /ngonngu vi|en  choose the language
    /explain        show how answers are found, or stop showing it
    /help           this help
    /quit           leave (Ctrl-D too; Ctrl-C clears the line)
    The up arrow brings back earlier questions.
console-reading = Understood as:
console-page = Passage { $page } of { $pages }
console-page-usage = This answer has { $pages } { $pages ->
    [one] passage
   *[other] passages
} to look at. Type /page and the number of one, for example /page { $pages }, or just /{ $pages }
console-passage-changed = This passage has been edited and is no longer in the article as it was.
console-article-gone = The article with this passage is no longer in the library.
console-paragraphs = { $count ->
    [one] 1 paragraph
   *[other] { $count } paragraphs
}
console-nothing-asked = There is no answer to look at or rate yet. Ask something first.
console-rated-up = Thank you!
console-rated-down = Thank you, that has been noted.
console-rated-down-why = That has been noted. What is wrong with the answer? Type /down wrong, /down incomplete or /down unrelated.
console-not-noted = Thank you. The journal cannot be written at the moment, so this may be lost when you leave.
console-down-usage = Type /down wrong, /down incomplete or /down unrelated.
console-appealed = The question has been noted for the admins. Thank you!
console-fresh = Starting afresh. What would you like to know?
console-language = I will speak English from now on.
console-language-usage = Type /ngonngu vi (Vietnamese) or /ngonngu en (English).
explain-reading = { $kind ->
    [instead] the same question about something else
    [reference] a name in place of a pronoun
    [aspect] more about the same matter
   *[topic] a short question within the matter at hand
}
console-explain-on = Showing how answers are found. /explain again stops it.
console-explain-off = No longer showing how answers are found.
console-unknown-command = There is no command { $command }. /help shows the commands.
console-telegram-command = { $command } can only be used in Telegram. /help shows the commands that can be used here.
rolled-back = Back to edition { $edition }.
explain-change = { $kind ->
    [accents] diacritics restored
    [capitals] capital letters
    [shorthand] shorthand written out
    [abbreviation] abbreviation written out
    [spelling] spelling corrected
   *[telex] Telex keys read as letters
}: { $before } → { $after }
stage-open = Opening the library
stage-encode = Encoding passages
stage-index = Building the indexes
stage-verify = Checking the edition
stage-ask = Asking
sentences-instead = Meanwhile whole sentences are quoted instead of exact words.
now-serving = Answering from edition { $edition }.
published-summary = Published edition { $edition }: { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $passages } passages ({ $encoded } newly encoded) in { $seconds } s.
published-changes = Added { $added } · changed { $changed } · removed { $removed } · unchanged { $unchanged }
published-skipped = Skipped { $count }:
editions-none = There is no edition yet. Run: hoibao publish
editions-id = Edition
editions-created = Published
editions-articles = Articles
editions-passages = Passages
editions-skipped = Skipped
editions-current = ← serving
evaluation-kind = Kind
evaluation-questions = n
evaluation-summary = { $questions } questions: { $answerable } answerable, { $unanswerable } not
evaluation-all = All
evaluation-right = Right
evaluation-withheld = Withheld
evaluation-refused = Refused
evaluation-expected = expected:
evaluation-got = answered:
evaluation-no-answer = no answer
evaluation-rank = { $rank ->
    [0] not found
   *[other] rank { $rank }
}
evaluation-failures = Wrong ({ $count }):
evaluation-below = { $measured ->
    [dialogues] The share of turns that are right,
    [refused] The share rightly refused,
   *[recall] R@1
} { $score } is below the required { $minimum }.
evaluation-needs-corpus = { $options } can only be used with --corpus.
evaluation-either = Use either --dialogues or --corpus, not both.
reason-dialogue = the line is not a valid dialogue
dialogues-turns = Turns
dialogues-right = Right
dialogues-withheld = Withheld
dialogues-wrong = Wrong
dialogues-by-hand = By hand
dialogues-later = After the first
dialogues-read = read as:
dialogues-as-typed = as typed

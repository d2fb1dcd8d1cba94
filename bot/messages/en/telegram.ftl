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
    • You can ask on: “and in 2020?”. /moi changes the subject.
    • A mistake? Edit your question, and the answer changes with it.

    <b>The answer</b>
    The bold words on top are the answer, word for word from the article. Below them you find the whole passage, then the title, the date and the place in the article.

    <b>In groups</b>
    I answer when I am mentioned, when you reply to one of my messages, or to /hoi and a question.

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

telegram-fresh = All right, something else. What would you like to know?

telegram-language = Which language shall I speak?
telegram-language-vi = From now on I speak Vietnamese with you.
telegram-language-en = From now on I speak English with you.
telegram-language-auto = From now on I use the language of your Telegram app.
language-vi = Tiếng Việt
language-en = English
language-auto = As in Telegram

telegram-privacy =
    <b>What I keep</b>
    Your questions and the answers I gave (which article and passage, how long it took), your 👍 and 👎, which questions you asked the admins to look into, the language you chose, whether you were invited or blocked, and the Telegram numbers of you and of the chat. No names, telephone numbers or pictures; messages that ask me nothing are not kept.

    The admins read the questions to add articles. When you press 🙋, your question and the name you use on Telegram are sent to them. Apart from that nothing is sent anywhere or used for advertising.
telegram-privacy-duration = { $days ->
    [0] Questions are kept until you erase them.
   *[other] Questions are kept for { $days } days, then erased.
}
telegram-privacy-yours = { $kept ->
    [nothing] At the moment I keep no question of yours.
    [ratings] At the moment I keep no question of yours, only { $feedback } { $feedback ->
        [one] rating
       *[other] ratings
    }. /xoadulieu erases them.
   *[questions] At the moment I keep { $questions } { $questions ->
        [one] question
       *[other] questions
    } of yours (since { $since }) and { $feedback } { $feedback ->
        [one] rating
       *[other] ratings
    }. /xoadulieu erases them.
}
telegram-erase = Do you want to erase all your questions and ratings? That cannot be undone.
button-erase = Erase everything
button-keep = No, keep it
button-not-yours = This button is for whoever typed the command.
telegram-erase-kept = All right, everything stays.
telegram-erased = Erased: { $questions } of your questions and { $feedback } of your ratings.

telegram-status-edition =
    <b>Edition { $edition }</b>
    { $articles } articles, { $passages } passages; { $skipped } skipped as unreadable
telegram-status-uptime = Up for { $days ->
    [0] { "" }
    [one] { $days } day{ " " }
   *[other] { $days } days{ " " }
}{ $time }
telegram-status-reader = Answers: { $reader ->
    [sentences] whole sentences
   *[spans] just the words that answer
}
telegram-status-asked = In the last 24 hours: { $questions } questions from { $people } people, { $answered } answered
telegram-status-load = In hand or waiting: { $hand } questions ({ $workers } answered at once, at most { $queue } wait)
telegram-status-ways = Messages by: { $source } · who may ask: { $access } · groups: { $groups }
telegram-status-journal = Journal: { $waiting } records to be written, { $lost } lost

bot-description =
    You ask, I look for the answer in a library of Vietnamese articles and quote it word for word, with the article's title, its date and where it stands.

    Vietnamese with or without diacritics, shorthand and English are all fine. If the articles do not hold the answer, I say so instead of guessing.
bot-short-description = You ask, the newspaper answers: word for word, with the source.

command-start = What this is
command-help = How to ask
command-hoi = Ask a question
command-moi = Change the subject
command-ngonngu = Choose a language
command-quyenriengtu = What I keep about you
command-xoadulieu = Erase your questions and ratings
command-status = How the bot is doing
command-reload = Read the articles again

error-telegram = Something is wrong with the Telegram bot's account.
error-telegram-token-missing = There is no Telegram bot token yet. Set HOIBAO_TELEGRAM_TOKEN to the one @BotFather gave you.
error-telegram-token-rejected = The server { $api } does not accept the bot's token. Check HOIBAO_TELEGRAM_TOKEN, or get a new token from @BotFather.
error-telegram-token-busy = Another program is fetching this bot's messages. Stop that program first, or use another bot.

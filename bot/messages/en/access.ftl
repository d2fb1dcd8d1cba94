## Who may ask, in which groups, and how much at once

error-busy = Many people are asking right now, and I cannot keep up. Please send your question again in a minute.
telegram-too-fast = { $limit ->
    [group] That was a little fast: I can answer { $count } questions a minute in one group. Please wait a moment and go on then.
   *[person] That was a little fast: I can answer { $count } questions a minute for one person. Please wait a moment and go on then.
}
telegram-button-too-fast = That was a little fast. One moment, please.

telegram-access-invited = For now I only answer people who were invited. If you have an invitation code, send it here. If not, ask an admin; your Telegram number is <code>{ $person }</code>.
telegram-access-listed = For now I only answer people on a list. To be put on it, send an admin your Telegram number: <code>{ $person }</code>.
telegram-access-closed = For now I only answer people who were invited.
telegram-access-wrong-code = This code is not right, or has been used up. Please check it, or ask an admin for another.
telegram-access-unavailable = I cannot check codes right now. Please try again in a few minutes.
telegram-access-welcome = Your code is valid. From now on just send your question, and I look for the answer in the articles.
telegram-invitation =
    A code for { $uses } { $uses ->
        [one] person
       *[other] people
    }: <code>{ $code }</code>
    Or send this link, they only have to press it: { $link }{ $access ->
        [invited] { "" }
       *[other] { "" }

    Note: HOIBAO_ACCESS is { $access }, so codes have no effect yet; set HOIBAO_ACCESS=invited.
    }
telegram-invitation-usage = Use: /taoma, or /taoma 10 for a code that lets 10 people in (at most { $most }).

telegram-blocked = { $person } is blocked: I do not answer this person any more. /bochan { $person } takes it back.
telegram-unblocked = { $person } is no longer blocked.
telegram-block-usage = Reply to a message of the person { $action ->
    [block] with /chan, or type /chan
   *[unblock] with /bochan, or type /bochan
} and their Telegram number.
telegram-block-admin = Admins cannot be blocked.

telegram-group-closed = The bot's admins have not opened this group. An admin can do so by typing /monhom here. You can still write to me in private.
telegram-group-opened = This group is open. To ask, mention { $bot }, reply to one of my messages, or type /hoi and your question.
telegram-group-shut = This group is closed: I do not answer here any more, unless an admin types /monhom.
telegram-group-some = This group is closed: from now on I answer here only those who were invited or are listed, unless an admin types /monhom.
telegram-group-not-open = The bot's admins have not opened this group.
telegram-group-usage = This command is for the group that is to be opened or closed.
telegram-group-still-open = I still answer here, because HOIBAO_GROUPS is open: all groups may ask. To answer in opened groups only, set HOIBAO_GROUPS=listed.
telegram-group-hello =
    Hello everybody! I am <b>Hỏi Báo</b>: I look for answers in a library of Vietnamese articles and quote them word for word, with their source.

    To ask, mention { $bot }, reply to one of my messages, or type /hoi and your question. I do not react to anything else that is written here.

command-taoma = Create an invitation code
command-chan = Block a person
command-bochan = Unblock a person
command-monhom = Open this group for everybody to ask
command-dongnhom = Close this group

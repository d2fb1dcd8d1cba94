## Who may ask, in which groups, and how much at once

error-busy = Many people are asking right now, and I cannot keep up. Please send your question again in a minute.

## Conversation: what is said without asking, and how a follow-up was understood.

smalltalk-greeting = Hello! What would you like to know from the articles?
smalltalk-thanks = You are welcome. Ask on whenever you like.
smalltalk-farewell = Goodbye, see you soon!
smalltalk-praise = Thank you, I am glad it helped.
smalltalk-insult = I am sorry to have annoyed you. Try again with a name, an organisation or a year, and I will look more closely.
smalltalk-identity = I am Hỏi Báo, a program that looks for answers in the articles and quotes them word for word, with their source. I make nothing up.
smalltalk-ability = Ask about what the articles say: who, how many, when, where, why… Then ask on, for example: “What about 2020?”
smalltalk-wellbeing = I am well, thank you. What would you like to know from the articles?
smalltalk-decline = All right. Just ask whenever you need something.
smalltalk-assent = All right. Is there anything else you would like to know?

# The first page: who is here.

who-is-here = Who is here?
who-search = Name, or scan a badge
who-terminal = terminal { $terminal }
who-others = { $count ->
    [one] Today’s people first. { $count } other: type a name.
   *[other] Today’s people first. { $count } others: type a name.
}
who-nobody-found = Nobody of this name or badge works here. The theatre manager can add them.
who-touch-your-name = Touch your name
who-or-type = Or type it, or scan your badge. Then your six digits.
who-sample-pin = This hospital and its people are invented. Everyone’s PIN is { $pin }.
who-unsigned = { $count ->
    [one] One unsigned note of yours is kept here
   *[other] { $count } unsigned notes of yours are kept here
}
who-digits-given = { $count } of 6 digits
who-erase = Erase the last digit
who-someone-else = Someone else
who-forgotten = Forgotten? The theatre manager can set a new one.

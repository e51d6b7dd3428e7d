# Why something was not done, and what to do. Named after the rule that refuses.

refusal-unexpected = This could not be done. What you entered is still here. Try again; if it happens again, show this to the person who looks after the computers: { $detail }
refusal-not-signed-in = Choose your name and enter your PIN first.
refusal-pin-wrong = The PIN is not right. Try again.
refusal-pin-wait = The PIN was wrong several times. { $name } can try again in { $length }. Anyone else can sign in now.
refusal-empty = Fill in “{ $field }”.
refusal-too-long = “{ $field }” is too long. Use at most { $limit } characters.
refusal-date-impossible = { $date } is not a date. Write it as day, month, year.
refusal-check-digit = { $number } has a digit wrong: its check digit does not fit. Compare it with the card or the file.
refusal-disk-full = The disk is full, so this was not saved. Free some space; what you entered is still here.
refusal-folder-read-only = This computer does not let the program write to { $folder }. Ask the person who looks after the computers to allow it.
refusal-already-open = The program is already open on this computer. Use that window.

# What stands around every page: top bar, rail, notices, keys, fields.

frame-seconds = { $seconds } s
frame-person-not-here = someone not known on this terminal
frame-theatre-not-here = a theatre not known on this terminal
frame-operation-not-named = Operation not named yet

frame-today = Today
frame-waiting = Waiting
frame-patients = Patients
frame-attention = Attention
frame-settings = Settings
frame-pages = Pages
frame-things-to-look-at = { $count ->
    [one] { $count } thing to look at
   *[other] { $count } things to look at
}
frame-switch = Switch
frame-switch-explained = Switch to another person
frame-language = Language
frame-dark = Dark theme
frame-light = Light theme
frame-keys = Keys
frame-sample = Sample hospital: invented people
frame-not-connected = { $facts ->
    [0] Not connected · nothing waits
    [one] Not connected · { $facts } fact waits
   *[other] Not connected · { $facts } facts wait
}
frame-unreached = { $facts ->
    [0] Centre not reached · nothing waits
    [one] Centre not reached · { $facts } fact waits
   *[other] Centre not reached · { $facts } facts wait
}
frame-sending = { $facts ->
    [0] Asking the centre
    [one] Sending · { $facts } fact
   *[other] Sending · { $facts } facts
}
frame-all-sent = Everything sent at { $time }
frame-refused = { $facts ->
    [0] The centre refuses · see Settings
    [one] The centre refuses · { $facts } fact waits · see Settings
   *[other] The centre refuses · { $facts } facts wait · see Settings
}
frame-clock-behind = { $days ->
    [one] The clock is { $days } day behind. Set the computer’s date and time.
   *[other] The clock is { $days } days behind. Set the computer’s date and time.
}
frame-clock-ahead = { $days ->
    [one] The clock is { $days } day ahead. Set the computer’s date and time.
   *[other] The clock is { $days } days ahead. Set the computer’s date and time.
}
frame-starting = Opening the records…
frame-back-to-case = Back to the case you left open
frame-back-to-patient = Back to the case of { $name }
frame-back-left = It was open when you left this terminal.
frame-back-open = Open
frame-back-not-now = Not now
frame-nothing-here = There is no such page
frame-nothing-here-go = Go to today

frame-close = Close
frame-cancel = Cancel
frame-choose = Choose
frame-dismiss = Dismiss

frame-key-rail = Pages of the rail, from the top
frame-key-book = Book a case
frame-key-search = Search
frame-key-back = Back; close what is open
frame-key-next = Next and previous place
frame-key-press = Press what is marked; from a line that is typed in, the filled button
frame-key-arrows = Board: from case to case; checklist: from item to item
frame-key-move = Board: give the marked case another time
frame-key-answers = Checklist: the answers of the marked item, in their order
frame-key-help = This list

frame-date-hint = day month year
frame-time-hint = 24-hour clock, as 1405
frame-date-not-read = This is not read as a date. Type day, month, year: 22 11 2026
frame-time-not-read = This is not read as a time. Type hours and minutes: 1405
frame-number-not-read = This is not read as a number.
frame-pick-search = Name or staff number
frame-pick-none = Nobody of this name
frame-pick-change = Change

state-waiting = On the waiting list
state-planned = Planned
state-arrived = In theatre
state-running = Under way
state-left-theatre = Out of theatre
state-recovery = In recovery
state-on-hold = On hold
state-done = Completed
state-off = Cancelled
state-pips = Signed: { $signed } of 3

bar-procedure = Procedure
bar-side = Side
bar-anaesthesia = Anaesthesia
bar-anaesthesia-not-planned = Not planned
bar-blood = Blood
bar-blood-disputed = DISPUTED
bar-weight = Weight
bar-not-recorded = Not recorded
bar-restricted = Who this patient is may be seen by the team only
bar-name-alike = ANOTHER PATIENT TODAY HAS A SIMILAR NAME
bar-consent-withdrawn = CONSENT WITHDRAWN
bar-consent-disputed = CONSENT DISPUTED
progress-inventing = Inventing a hospital: { $done } of { $all }
progress-rebuilding = { $done } of { $all } records made again
progress-checking = { $done } of { $all } facts checked
progress-restoring = { $done } of { $all } MB read
progress-backing-up = { $done } of { $all } MB copied

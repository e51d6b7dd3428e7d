# The board, the week, and an emergency begun from the board.

today-board = Board
today-list = List
today-week = Week
today-shown-as = How the day is shown
today-day-before = The day before
today-day-after = The day after
today-other-day = Another day
today-date = Day
today-go-to = Go to { $day }
today-print = Print the list
today-printed = The list was saved: { $path }
today-book = Book
today-done = { $done }/{ $all } done
today-in-theatre = { $count } in theatre
today-late-cases = { $count } late
today-clashes = { $count ->
    [one] { $count } clash
   *[other] { $count } clashes
}
today-disputed = { $count } disputed
today-holiday = No lists: { $name }
today-no-lists = No lists this day
today-nothing-booked = Nothing is booked on this day. Cases stand here when they are booked; who waits below is placed by a touch on “Place”, or dragged onto a theatre.
today-cases = { $count ->
    [0] No cases
    [one] { $count } case
   *[other] { $count } cases
}

today-hidden = Restricted
today-name-alike = SIMILAR NAME TODAY
today-who-is-it = WHO IS IT?
today-no-surgeon = no surgeon yet
today-late = { $length } late
today-about = ~{ $time }
today-over = { $length } over
today-clash-room = { $theatre } booked twice
today-clash-here = booked twice
today-clash-person = { $name } also in { $theatre }
today-clash-person-elsewhere = { $name } booked twice
today-clash-patient = Patient also in { $theatre }
today-clash-patient-elsewhere = Patient booked twice
today-clash-machine = { $name } also in { $theatre }
today-clash-machine-elsewhere = { $name } booked twice
today-drop-on-a-lane = Drop on a theatre

today-column-time = Time
today-column-state = State
today-move = Move

today-waiting-list = Waiting list
today-place-or-drag = place, or drag
today-nobody-waits = Nobody waits for an operation.
today-more-waiting = { $count } more
today-place = Place
today-place-at = Place { $time }
today-waiting-for = waiting { $length }
today-theatre-free = { $theatre } is free
today-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}

today-week-of = { $first } – { $last }
today-week-before = The week before
today-week-after = The week after

today-emergency = Emergency
today-emergency-who = Who
today-emergency-about = about { $years }
today-emergency-age-typed = Another age, about
today-emergency-known = A patient we know
today-emergency-unknown = Nobody knows who it is
today-emergency-what = What has to be done
today-operation-not-known = Not known yet
today-emergency-other = Something else
today-emergency-role = What you do here: one or more
today-emergency-absent = Roles that nobody has are recorded as absent. They can join on the case’s page.
today-emergency-begin = Begin
today-emergency-begin-in = Begin in { $theatre }
today-emergency-free = free
today-emergency-free-until = free until { $time }
today-emergency-occupied = { $name } is in there
today-emergency-occupied-until = { $name } is in there until about { $time }

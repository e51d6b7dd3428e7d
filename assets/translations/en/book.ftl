# Booking, moving and calling off a case; the waiting list; giving a reason.

book-title = Book a case
book-title-move = Another time for this case
book-title-place = A place for this case
book-back = Back
book-change = Change
book-to-waiting-list = Put on the waiting list
book-in = Book { $place }
book-move-to = Move to { $place }
book-place-in = Place in { $place }
book-looking = Looking for a free time…
book-still-to-say = Still to say: { $what }
book-lack-patient = patient
book-lack-operation = procedure
book-lack-side = side
book-lack-urgency = urgency
book-lack-place = when and where
book-done = Booked: { $place }
book-waiting-done = On the waiting list.

book-procedure-hint = A few letters, a nickname or a code: app, সিজার, C/S
book-in-these-words = Not in the list: write it as “{ $words }”
book-not-in-catalogue = Not in the catalogue
book-needs = needs { $what }
book-urgency = Urgency
book-minutes = min
book-more = Length, ward and bed, anaesthesia, if known
book-anaesthesia = Anaesthesia, if it is planned

book-nobody-free = Nobody is free
book-add-person = Add to the team
book-who = Who
book-guest = A guest who is not in the list
book-guest-hint = Name
book-add-guest = Add the guest
book-nobody-yet = Nobody for now
book-needs-label = What it needs
book-to-be-seen-to = Not booked by this program, to be seen to: { $what }
book-which-machine = Which one?
book-without-it = Without it

book-when = When and where
book-day = Day
book-other-day = Other day
book-start = Start
book-after-procedure = When the procedure is chosen, the first time with everything it needs is looked for.
book-nearest-free = Nearest free, with everything it needs
book-in-session = inside the list’s hours
book-after-session = ends after the list, which closes at { $time }
book-chosen = chosen
book-choose = Choose
book-lacking = Nobody and nothing free for: { $what }
book-why-moved = Why it is moved, if worth saying

book-taken = { $theatre }, { $time } can’t be had as it is
book-clash-room = { $theatre } is taken until about { $until }
book-clash-person = { $name } is in { $theatre } until about { $until }
book-clash-person-busy = { $name } is busy until about { $until }
book-clash-patient = The patient is in { $theatre } until about { $until }
book-clash-patient-busy = The patient has another case until about { $until }
book-clash-machine = { $name } is in use in { $theatre } until about { $until }
book-clash-machine-busy = { $name } is in use until about { $until }
book-clash-also = ; also wanted: { $what }
book-free-or-reason = Choose a free time, or give a reason
book-anyway = Book anyway, with a reason
book-anyway-title = Book { $place } all the same?
book-anyway-explained = Both bookings stand, each marked with the clash, until one of them is moved. Your reason stays with the case.
book-anyway-do = Book { $place } over the clash

book-move-whom = Move { $name }?
book-place-whom = Place { $name }?
book-from = From
book-to = To

book-price = What it costs the patient
book-price-of-catalogue = price of the hospital’s catalogue
book-price-not-known = This procedure is not in the catalogue: its price is not known here.
book-recovery-days = { $days ->
    [0] No days of recovery are counted.
    [one] About { $days } day of recovery.
   *[other] About { $days } days of recovery.
}
book-price-without-subsidy = What a fund pays is not known here and not taken off.

book-call-off = Take it off the list
book-return-to-waiting = Back to the waiting list
book-return-title = Why does it go back to the waiting list?
book-returned = Back on the waiting list.
book-cancel-case = Cancel the case
book-cancel-title = Why is the case cancelled?
book-cancelled = The case is cancelled.
book-reason-first = Choose or write the reason
book-reason-words = In words
book-leave-as-is = Leave it as it is

book-waiting-all = All
book-waiting-count = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
book-waiting-search = Patient, number or procedure
book-waiting-empty = Nobody waits for an operation. Whoever is booked without a time stands here.
book-waiting-nobody-found = Nobody on the waiting list fits this.

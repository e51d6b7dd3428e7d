# Everything that happened to a case, as sentences.

history-all = All
history-filter = Show only
history-kind-times = Times
history-kind-checklist = Checklist
history-kind-notes = Notes
history-kind-team = Team
history-kind-given = Given and used
history-kind-outcome = Complications, outcome
history-kind-before = Before
history-kind-booking = Booking
history-facts = { $count ->
    [one] { $count } fact
   *[other] { $count } facts
}
history-none-of-kind = Nothing of this kind was recorded.
history-recorded = recorded by { $name } at { $time }, terminal { $terminal }
history-happened = happened { $when }
history-concurrent = recorded apart: neither knew of the other
history-newer = Recorded by a newer version of the program ({ $kind })
history-because = Reason: { $why }

history-requested = Requested: { $operation }, { $urgency }, about { $length }
history-operation = The operation is named: { $operation }, about { $length }
history-urgency = Urgency: { $urgency }
history-side = Side stated: { $side }
history-side-settled = Side settled by { $names }: { $side }
history-settled-by = Settled by { $names }
history-gone-by = Gone by: { $by }
history-scheduled = Booked: { $theatre }, { $day } at { $time }, { $length }
history-over = Booked over: { $clashes }
history-returned = Back to the waiting list
history-status = The case is now “{ $status }”
history-joined = { $name } joined the team as { $role }
history-left = { $name } left the team as { $role }
history-absent = Nobody is here as { $role }
history-consent = Consent given { $how }
history-fasting = Fasting: { $told }
history-anaesthesia = Anaesthesia planned: { $types }
history-converted = Anaesthesia changed to { $types }
history-milestone = { $milestone } at { $time }
history-set-back = { $milestone }: the time was taken away
history-answered = { $phase }, item { $number }: { $item } — { $answer }
history-signed = { $phase } signed by { $name }
history-passed = { $phase } passed in an emergency, in the name of { $name }
history-note = Note signed: { $kind }
history-addendum = Addendum signed
history-complication = Complication: { $complication }, { $severity }
history-device = { $action }: { $quantity } × { $name } ({ $kind })
history-count = Counted, all there. { $tally }
history-count-wrong = COUNT INCORRECT. { $tally }
history-drug = Given: { $drug } { $dose }
history-outcome = Outcome: { $outcome }
history-reported = Told by another system of the hospital
history-voided = Entered in error, taken off the lists

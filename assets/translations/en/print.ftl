# Printed pages.

# Every sheet
print-page = Page { $page } of { $pages }
print-printed = Printed { $date } at { $time } by { $name }
print-shortened = … (and { $count } more characters, in the program)
print-restricted = Restricted. Ask the team.
print-nobody-yet = nobody yet
print-name-alike = SIMILAR NAME: another patient today

# The theatre's list of a day
print-day-title = Operation list
print-day-cases = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
print-day-none = No cases are booked in this theatre.
print-day-notice = When the power is out: tick and write the times here. Enter them in the program when it is back.
print-day-by-hand = EMERGENCY, by hand
print-day-time = Time
print-day-patient = Patient
print-day-procedure = Procedure and side
print-day-allergies = Allergies
print-day-team = Team
print-day-checks = Checklist and times
print-day-notes = Notes
print-day-in = In
print-day-out = Out
print-day-passed = passed, not signed
print-day-reason = Reason: { $reason }
print-blank-name = Name
print-blank-age = Age, sex
print-blank-relative = Father / husband
print-blank-number = Reg. no.
print-blank-procedure = Procedure
print-blank-allergies = Allergy
print-blank-surgeon = Surgeon
print-blank-anaesthetist = Anaesthetist
print-none-known = none known

# The hospital's recovery key
print-key-title = Recovery key
print-key-made = Made on { $date }
print-key-what-head = What it is for
print-key-what = The records on the theatre’s computer are locked with a key that the computer keeps. If the computer breaks or is set up anew, that key is gone. Then only this sheet opens the records and their backups.
print-key-keep-head = Who keeps it
print-key-keep = The head of the hospital, in a locked cupboard or safe, away from the computer. Make one copy for a second person, in another building. Do not photograph it and do not send it by phone or e-mail.
print-key-who-head = Who can use it
print-key-who = Anyone who has this sheet and the computer’s files or a backup can read every patient’s record. The program does not keep the key and can’t print it again.
print-key-do-head = When it is needed
print-key-do = When the program asks for the recovery key, type the groups in their order. Big or small letters, spaces and hyphens do not matter.
print-key-letters = There is no letter O, I, L or U in it: the round one is 0 (zero), the straight one is 1 (one).
print-key-kept = Kept by (name)
print-key-signature = Signature
print-key-date = Date

# The record of a case
print-case-title = Record of the operation
print-case-number = Case { $number }
print-case-operation = Operation
print-case-planned = Booked
print-case-status = State
print-case-urgency = Urgency
print-case-reason = Reason for the operation
print-case-fasting = Fasting
print-case-fasting-solids = solids until { $time }
print-case-fasting-fluids = clear fluids until { $time }
print-case-fasting-unknown = asked, not known
print-case-not-recorded = not recorded
print-case-converted = { $time }: changed from { $from } to { $to }. { $reason }
print-case-side-said = { $name }: { $side }
print-case-team = Team
print-case-times = Times
print-case-absent = nobody present
print-case-changed = last of { $count } times given
print-case-checklist = WHO Surgical Safety Checklist
print-case-answer = Answer
print-case-said-by = Said by
print-case-recorded-by = Recorded by
print-case-plan = Plan: { $plan }
print-case-unanswered = not answered
print-case-answered-times = last of { $count } answers
print-case-phase-signed = Signed by { $name }, { $time }
print-case-phase-passed = PASSED WITHOUT SIGNATURE by { $name }, { $time }: { $reason }
print-case-phase-open = Not signed
print-case-drugs = Drugs given
print-case-acknowledged = allergy acknowledged by { $name }
print-case-counts = Counts
print-case-count-sponges = Sponges
print-case-count-sharps = Sharps
print-case-count-instruments = Instruments
print-case-count-tally = { $found } of { $expected }
print-case-count-correct = correct
print-case-count-incorrect = INCORRECT
print-case-notes = Notes
print-case-note-by = { $kind } · { $name } · { $time }
print-case-addendum-by = Addendum · { $name } · { $time }
print-case-written-late = written { $time }
print-case-complications = Complications
print-case-devices = Devices and implants
print-case-device-lot = Lot { $lot }
print-case-device-serial = Serial { $serial }
print-case-device-expires = Expires { $date }
print-case-device-quantity = { $count } pcs
print-case-none = None recorded.
print-case-outcome = Outcome and follow-up
print-case-history = Entries in the case’s history: { $count }. The whole history, with every earlier answer and time, is in the program.
print-case-signatures = Signatures
print-case-notice = Copy for the patient’s file. The record in the program is the one that counts.
print-case-by-at = { $name }, { $time }

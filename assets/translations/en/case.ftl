# A case: its page and everything that is recorded on it.

case-title = Case { $number }
case-not-shown = This case can’t be shown
case-go-today = Go to today
case-restricted-why = This case is restricted. Who the patient is and what is done is shown only to its team and to those with full access. If you belong to the team, ask one of them to add you.
case-sections = Parts of the case
case-section-now = Now
case-section-before = Before
case-section-before-missing = Before · { $missing } open
case-section-record = Record

# When things happened
case-happened-entered = happened { $happened }, entered { $entered }
case-entered = entered { $time }
case-when-understood = { $when } · { $ago }
case-minutes-earlier = { $minutes } min earlier
case-minutes-later = { $minutes } min later
case-day = Day
case-day-today = Today
case-day-yesterday = Yesterday
case-day-another = Another day
case-earlier = It was earlier: give the time
case-happens-now = It is happening now
case-recorded-by = { $when }, { $name }

# What stands on every page
case-alerts = To be seen by everyone
case-settle = Settle it
case-alert-side = Two people named different sides. Nothing goes on until two people settle it.
case-alert-consent-withdrawn = The patient withdrew consent at { $when }. Talk with the patient before anything goes on.
case-alert-consent-disputed = Two people recorded the consent differently. Ask the patient before anything goes on.
case-alert-blood = Two people recorded different blood groups. Send a new sample before blood is given.
case-alert-count = COUNT INCORRECT. { $tally }. { $resolution }
case-alert-clash = Booked over: { $clashes }
case-alert-on-hold = On hold since { $when }, { $name }: { $why }
case-alert-cancelled = Cancelled { $when }, { $name }: { $why }
case-alert-passed = { $phase } was passed, not signed: { $why }. { $name }, { $when }. What was answered on paper can be entered.
case-alert-passed-signed = { $phase } was passed before it was signed: { $why }. { $name }, { $when }.
case-alert-too-late = { $name } recorded “{ $status }” at { $when } without knowing what others had recorded. It is kept, and changes nothing.
case-alert-newer = { $count ->
    [one] { $count } entry comes from a newer version of the program and can’t be shown here.
   *[other] { $count } entries come from a newer version of the program and can’t be shown here.
}
case-enter-answers = Enter the answers

# Milestones
case-milestones = Milestones
case-mile-planned = planned { $time } · { $ago }
case-mile-planned-day = planned { $day }, { $time }
case-mile-planned-end = end due { $time } · { $ago }
case-mile-since = { $milestone } { $ago }
case-mile-after = after { $phase }
case-mile-none = no time recorded
case-mile-change = Change the time: { $milestone }
case-mile-when = { $milestone }: when?
case-mile-happened = It happened at
case-mile-recorded = { $times ->
    [one] Recorded: { $when }, by { $name }.
   *[other] Recorded: { $when }, by { $name }. The time was given { $times } times; the earlier ones are in the history.
}
case-mile-on-hold = The case is on hold.
case-mile-save = Save { $time }
case-mile-save-none = Give the time first
case-mile-set-back = It did not happen
case-mile-back = Take the time away
case-mile-back-why = Why is the time taken away?
case-over = { $length } over
case-over-next-moves = { $length } over: the next case moves to about { $time }
case-over-next-holds = { $length } over: the next case keeps its time

# The checklist on the case page
case-checklist = Surgical safety checklist
case-checklist-who = who said it, who recorded it, when
case-phase-start = Start { $phase }
case-phase-go-on = Go on with { $phase }
case-phase-open = Open { $phase }
case-phase-passed = passed { $when } · { $name }
case-phase-answered = { $answered } of { $all } answered
case-phase-locked = opens when { $phase } is signed
case-phase-due = { $phase } comes first
case-pass-open = Emergency: pass with a reason and a name
case-pass-title = Emergency: pass { $phase }
case-pass-means = { $phase } then counts as passed, not as signed. The reason and the name stay on every page of this case; what was answered on paper can be entered afterwards.
case-pass-name = In whose name?
case-pass-reason-missing = The reason is missing
case-pass-name-missing = The name is missing
case-pass-do = Pass { $phase }
case-someone-else = Someone else

# Counts
case-counts = Counts
case-counts-none = Not counted yet
case-count = Count
case-count-again = Count again
case-count-stage = When is it counted?
case-count-sponges = Sponges
case-count-sharps = Sharps
case-count-instruments = Instruments
case-count-of = { $name } { $found } of { $expected }
case-count-nothing = nothing counted
case-count-expected = There should be
case-count-found = Found
case-count-right = right
case-count-off = does not match
case-count-wrong = Tell the surgeon now. Search, and take an X-ray where there is one.
case-count-searched = What was searched, and what did the X-ray show?
case-count-searched-hint = Where was searched; the X-ray’s result, or why there was none; which surgeon was told
case-count-missing = Say when, and count at least one of the three
case-count-save = Save the count

# Notes
case-notes = Notes
case-notes-before = Before
case-notes-during = During
case-notes-after = After
case-signed = signed
case-note-box = Note: { $kind }
case-note-hint = Type here. It is kept as you type, and signed when you say so.
case-note-template = Use a template
case-note-late = Written on paper earlier
case-note-now = Written now
case-note-when = When was it written?
case-note-sign = Sign note
case-draft-keeping = being kept…
case-draft-kept = kept on this terminal { $length } ago · not signed yet
case-draft-not-kept = Not kept.
case-addendum = addendum
case-addendum-add = Add an addendum
case-addendum-sign = Sign addendum
case-template-title = Templates
case-template-means = It is put below what you have typed. Fill in every ___ yourself.
case-template-own = For this operation
case-template-others = Others

# The team
case-team-add = Add
case-team-role = In which role?
case-team-join = Add to the team
case-team-guest = A guest, not on the list
case-team-absent = Nobody is here as { $role }
case-team-nobody = nobody here
case-team-empty = Nobody is named yet.
case-team-since = since { $when }
case-team-leave = Leaves this role
case-team-left = No longer on the team.
case-team-also = Also works here as
case-team-also-add = Add this role
case-guest-means = Came for this case, as { $role }. A guest is named in the team and signs in only when a PIN was set.
case-guest-add = Add the guest

# Before the operation
case-before-title = Before the operation
case-before-patient = Patient and operation
case-record = Record
case-change = Change
case-again = Record again
case-save = Save
case-choose = Choose: { $what }
case-write = Write: { $what }
case-open = Open
case-consent-given = Given { $how }
case-consent-how = How was it given?
case-consent-how-word = how it was given
case-consent-signature = By signature
case-consent-thumb = By thumb print, with a witness
case-consent-guardian = By a guardian
case-guardian-name = Guardian’s name
case-guardian-relation = The guardian is the patient’s
case-consent-when = When was it given?
case-consent-save = Record consent
case-consent-withdraw = Withdrawn
case-consent-withdraw-means = From now on every page says that consent was withdrawn, and anaesthesia can’t start.
case-consent-withdraw-why = What did the patient or the guardian say?
case-consent-withdraw-when = When was it withdrawn?
case-consent-withdraw-do = Record the withdrawal
case-side-which = Which side?
case-side-gone-by = What did you go by?
case-side-save = The side is { $side }
case-side-none = Choose the side
case-anaesthesia-kinds = Which kinds?
case-anaesthesia-convert = Changed to another
case-anaesthesia-was = Until now: { $types }
case-anaesthesia-why = Why was it changed?
case-anaesthesia-when = When was it changed?
case-anaesthesia-changed = { $when }: from { $from } to { $to }, { $why }
case-fasting = Fasting
case-fasting-asked = What does the patient say?
case-fasting-told = When the last meal and drink were
case-fasting-unknown = Asked, can’t be told
case-fasting-not-asked = Not asked
case-fasting-solids = Solids until { $when }, { $ago }
case-fasting-fluids = Clear fluids until { $when }, { $ago }
case-fasting-solids-until = Last solid food or milk
case-fasting-fluids-until = Last clear fluid
case-ward-bed = Ward and bed
case-urgency = Urgency
case-minutes = min
case-operation-another = Another one

# Allergies
case-drug-class-of = The drug’s group, if it belongs to one
case-drug-class-penicillin = Penicillins
case-drug-class-cephalosporin = Cephalosporins
case-drug-class-sulfonamide = Sulfa drugs
case-drug-class-nsaid = Painkillers such as diclofenac (NSAID)
case-drug-class-opioid = Opioids
case-drug-class-local_anaesthetic = Local anaesthetics
case-drug-class-latex = Latex
case-drug-class-iodine = Iodine

# Given and used
case-given = Given and used
case-given-none = Nothing recorded yet
case-drug-short = Drug
case-device-short = Device
case-drugs = Drugs given
case-drugs-none = No drug recorded yet
case-drug-give = Give a drug
case-dose-hint = with its unit: 1.5 g
case-drug-recognised = By its name: { $class }
case-drug-allergic = The patient is allergic to { $substance }.
case-drug-acknowledge = Choose another drug, or name who decides to give it.
case-drug-who-decides = Who decides?
case-drug-when = When was it given?
case-drug-save = Record as given
case-drug-acknowledged = Given knowing of the allergy, decided by { $name }
case-devices = Used and implanted
case-devices-none = Nothing used or implanted yet
case-device = Record a device
case-device-scan = Scan the barcode on the package
case-device-scan-hint = The scanner types here
case-device-read = Read
case-device-scanned = Device number { $number }
case-scan-not-read = This is not a barcode of a medical package. Scan the other code on it, or type below.
case-scan-check-digit = A digit of { $number } was misread. Scan again, or type below.
case-scan-date = The expiry date { $digits } on this code is no date. Read it from the package and type it below.
case-scan-separators = The scanner leaves out the separators, so lot and serial number run together. Type them below.
case-scan-contradicts = This code names two different values. Read the package and type below.
case-device-type = What is it?
case-device-type-hint = mesh, suture, drain …
case-device-type-missing = Choose what it is
case-device-name = Name on the package
case-device-name-hint = brand, size
case-device-action = What was done with it?
case-device-action-missing = Choose what was done
case-device-changed = Changed before use
case-device-manipulated = cut or bent to fit
case-device-expires = Usable until
case-device-expired = This expired on { $date }. Take another one.
case-device-lot = lot { $lot }
case-device-serial = serial no. { $serial }
case-device-until = until { $date }
case-device-save = Record the device

# Complications
case-complications = Complications
case-complications-none = None recorded
case-complication = Complication
case-complication-hint = Type to find it, or write it in your words
case-complication-in-words = Kept in these words: { $words }
case-severity = How grave?
case-severity-word = how grave
case-clavien-dindo = Clavien-Dindo, if known
case-clavien-i = I · nothing special needed
case-clavien-ii = II · drugs or blood
case-clavien-iiia = IIIa · intervention without general anaesthesia
case-clavien-iiib = IIIb · intervention under general anaesthesia
case-clavien-iva = IVa · one organ fails
case-clavien-ivb = IVb · several organs fail
case-clavien-v = V · death
case-complication-when = When was it noticed?
case-complication-save = Record the complication

# The end of the case
case-outcome = Outcome and follow-up
case-outcome-none = Not recorded yet
case-complete = Complete the case
case-complete-held = Something must come first
case-complete-outcome-first = Choose the outcome
case-complete-follow-up-first = Write the follow-up
case-follow-up-hint = When to come back, stitches, drugs
case-lacks-in-progress = The case is “{ $status }”: only a case that is in progress can be completed.
case-lacks-phase = { $phase } is not signed
case-lacks-answers = { $phase } was passed; its answers are not entered
case-lacks-times = No time yet: { $milestones }
case-lacks-note = No note of the operation is signed
case-lacks-counts = Nothing was counted
case-lacks-signature = A note is typed and not signed

# The case as a whole
case-hold = Hold
case-hold-title = Put the case on hold
case-hold-do = Put on hold
case-resume = Go on
case-more = More
case-more-title = This case
case-print = Print the record
case-printed = Saved as { $path }
case-move = Move to another time or theatre
case-back-to-waiting = Back to the waiting list
case-cancel = Cancel the case
case-cancel-do = Cancel the case
case-cancel-means = The record is kept. A cancelled case can’t be taken up again.
case-void = Entered in error
case-void-means = The case disappears from all lists. What was recorded is kept.
case-void-why = What was the error?
case-void-do = Take it off the lists
case-voided = Taken off the lists
case-status-history = Who moved the case on
case-status-change = { $from } → { $to }
case-requested = Requested { $when }, { $name }

# What happened
case-happened = What happened
case-happened-nothing = Nothing yet. Who did what, and when, is told here.
case-did-milestone = { $what } · { $name }
case-did-sign = { $phase } signed · { $name }
case-did-pass = { $phase } passed · { $name }
case-did-drug = { $what } · { $name }
case-did-drug-allergy = { $what } · allergy acknowledged by { $name }
case-did-note = Note: { $kind } · { $name }
case-did-status = { $status } · { $name }

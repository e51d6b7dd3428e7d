# The surgical safety checklist.

checklist-phases = Phases
checklist-locked = { $phase } opens when { $until } is signed, or passed with a reason and a name.
checklist-late = Answers that are entered afterwards carry the time at which they were given, and the time of entry.
checklist-late-when = When were they given?

checklist-speaking = Who is speaking?
checklist-speaking-nobody = not stated until you choose
checklist-speaker-patient = Patient
checklist-speaker-guardian = Guardian
checklist-speaker-team = Team
checklist-said-by = said by { $who }
checklist-said-not-stated = who said it: not stated
checklist-recorded-by = recorded by { $who }
checklist-times = answered { $times } times

checklist-comment = Comment on item { $number }
checklist-comment-hint = What should be remembered about this answer
checklist-team-why = Why can neither the patient nor a guardian say it?
checklist-team-why-hint = unconscious, no relative here
checklist-record = Record “{ $answer }”
checklist-answer-first = Choose the answer first
checklist-plan-hint = What was agreed, and who does it
checklist-plan-allergies = What is given or used instead?
checklist-plan-airway = What is ready for the airway?
checklist-plan-blood = What is ready for the bleeding?
checklist-plan-allergies-phrase = Avoided; an alternative is drawn up
checklist-plan-airway-phrase = Difficult-airway equipment and a helper are here
checklist-plan-aspiration-phrase = Rapid sequence planned, suction on
checklist-plan-blood-phrase = Two wide IV lines, fluids running
checklist-plan-blood-ready-phrase = Cross-matched blood is in the theatre

checklist-do-patient-identity = Check name, operation, place and consent with the patient or the guardian, then answer again.
checklist-do-site-marked = Have the surgeon mark the site, then answer again.
checklist-do-anaesthesia-safety = Check the machine and the drugs, then answer again.
checklist-do-pulse-oximeter = Put the oximeter on and see that it reads, then answer again.
checklist-do-team-introduced = Everyone says their name and role, then answer again.
checklist-do-patient-confirmed = Stop. Compare the wristband, the consent and the mark, then answer again.
checklist-do-antibiotic = Give the antibiotic, or say that none is needed, then answer again.
checklist-do-imaging = Put the images up, or say that none are needed, then answer again.

checklist-kept = saved · { $ago }
checklist-pass = Emergency: pass with a reason
checklist-open = { $items } open
checklist-holding = { $items } answered “no”
checklist-sign = Sign { $phase } as { $name }
checklist-sign-other = Someone else signs
checklist-signs = Who signs?
checklist-signed = Signed by { $name }, { $when }
checklist-back = Back to the case

checklist-still-there = { $name } has not left { $theatre }
checklist-still-there-ask = Look at the wristband. Is the patient before you { $name }?
checklist-still-there-go-on = Yes, this is { $name }
checklist-still-there-other = Open the case of { $name }

# Why something was not recorded, and what to do. `refusal-…` is named after the rule that refuses.

# Signing in
refusal-not-signed-in = Choose your name and enter your PIN first.
refusal-pin-wrong = The PIN is not right. Try again.
refusal-pin-wait = The PIN was wrong several times. { $name } can try again in { $length }. Anyone else can sign in now.
refusal-pin-wait-here = The PIN was wrong several times. It is looked at again in { $length }.
refusal-no-pin = This person has no PIN yet. The theatre manager or an administrator sets one under Settings.
refusal-pin-too-simple = This PIN is easy to guess. Choose six digits that are neither all the same nor in a row.
refusal-not-allowed = Your role does not include this. Ask { $who } to do it.
refusal-last-administrator = { $name } is the only administrator. Make someone else an administrator first.

# What was typed
refusal-missing = Fill in “{ $field }”.
refusal-too-long = “{ $field }” is too long. Use at most { $limit } characters.
refusal-malformed = “{ $field }” is not written the way it should be. Look at it again.
refusal-check-digit-wrong = { $number } has a digit wrong: its check digit does not fit. Compare it with the card or the file.
refusal-impossible-time = “{ $field }” can’t be this date or time. Check the day, month, year and hour.
refusal-out-of-range = “{ $field }” must be between { $min } and { $max }.
refusal-unknown-code = “{ $code }” is not in the hospital’s list. Choose one from the list.
refusal-reason-missing = Choose or write the reason first.
refusal-not-found = This is not on this terminal. It may be on another one that has not been connected yet.
refusal-likely-duplicates = { $count ->
    [one] A patient like this is already registered. Look first: is it the same person?
   *[other] { $count } patients like this are already registered. Look first: is one of them the same person?
}

# The case
refusal-case-closed = This case is { $status }. You can still add an addendum, a complication or a late answer.
refusal-case-not-started = This case has not begun. Record the start of anaesthesia first.
refusal-transition-not-possible = A case that is “{ $from }” can’t become “{ $to }”. It can become: { $allowed }.
refusal-transition-none = A case that is “{ $from }” stays so.
refusal-outcome-missing = Record the outcome before completing the case.
refusal-milestone-out-of-order = “{ $milestone }” can’t be at this time: “{ $other }” was at { $time }. Check both times.
refusal-milestone-not-recorded = “{ $milestone }” has no time yet.
refusal-side-disputed = Two people named different sides. Nothing goes on until two people settle it together: look at the mark, the consent and the image.
refusal-side-not-stated = The side has not been stated. Say left, right or both first.
refusal-consent-withdrawn = The patient withdrew consent at { $time }. Talk with the patient; record a new consent before going on.
refusal-consent-disputed = Two people recorded the consent differently. Ask the patient; two people settle it in Attention.
refusal-blood-group-disputed = Two people recorded different blood groups. Send a new sample; two people settle it in Attention.
refusal-allergies-are-known = These allergies are recorded: { $allergies }. If one is wrong, take it back first and say why.
refusal-allergy-not-acknowledged = The patient is allergic to { $allergy }; { $drug } belongs to the same class. Choose another drug, or name who takes the decision.
refusal-already-on-team = { $name } is already on the team as { $role }.
refusal-not-on-team = This person is not on the team.
refusal-not-two-people = Two different people settle this, each with their own PIN: you and one more. For a side or a consent one of the two is the operating surgeon of the case.

# The checklist
refusal-phase-due = { $phase } is not signed. Sign it, or pass it with a reason and a name, before “{ $milestone }”.
refusal-phase-locked = { $phase } opens when { $due } is signed.
refusal-phase-already-signed = { $phase } is already signed.
refusal-items-unanswered = { $phase } still lacks { $items }.
refusal-items-hold = { $phase } waits: { $items } was answered “no”. Put it right and answer again, or pass the phase with a reason and a name.
refusal-answer-not-possible = This item does not have that answer.
refusal-plan-missing = Write what the plan is for “{ $item }”.
refusal-team-agreed-without-reason = Write why neither the patient nor a guardian could say it.

# Booking
refusal-clashes = This time can’t be booked: { $clashes }. Choose one of the free times, or book it with a reason.
clash-room = { $name } is taken { $from }–{ $until }
clash-person = { $name } is needed in another case { $from }–{ $until }
clash-patient = the patient has another case { $from }–{ $until }
clash-machine = { $name } is in use { $from }–{ $until }
refusal-ends-before-start = The end is before the start. Correct one of the two times.
refusal-outside-day = The theatre has no list at this time. Choose a time in the list’s hours, or book it with a reason.

# This computer
refusal-disk-full = The disk is full, so this was not saved. Free some space; what you entered is still here.
refusal-folder-read-only = This computer does not let the program write to { $folder }. Ask the person who looks after the computers to allow it.
refusal-already-open = The program is already open on this computer. Use that window.
refusal-not-understood = This window and the program behind it do not fit together, so nothing was recorded. Close the program and start it again; if it happens again, show this to the person who looks after the computers.
trouble-read-only = This computer does not let the program write to its folder, so nothing was recorded. Ask the person who looks after the computers to allow it.
trouble-not-found = The program’s file is not where it was. If the disk or the network folder was taken out, put it back and try again.
trouble-damaged = The program’s file is damaged. Nothing was written over it. Restore the last backup; the damaged file is kept beside it.
trouble-key-lost = The key to the records is not on this computer. Type the recovery key that was printed when the hospital was set up.
trouble-wrong-key = This recovery key does not fit. Compare each letter with the printed sheet.
trouble-newer = These records were written by a newer version of the program. Start the newer version.
trouble-other = This computer could not read or write the records, so nothing was recorded. Try again; if it happens again, call the person who looks after the computers.
trouble-file-not-found = There is no file { $path }. Check the name and whether the disk is plugged in.
trouble-file-damaged = { $path } can’t be read: it is cut short, changed or not a file of this program. Choose another one.
trouble-file-other = { $path } could not be read or written. Choose another place and try again.

# The central service
centre-trouble-address = This is not read as an address. Type it as it was given: https://… and the name.
centre-trouble-unencrypted = This address is not encrypted: others on the line could read it. Use https://, or choose “Without encryption”.
centre-trouble-unreached = The centre does not answer. What is recorded is kept and sent as soon as it does. If this lasts, check the network cable and the address.
centre-trouble-untrusted = This computer does not know who issued the centre's certificate, so nothing is sent; what is recorded is kept. Ask whoever looks after the computers to add the hospital's certificate authority to those that this computer trusts. It is then tried again by itself.
centre-trouble-other-name = The centre's certificate is for another name than this address, so nothing is sent; what is recorded is kept. Type the address exactly as it was given. If it is right, tell whoever looks after the centre.
centre-trouble-out-of-date = The centre's certificate is not valid today, so nothing is sent; what is recorded is kept. Check the date of this computer. If it is right, ask whoever looks after the centre to renew the certificate.
centre-trouble-busy = The centre asks to be tried again in a moment.
centre-trouble-not-a-centre = What answers at this address is not the central service, or it has a fault. Check the address, or tell whoever looks after the centre.
centre-trouble-code = The centre does not take this code: it is wrong, of another hospital, used already, or too old. Ask for a new one.
centre-trouble-terminal-taken = Another terminal of this hospital has the name of this one. Each terminal is set up with a name of its own; tell whoever looks after the computers.
centre-trouble-not-enrolled = The centre does not know this terminal. Disconnect, ask for an enrolment code and connect again.
centre-trouble-revoked = The centre has shut this terminal out. What is recorded is kept here. Call whoever looks after the centre.
centre-trouble-version = This program and the centre are of different versions. Tell whoever looks after the computers.

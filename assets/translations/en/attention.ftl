# What a person should look at, and how it is settled.

attention-title = Attention
attention-nothing = Nothing to look at. When two people record different things, when two cases want the same, or when something on paper has to be entered, it stands here.
attention-blocking = { $count ->
    [one] { $count } blocks a case
   *[other] { $count } block a case
}
attention-before = { $count } before their case
attention-blocks-sign-in = BLOCKS SIGN IN
attention-on-paper = ON PAPER
attention-unknown = NO NAME YET
attention-before-booking = BEFORE THE CASE
attention-to-know = TO KNOW
attention-open-case = Open the case

attention-which-side = Which side?
attention-side-heading = Different sides are recorded for the same case
attention-side-explained = Whoever recorded the later one had not seen the other. Until it is settled every page says SIDE DISPUTED, and neither Sign In nor anaesthesia can start.
attention-on-terminal = terminal { $terminal }
attention-went-by = went by: { $what }
attention-had-seen = had seen last: { $what }, { $when }
attention-had-seen-until = had seen what was recorded until { $when }
attention-had-seen-nothing = had seen nothing of it
attention-no-side-before = no side given before
attention-no-consent-before = no consent recorded before
attention-no-group-before = no blood group recorded before
attention-no-booking-before = not booked before
attention-side-is = the side is { $side }
attention-group-is = the group is { $group }
attention-neither = None of these is right
attention-gone-by = What did you go by?
attention-by-two = Settled by two: the operating surgeon and one more. You are one of them.
attention-by-any-two = Settled by two who saw the result. You are one of them.
attention-you = You
attention-second = Second person
attention-second-pin = PIN of the second person
attention-kept = What you settle is recorded with both names. Every statement stays in the history.
attention-settle = Settle: { $what }
attention-settled = Settled: { $what }.
attention-lack-side = the side
attention-lack-gone-by = what you went by
attention-lack-two = the second person
attention-lack-different = someone else than you
attention-lack-pin = the PIN of the second person
attention-lack-surgeon-on-team = who operates: put the surgeon on the case’s team
attention-lack-consent = which one stands
attention-lack-withdrawal = what the patient or the guardian said
attention-lack-group = the group

attention-which-consent = Was consent given?
attention-consent-heading = Different consents are recorded for the same case
attention-consent-explained = Whoever recorded the later one had not seen the other. Ask the patient again. Until it is settled neither Sign In nor anaesthesia can start.
attention-consent-was-given = Given { $how }
attention-consent-was-withdrawn = Withdrawn: { $why }
attention-consent-stands = consent is given { $how }
attention-consent-is-withdrawn = consent is withdrawn

attention-which-blood-group = Which blood group?
attention-blood-heading = Different blood groups are recorded for the same patient
attention-blood-explained = Send a new sample before any blood is given. Until it is settled neither Sign In nor anaesthesia can start.

attention-which-booking = Booked for which time?
attention-booking-heading = The same case was booked twice, for different times or rooms
attention-booking-explained = Whoever booked later had not seen the other booking. The board shows the later one until somebody chooses.
attention-keep-booking = Keep this one

attention-booked-twice = { $name } is booked twice
attention-patient-twice = A patient is booked twice
attention-clash-heading = Two cases want the same at the same time
attention-both-want = wanted by both, { $time }
attention-clash-explained = Give one of them another time, or change its team there. Until then both carry the mark.
attention-other-time = Another time

attention-enter-paper = Enter what was answered on paper
attention-enter-phase = Enter { $phase }
attention-paper-explained = The phase was passed in an emergency. Enter what was answered then, with the time at which it was answered; both times are kept.

attention-who-is-it = Who is it?
attention-unknown-explained = Brought in without a name. When somebody knows who it is, enter it here: the case, its notes and its checklist stay with the patient.

attention-two-explained = Compare father’s or husband’s name, village, age and number; a shared phone says little. Until it is said, both stay as they are.

attention-too-late = A change came too late
attention-late-change = “{ $to }” by { $name }, { $time }
attention-late-already = The case was “{ $from }” already; the change is kept and has no effect.
attention-late-explained = It was recorded where the other change was not known. Nothing has to be done if the case is right as it stands.

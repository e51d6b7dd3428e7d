# Patients: finding, registering, who they are, what they must not be given.

patients-title = Patients
patients-search = Name, number or phone
patients-search-hint = Any part, in Bangla or English
patients-seen-last = Seen last
patients-nobody-found = Nobody is found by this.
patients-none-yet = No patient is registered on this terminal yet. They stand here when they are.
patients-register = Register a patient
patients-register-new = Register a new patient
patients-register-typed = Register “{ $name }” as a new patient
patients-back = Back to the patients
patients-open = Open
patients-open-other = Open that one
patients-book = Book a case

patients-name-english = Name in English
patients-sex = Sex
patients-age = Age
patients-years = years
patients-age-by = How the age is given
patients-age-about = Age
patients-born = { $age } · born { $on }
patients-about-said = about { $years } on { $on }
patients-relation = Whose name tells them apart
patients-relative-name = Name of father, husband or another relative
patients-village = Village or road
patients-upazila = Upazila
patients-district = District
patients-uhid-on-card = UHID on the patient’s card
patients-uhid-hint = 11 digits, if there is a card
patients-numbers-are-given = Numbers are given when the patient is registered.
patients-still-to-say = Still to say: { $what }
patients-register-now = Register
patients-registered = Registered: { $name }, { $number }
patients-look-first = { $count ->
    [one] Look first: 1 person may be the same
   *[other] Look first: { $count } people may be the same
}

patients-same-person = Is it one of these?
patients-nobody-alike = Whoever may be the same person is shown here while you type.
patients-likeness-same = SAME NUMBER
patients-likeness-likely = PROBABLY THE SAME
patients-likeness-possible = possibly the same
patients-it-is-this-one = It is this one
patients-another-person = Another person

patients-identity = Who it is
patients-correct = Correct
patients-correct-do = Record the correction
patients-identify = Now it is known who it is
patients-identify-do = Record who it is
patients-identify-explained = Recorded so far as “{ $known }”. Everything recorded stays with this patient.
patients-give-uhid = Enter a UHID
patients-give-uhid-do = Record the UHID
patients-no-uhid = none yet
patients-temporary-id = Temporary id

patients-allergies = Allergies
patients-add-allergy = Add an allergy
patients-add-allergy-do = Record the allergy
patients-substance = What the patient reacts to
patients-class = Class of the drug, if it has one of these
patients-reaction = What happened
patients-reaction-hint = rash, swelling, breathless, shock
patients-no-allergy = No known allergy
patients-no-allergy-explained = Say this only when somebody was asked. Who it was is recorded with it.
patients-no-allergy-do = Record: no known allergy
patients-who-said-so = Who said so
patients-speaker-file = the patient’s file
patients-said-by = said by: { $who }
patients-recorded-by = recorded by { $name }, { $time }
patients-take-back = Take back
patients-take-back-title = Why is it taken back?
patients-take-back-explained = From now on no drug is checked against it. What was recorded stays in the history, with your reason.
patients-phrase-wrong-patient = Recorded for the wrong patient
patients-phrase-not-an-allergy = Asked again: it was not an allergy

patients-measures = Blood group and weight
patients-record-group = Record the blood group
patients-record-group-do = Record { $group }
patients-choose-group = Choose the group
patients-group-from-the-report = As the laboratory’s report has it, with the patient’s name on the report.
patients-record-weight = Record the weight
patients-record-weight-do = Record { $weight } kg

patients-cases = Cases
patients-no-cases = No case yet. Booked and waiting cases stand here.
patients-one-or-two = One patient or two?
patients-two-people = Two people
patients-same-as = One person
patients-same-as-title = One person with two records?
patients-same-as-explained = From now on the record of { $name }, { $number }, is the one that goes on. Nothing of the other is lost.
patients-same-as-do = It is one person
patients-goes-on-elsewhere = This record goes on under another one of the same person.

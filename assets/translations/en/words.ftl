# Words that more than one page uses.

language-name = English

yes = Yes
no = No
not-applicable = Not applicable
not-known = Not known
none = None
and-more = and { $count } more

# Lengths of time, dates
length-minutes = { $minutes } min
length-hours = { $hours } h
length-hours-minutes = { $hours } h { $minutes } min
ago-now = just now
ago-past = { $length } ago
ago-days = { $days } days ago
ago-ahead = in { $length }
date-short = { $day } { $month } { $year }
date-long = { $weekday } { $day } { $month }
date-full = { $weekday } { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

# The patient
sex-female = Female
sex-male = Male
sex-other = Other
sex-unknown = Sex not known
sex-female-brief = F
sex-male-brief = M
sex-other-brief = other
sex-unknown-brief = sex?
age-years = { $years ->
    [one] { $years } year
   *[other] { $years } years
}
age-under-one = under 1 year
age-months = { $months ->
    [one] { $months } month
   *[other] { $months } months
}
age-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
age-about = about { $age }
age-unknown = Age not known
relation-father = Father
relation-husband = Husband
relation-wife = Wife
relation-mother = Mother
relation-son = Son
relation-daughter = Daughter
relation-guardian = Guardian
ward-bed = Ward { $ward } bed { $bed }
registration-number = Reg. no. { $number }
uhid = UHID { $number }
temporary-id = Temporary id { $number }
unknown-patient = Unknown patient
allergy = Allergy
allergy-list = Allergy: { $allergies }
allergy-not-asked = Allergy: not asked
allergy-none-known = No known allergy
blood-group = Blood group

# The side, always written out
side = Side
side-left = LEFT
side-right = RIGHT
side-both = BOTH
side-not-sided = No side
side-not-stated = SIDE NOT STATED
side-disputed = SIDE DISPUTED
gone-by-patient-said = the patient said so
gone-by-skin-mark = the mark on the skin
gone-by-signed-consent = the signed consent
gone-by-image = the X-ray or scan
gone-by-referral = the referral
gone-by-telephone = the telephone

# Roles in theatre
role-surgeon = Surgeon
role-assistant_surgeon = Assistant surgeon
role-obstetrician = Obstetrician
role-anaesthetist = Anaesthetist
role-paediatrician = Paediatrician
role-scrub_nurse = Scrub nurse
role-circulating_nurse = Circulating nurse
role-recovery_nurse = Recovery nurse
role-trainee = Trainee
role-technician = Theatre technician
role-theatre_manager = Theatre manager
role-administrator = Administrator

# The case
procedure = Procedure
patient = Patient
theatre = Theatre
surgeon = Surgeon
anaesthetist = Anaesthetist
team = Team
history = History
urgency-elective = Elective
urgency-urgent = Urgent
urgency-emergency = Emergency
anaesthesia = Anaesthesia
anaesthesia-general = General
anaesthesia-spinal = Spinal
anaesthesia-epidural = Epidural
anaesthesia-regional_block = Regional block
anaesthesia-sedation = Sedation
anaesthesia-local = Local
status-preparation = Planned
status-in-progress = In progress
status-suspended = On hold
status-completed = Completed
status-cancelled = Cancelled
milestone-in-theatre = In theatre
milestone-anaesthesia-start = Anaesthesia started
milestone-incision = Incision
milestone-closure = Closure
milestone-out-of-theatre = Out of theatre
milestone-recovery = In recovery
consent = Consent
consent-signature = by signature
consent-thumb-print = by thumb print, witness { $witness }
consent-guardian = by the guardian, { $name } ({ $relation })
consent-withdrawn = Consent withdrawn
consent-not-recorded = Consent not recorded
note-type-pre-operative = Before the operation
note-type-intra-operative = During the operation
note-type-post-operative = After the operation
severity-mild = Mild
severity-moderate = Moderate
severity-severe = Severe
severity-life-threatening = Life-threatening
severity-death = Death
device-action-implanted = Implanted
device-action-explanted = Taken out
device-action-manipulated = Adjusted
device-action-used = Used
count-stage-baseline = Before the start
count-stage-cavity-within-cavity = Before closing a cavity within a cavity
count-stage-wound-closure = Before wound closure
count-stage-skin-closure = At skin closure
count-stage-staff-relief = At change of staff

# The WHO Surgical Safety Checklist (2009): phases, answers, the nineteen items
phase-sign_in = Sign In
phase-time_out = Time Out
phase-sign_out = Sign Out
phase-when-sign_in = before anaesthesia
phase-when-time_out = before the incision
phase-when-sign_out = before the patient leaves the theatre
answer-yes = Yes
answer-no = No
answer-not-applicable = Not applicable
answer-risk-yes = Yes
answer-risk-no = No
speaker-patient = the patient
speaker-guardian = the guardian
speaker-team = the team
item-patient_identity = The patient has said: name, which operation, where, and consent
item-site_marked = The site is marked
item-anesthesia_safety = The anaesthesia machine and drugs are checked
item-pulse_oximeter = The pulse oximeter is on the patient and works
item-allergies = Has the patient a known allergy?
item-airway_risk = Is there a difficult airway or a risk of aspiration?
item-blood_loss = Is there a risk of losing more than 500 ml of blood? Child: 7 ml/kg
item-team_introduced = Everyone has said their name and role
item-patient_confirmed = The patient’s name, the operation and where the incision will be are confirmed
item-antibiotic_prophylaxis = The antibiotic was given within the last 60 minutes
item-surgeon_concerns = Surgeon: critical or unusual steps, how long, expected blood loss
item-anaesthetist_concerns = Anaesthetist: concerns about this patient
item-nursing_concerns = Nurses: sterility with its indicators, concerns about equipment
item-imaging_displayed = The X-rays or scans needed are on display
item-procedure_named = The nurse has said aloud which operation was done
item-counts_complete = Instruments, sponges and needles are counted and complete
item-specimens_labelled = The specimen’s label was read aloud with the patient’s name
item-equipment_problems = Equipment problems to put right were named
item-recovery_concerns = Surgeon, anaesthetist and nurse have said what matters for recovery

# What a person types
field-name = Name
field-name-bangla = Name in Bangla
field-relative = Father’s or husband’s name
field-phone = Phone
field-address = Address
field-nid = National ID
field-birth-registration = Birth registration
field-uhid = UHID
field-registration-no = Registration number
field-birth-date = Date of birth
field-weight = Weight
field-allergy = Allergy
field-reason = Reason
field-note = Note
field-plan = Plan
field-comments = Comments
field-management = What was done
field-follow-up = Follow-up
field-outcome = Outcome
field-complication = Complication
field-device = Device
field-lot = Lot
field-serial = Serial number
field-quantity = Quantity
field-ward = Ward
field-bed = Bed
field-witness = Witness
field-guardian = Guardian
field-drug = Drug
field-dose = Dose
field-duration = Length
field-time = Time
field-hospital-name = Hospital’s name
field-theatre-name = Theatre’s name
field-machine-name = Machine’s name
field-staff-no = Staff number
field-pin = PIN
field-roles = Roles
field-side = Side
field-procedure = Procedure
field-surgeon = Surgeon
field-theatre = Theatre
field-patient = Patient
